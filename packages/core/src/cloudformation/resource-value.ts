const region = "us-east-1";
const account = "111122223333";
const uuid = "1234abcd-12ab-34cd-56ef-1234567890ab";

interface ValueForms {
  /** What `Ref` gives, with `{name}` for a name that the deployment makes up. */
  readonly ref?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** Forms of the values that policies need, for types whose ARN follows from the name. From each type's "Return values". */
const forms: Readonly<Record<string, ValueForms>> = {
  "AWS::IAM::Role": { ref: "{name}", attributes: { Arn: `arn:aws:iam::${account}:role/{name}` } },
  "AWS::IAM::User": { ref: "{name}", attributes: { Arn: `arn:aws:iam::${account}:user/{name}` } },
  "AWS::IAM::Group": { ref: "{name}", attributes: { Arn: `arn:aws:iam::${account}:group/{name}` } },
  "AWS::S3::Bucket": { ref: "{bucket}", attributes: { Arn: "arn:aws:s3:::{bucket}" } },
  "AWS::KMS::Key": { ref: uuid, attributes: { Arn: `arn:aws:kms:${region}:${account}:key/${uuid}` } },
  "AWS::SNS::Topic": {
    ref: `arn:aws:sns:${region}:${account}:{name}`,
    attributes: { TopicArn: `arn:aws:sns:${region}:${account}:{name}` },
  },
  "AWS::SQS::Queue": {
    ref: `https://sqs.${region}.amazonaws.com/${account}/{name}`,
    attributes: { Arn: `arn:aws:sqs:${region}:${account}:{name}`, QueueName: "{name}" },
  },
  "AWS::DynamoDB::Table": { ref: "{name}", attributes: { Arn: `arn:aws:dynamodb:${region}:${account}:table/{name}` } },
  "AWS::Lambda::Function": {
    ref: "{name}",
    attributes: { Arn: `arn:aws:lambda:${region}:${account}:function:{name}` },
  },
  "AWS::Logs::LogGroup": { ref: "{name}", attributes: { Arn: `arn:aws:logs:${region}:${account}:log-group:{name}:*` } },
  "AWS::SecretsManager::Secret": { ref: `arn:aws:secretsmanager:${region}:${account}:secret:{name}-a1b2c3` },
  "AWS::Redshift::Cluster": {
    ref: "{bucket}",
    attributes: { ClusterNamespaceArn: `arn:aws:redshift:${region}:${account}:namespace:${uuid}` },
  },
  "AWS::RedshiftServerless::Namespace": {
    ref: "{bucket}",
    attributes: { "Namespace.NamespaceArn": `arn:aws:redshift-serverless:${region}:${account}:namespace/${uuid}` },
  },
  "AWS::RedshiftServerless::Workgroup": {
    ref: "{bucket}",
    attributes: { "Workgroup.WorkgroupArn": `arn:aws:redshift-serverless:${region}:${account}:workgroup/${uuid}` },
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

function filled(form: string | undefined, logicalId: string): string | undefined {
  return form?.replace("{name}", () => logicalId).replace("{bucket}", () => logicalId.toLowerCase());
}

/** The names are a template's, and may be those that every object has. */
function ownOf<Value>(table: Readonly<Record<string, Value>> | undefined, name: string): Value | undefined {
  return table !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
}
