import { assumedAccount as account, assumedRegion as region, withIdentifiers } from "../assumed-values.ts";

interface ValueForms {
  /**
   * What `Ref` gives, with `{name}` for a name that the deployment makes up, `{lowerName}` for one in lower case,
   * `{uuid}` and `{hex17}` for an identifier, `{host}` for the property `Url` without its scheme, and `{path}` for a
   * `Name` that may begin with a slash.
   */
  readonly ref?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  /** What to write instead of `Arn`, which the type does not have. `{name}` is the logical ID. */
  readonly insteadOfArn?: string;
}

/** Forms of the values that policies need, for types whose ARN follows from the name. From each type's "Return values". */
const forms: Readonly<Record<string, ValueForms>> = {
  "AWS::ApiGateway::RestApi": { ref: "{hex10}", attributes: { RestApiId: "{hex10}" } },
  "AWS::Athena::WorkGroup": { ref: "{name}" },
  "AWS::CloudFront::CloudFrontOriginAccessIdentity": {
    ref: "E{hex13}",
    attributes: {
      Id: "E{hex13}",
      S3CanonicalUserId: "{hex64}",
    },
  },
  "AWS::CloudFront::Distribution": { ref: "E{hex13}", attributes: { Id: "E{hex13}" } },
  "AWS::CodeBuild::Project": {
    ref: "{name}",
    attributes: { Arn: `arn:aws:codebuild:${region}:${account}:project/{name}` },
  },
  "AWS::CodeCommit::Repository": {
    ref: "{uuid}",
    attributes: { Arn: `arn:aws:codecommit:${region}:${account}:{name}`, Name: "{name}" },
  },
  "AWS::Cognito::IdentityPool": { ref: `${region}:{uuid}` },
  "AWS::Cognito::UserPool": {
    ref: `${region}_{hex9}`,
    attributes: {
      Arn: `arn:aws:cognito-idp:${region}:${account}:userpool/${region}_{hex9}`,
      ProviderName: `cognito-idp.${region}.amazonaws.com/${region}_{hex9}`,
      UserPoolId: `${region}_{hex9}`,
    },
  },
  "AWS::EC2::SecurityGroup": { ref: "sg-{hex17}", attributes: { GroupId: "sg-{hex17}" } },
  "AWS::EC2::VPC": {
    ref: "vpc-{hex17}",
    attributes: { DefaultSecurityGroup: "sg-{hex17}", VpcId: "vpc-{hex17}" },
  },
  "AWS::EC2::VPCEndpoint": { ref: "vpce-{hex17}", attributes: { Id: "vpce-{hex17}" } },
  "AWS::ECR::Repository": {
    ref: "{lowerName}",
    attributes: { Arn: `arn:aws:ecr:${region}:${account}:repository/{lowerName}` },
  },
  "AWS::ECS::Cluster": { ref: "{name}", attributes: { Arn: `arn:aws:ecs:${region}:${account}:cluster/{name}` } },
  "AWS::ECS::TaskDefinition": {
    ref: `arn:aws:ecs:${region}:${account}:task-definition/{name}:1`,
    attributes: { TaskDefinitionArn: `arn:aws:ecs:${region}:${account}:task-definition/{name}:1` },
  },
  "AWS::EFS::FileSystem": {
    ref: "fs-{hex17}",
    attributes: {
      Arn: `arn:aws:elasticfilesystem:${region}:${account}:file-system/fs-{hex17}`,
      FileSystemId: "fs-{hex17}",
    },
  },
  "AWS::Events::EventBus": {
    ref: "{name}",
    attributes: { Arn: `arn:aws:events:${region}:${account}:event-bus/{name}` },
  },
  "AWS::Events::Rule": { attributes: { Arn: `arn:aws:events:${region}:${account}:rule/{name}` } },
  "AWS::Glue::Crawler": { ref: "{name}" },
  "AWS::Glue::Database": { ref: "{lowerName}" },
  "AWS::Glue::Job": { ref: "{name}" },
  "AWS::IAM::InstanceProfile": {
    ref: "{name}",
    attributes: { Arn: `arn:aws:iam::${account}:instance-profile/{name}` },
  },
  "AWS::IAM::ManagedPolicy": {
    ref: `arn:aws:iam::${account}:policy/{name}`,
    attributes: { PolicyArn: `arn:aws:iam::${account}:policy/{name}` },
  },
  "AWS::IAM::OIDCProvider": {
    ref: `arn:aws:iam::${account}:oidc-provider/{host}`,
    attributes: { Arn: `arn:aws:iam::${account}:oidc-provider/{host}` },
  },
  "AWS::IAM::SAMLProvider": {
    ref: `arn:aws:iam::${account}:saml-provider/{name}`,
    attributes: { Arn: `arn:aws:iam::${account}:saml-provider/{name}` },
  },
  "AWS::IAM::Role": { ref: "{name}", attributes: { Arn: `arn:aws:iam::${account}:role/{name}` } },
  "AWS::IAM::User": { ref: "{name}", attributes: { Arn: `arn:aws:iam::${account}:user/{name}` } },
  "AWS::IAM::Group": { ref: "{name}", attributes: { Arn: `arn:aws:iam::${account}:group/{name}` } },
  "AWS::S3::Bucket": { ref: "{lowerName}", attributes: { Arn: "arn:aws:s3:::{lowerName}" } },
  "AWS::KMS::Key": { ref: "{uuid}", attributes: { Arn: `arn:aws:kms:${region}:${account}:key/{uuid}` } },
  "AWS::KMS::ReplicaKey": { ref: "{uuid}", attributes: { Arn: `arn:aws:kms:${region}:${account}:key/{uuid}` } },
  "AWS::SNS::Topic": {
    ref: `arn:aws:sns:${region}:${account}:{name}`,
    attributes: { TopicArn: `arn:aws:sns:${region}:${account}:{name}` },
  },
  "AWS::SQS::Queue": {
    ref: `https://sqs.${region}.amazonaws.com/${account}/{name}`,
    attributes: { Arn: `arn:aws:sqs:${region}:${account}:{name}`, QueueName: "{name}" },
  },
  "AWS::DynamoDB::Table": {
    ref: "{name}",
    attributes: {
      Arn: `arn:aws:dynamodb:${region}:${account}:table/{name}`,
      StreamArn: `arn:aws:dynamodb:${region}:${account}:table/{name}/stream/2015-05-11T21:21:33.291`,
    },
  },
  "AWS::KinesisFirehose::DeliveryStream": {
    ref: "{name}",
    attributes: { Arn: `arn:aws:firehose:${region}:${account}:deliverystream/{name}` },
  },
  "AWS::MSK::Cluster": {
    ref: `arn:aws:kafka:${region}:${account}:cluster/{name}/{uuid}-1`,
    attributes: { Arn: `arn:aws:kafka:${region}:${account}:cluster/{name}/{uuid}-1` },
  },
  "AWS::OpenSearchService::Domain": {
    ref: "{lowerName}",
    attributes: {
      Arn: `arn:aws:es:${region}:${account}:domain/{lowerName}`,
      DomainArn: `arn:aws:es:${region}:${account}:domain/{lowerName}`,
    },
  },
  "AWS::SSM::Parameter": { ref: "{path}" },
  "AWS::StepFunctions::StateMachine": {
    ref: `arn:aws:states:${region}:${account}:stateMachine:{name}`,
    attributes: { Arn: `arn:aws:states:${region}:${account}:stateMachine:{name}`, Name: "{name}" },
  },
  "AWS::Kinesis::Stream": { ref: "{name}", attributes: { Arn: `arn:aws:kinesis:${region}:${account}:stream/{name}` } },
  "AWS::Lambda::Function": {
    ref: "{name}",
    attributes: { Arn: `arn:aws:lambda:${region}:${account}:function:{name}` },
  },
  // https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html
  "AWS::Serverless::Function": {
    ref: "{name}",
    attributes: { Arn: `arn:aws:lambda:${region}:${account}:function:{name}` },
  },
  "AWS::Serverless::SimpleTable": {
    ref: "{name}",
    attributes: { Arn: `arn:aws:dynamodb:${region}:${account}:table/{name}` },
  },
  "AWS::Serverless::StateMachine": {
    ref: `arn:aws:states:${region}:${account}:stateMachine:{name}`,
    attributes: { Arn: `arn:aws:states:${region}:${account}:stateMachine:{name}`, Name: "{name}" },
  },
  "AWS::Logs::LogGroup": { ref: "{name}", attributes: { Arn: `arn:aws:logs:${region}:${account}:log-group:{name}:*` } },
  "AWS::SecretsManager::Secret": { ref: `arn:aws:secretsmanager:${region}:${account}:secret:{name}-a1b2c3` },
  "AWS::SecretsManager::SecretTargetAttachment": {
    ref: `arn:aws:secretsmanager:${region}:${account}:secret:{name}-a1b2c3`,
  },
  "AWS::RDS::DBCluster": {
    ref: "{lowerName}",
    attributes: { DBClusterArn: `arn:aws:rds:${region}:${account}:cluster:{lowerName}` },
    insteadOfArn: "`DBClusterArn`",
  },
  "AWS::RDS::DBInstance": {
    ref: "{lowerName}",
    attributes: { DBInstanceArn: `arn:aws:rds:${region}:${account}:db:{lowerName}` },
    insteadOfArn: "`DBInstanceArn`",
  },
  "AWS::Redshift::Cluster": {
    ref: "{lowerName}",
    attributes: { ClusterNamespaceArn: `arn:aws:redshift:${region}:${account}:namespace:{uuid}` },
    insteadOfArn:
      "`!Sub arn:${AWS::Partition}:redshift:${AWS::Region}:${AWS::AccountId}:cluster:${{name}}`, or `ClusterNamespaceArn` for the namespace,",
  },
  "AWS::RedshiftServerless::Namespace": {
    ref: "{lowerName}",
    attributes: { "Namespace.NamespaceArn": `arn:aws:redshift-serverless:${region}:${account}:namespace/{uuid}` },
    insteadOfArn: "`Namespace.NamespaceArn`",
  },
  "AWS::RedshiftServerless::Workgroup": {
    ref: "{lowerName}",
    attributes: { "Workgroup.WorkgroupArn": `arn:aws:redshift-serverless:${region}:${account}:workgroup/{uuid}` },
    insteadOfArn: "`Workgroup.WorkgroupArn`",
  },
};

/** A value of the form that `Ref` gives for the resource; undefined where the form is not known here. */
export function referenceOf(type: string, logicalId: string): string | undefined {
  return filled(ownOf(forms, type)?.ref, logicalId);
}

/** A value of the form that `Fn::GetAtt` gives. */
export function attributeOf(type: string, logicalId: string, attribute: string): string | undefined {
  return filled(ownOf(ownOf(forms, type)?.attributes, attribute), logicalId);
}

/** What to write in place of an attribute that is known not to exist. */
export function insteadOf(type: string, logicalId: string, attribute: string): string | undefined {
  return attribute === "Arn" ? filled(forms[type]?.insteadOfArn, logicalId) : undefined;
}

function filled(form: string | undefined, logicalId: string): string | undefined {
  if (form === undefined) return undefined;
  return withIdentifiers(form, logicalId)
    .replace("{name}", () => logicalId)
    .replace("{lowerName}", () => logicalId.toLowerCase());
}

/** The names are a template's, and may be those that every object has. */
function ownOf<Value>(table: Readonly<Record<string, Value>> | undefined, name: string): Value | undefined {
  return table !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
}
