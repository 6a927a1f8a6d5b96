import { assumedAccount as account, assumedRegion as region, assumedUuid as uuid } from "../assumed-values.ts";

interface ValueForms {
  /** The argument that sets the name; the deployment makes one up without it. */
  readonly nameArgument?: string;
  /** By attribute, with `{name}` and, for IAM, `{path}`. */
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * A form of the attributes that policies need, for types whose ARN follows from the name. From the provider's
 * "Attribute Reference".
 */
const forms: Readonly<Record<string, ValueForms>> = {
  aws_cloudwatch_log_group: named("name", `arn:aws:logs:${region}:${account}:log-group:{name}`),
  aws_db_instance: named("identifier", `arn:aws:rds:${region}:${account}:db:{name}`),
  aws_dynamodb_table: named("name", `arn:aws:dynamodb:${region}:${account}:table/{name}`, {
    id: "{name}",
    stream_arn: `arn:aws:dynamodb:${region}:${account}:table/{name}/stream/2015-05-11T21:21:33.291`,
  }),
  aws_iam_group: named("name", `arn:aws:iam::${account}:group{path}{name}`, { id: "{name}" }),
  aws_iam_policy: named("name", `arn:aws:iam::${account}:policy{path}{name}`),
  aws_iam_role: named("name", `arn:aws:iam::${account}:role{path}{name}`, { id: "{name}" }),
  aws_iam_user: named("name", `arn:aws:iam::${account}:user{path}{name}`, { id: "{name}" }),
  aws_kinesis_firehose_delivery_stream: named("name", `arn:aws:firehose:${region}:${account}:deliverystream/{name}`),
  aws_kinesis_stream: named("name", `arn:aws:kinesis:${region}:${account}:stream/{name}`),
  aws_kms_key: {
    attributes: { arn: `arn:aws:kms:${region}:${account}:key/${uuid}`, id: uuid, key_id: uuid },
  },
  aws_lambda_function: named("function_name", `arn:aws:lambda:${region}:${account}:function:{name}`),
  aws_rds_cluster: named("cluster_identifier", `arn:aws:rds:${region}:${account}:cluster:{name}`, { id: "{name}" }),
  aws_redshift_cluster: named("cluster_identifier", `arn:aws:redshift:${region}:${account}:cluster:{name}`, {
    id: "{name}",
    cluster_namespace_arn: `arn:aws:redshift:${region}:${account}:namespace:${uuid}`,
    // What the cluster gets without the argument.
    database_name: "dev",
  }),
  aws_redshiftserverless_namespace: named(
    "namespace_name",
    `arn:aws:redshift-serverless:${region}:${account}:namespace/${uuid}`,
    { id: "{name}", namespace_id: uuid },
  ),
  aws_redshiftserverless_workgroup: named(
    "workgroup_name",
    `arn:aws:redshift-serverless:${region}:${account}:workgroup/${uuid}`,
    { id: "{name}", workgroup_id: uuid },
  ),
  aws_s3_bucket: named("bucket", "arn:aws:s3:::{name}", { id: "{name}" }),
  aws_secretsmanager_secret: named("name", `arn:aws:secretsmanager:${region}:${account}:secret:{name}-a1b2c3`, {
    id: `arn:aws:secretsmanager:${region}:${account}:secret:{name}-a1b2c3`,
  }),
  aws_sns_topic: named("name", `arn:aws:sns:${region}:${account}:{name}`, {
    id: `arn:aws:sns:${region}:${account}:{name}`,
  }),
  aws_sqs_queue: named("name", `arn:aws:sqs:${region}:${account}:{name}`),
};

function named(nameArgument: string, arn: string, others: Readonly<Record<string, string>> = {}): ValueForms {
  return { nameArgument, attributes: { arn, [nameArgument]: "{name}", ...others } };
}

/** The form of an attribute's value, and the argument that its name comes from; undefined where it is not known here. */
export function attributeForm(
  type: string,
  attribute: string,
): { readonly form: string; readonly nameArgument: string | undefined } | undefined {
  const known = Object.hasOwn(forms, type) ? forms[type] : undefined;
  const form =
    known !== undefined && Object.hasOwn(known.attributes, attribute) ? known.attributes[attribute] : undefined;
  return form === undefined ? undefined : { form, nameArgument: known?.nameArgument };
}
