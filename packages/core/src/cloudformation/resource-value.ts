import { assumedAccount as account, assumedRegion as region, assumedUuid as uuid } from "../assumed-values.ts";

interface ValueForms {
  /** What `Ref` gives, with `{name}` for a name that the deployment makes up, `{lowerName}` for one in lower case. */
  readonly ref?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  /** What to write instead of `Arn`, which the type does not have. `{name}` is the logical ID. */
  readonly insteadOfArn?: string;
}

/** Forms of the values that policies need, for types whose ARN follows from the name. From each type's "Return values". */
const forms: Readonly<Record<string, ValueForms>> = {
  "AWS::IAM::Role": { ref: "{name}", attributes: { Arn: `arn:aws:iam::${account}:role/{name}` } },
  "AWS::IAM::User": { ref: "{name}", attributes: { Arn: `arn:aws:iam::${account}:user/{name}` } },
  "AWS::IAM::Group": { ref: "{name}", attributes: { Arn: `arn:aws:iam::${account}:group/{name}` } },
  "AWS::S3::Bucket": { ref: "{lowerName}", attributes: { Arn: "arn:aws:s3:::{lowerName}" } },
  "AWS::KMS::Key": { ref: uuid, attributes: { Arn: `arn:aws:kms:${region}:${account}:key/${uuid}` } },
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
  "AWS::Kinesis::Stream": { ref: "{name}", attributes: { Arn: `arn:aws:kinesis:${region}:${account}:stream/{name}` } },
  "AWS::Lambda::Function": {
    ref: "{name}",
    attributes: { Arn: `arn:aws:lambda:${region}:${account}:function:{name}` },
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
    attributes: { ClusterNamespaceArn: `arn:aws:redshift:${region}:${account}:namespace:${uuid}` },
    insteadOfArn:
      "`!Sub arn:${AWS::Partition}:redshift:${AWS::Region}:${AWS::AccountId}:cluster:${{name}}`, or `ClusterNamespaceArn` for the namespace,",
  },
  "AWS::RedshiftServerless::Namespace": {
    ref: "{lowerName}",
    attributes: { "Namespace.NamespaceArn": `arn:aws:redshift-serverless:${region}:${account}:namespace/${uuid}` },
    insteadOfArn: "`Namespace.NamespaceArn`",
  },
  "AWS::RedshiftServerless::Workgroup": {
    ref: "{lowerName}",
    attributes: { "Workgroup.WorkgroupArn": `arn:aws:redshift-serverless:${region}:${account}:workgroup/${uuid}` },
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
  return form?.replace("{name}", () => logicalId).replace("{lowerName}", () => logicalId.toLowerCase());
}

/** The names are a template's, and may be those that every object has. */
function ownOf<Value>(table: Readonly<Record<string, Value>> | undefined, name: string): Value | undefined {
  return table !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
}
