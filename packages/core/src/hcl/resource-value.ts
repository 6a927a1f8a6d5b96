import { assumedAccount as account, assumedRegion as region } from "../assumed-values.ts";

interface ValueForms {
  /** The argument that sets the name; the deployment makes one up without it. */
  readonly nameArgument?: string;
  /**
   * What the name is of the argument's value, where it is another one: then the attribute of the argument's name has it,
   * too, and there is none without the argument.
   */
  readonly nameOf?: (written: string) => string;
  /** By attribute, with `{name}`, `{uuid}` and `{hex17}` for an identifier and, for IAM, `{path}`. */
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * A form of the attributes that policies need, for types whose ARN follows from the name. From the provider's
 * "Attribute Reference".
 */
const forms: Readonly<Record<string, ValueForms>> = {
  aws_cloudfront_distribution: {
    attributes: { arn: `arn:aws:cloudfront::${account}:distribution/E{hex13}`, id: "E{hex13}" },
  },
  aws_cloudwatch_event_bus: named("name", `arn:aws:events:${region}:${account}:event-bus/{name}`),
  aws_cloudwatch_log_group: named("name", `arn:aws:logs:${region}:${account}:log-group:{name}`),
  aws_cognito_user_pool: {
    attributes: {
      arn: `arn:aws:cognito-idp:${region}:${account}:userpool/${region}_{hex9}`,
      id: `${region}_{hex9}`,
    },
  },
  aws_db_instance: named("identifier", `arn:aws:rds:${region}:${account}:db:{name}`),
  aws_dynamodb_table: named("name", `arn:aws:dynamodb:${region}:${account}:table/{name}`, {
    id: "{name}",
    stream_arn: `arn:aws:dynamodb:${region}:${account}:table/{name}/stream/2015-05-11T21:21:33.291`,
  }),
  aws_ecr_repository: named("name", `arn:aws:ecr:${region}:${account}:repository/{name}`, { id: "{name}" }),
  aws_ecs_cluster: named("name", `arn:aws:ecs:${region}:${account}:cluster/{name}`),
  aws_glue_catalog_database: named("name", `arn:aws:glue:${region}:${account}:database/{name}`),
  aws_iam_group: named("name", `arn:aws:iam::${account}:group{path}{name}`, { id: "{name}" }),
  // IAM keeps the URL without its scheme, and so does the provider's state.
  aws_iam_openid_connect_provider: {
    nameArgument: "url",
    nameOf: (url) => url.replace(/^https:\/\//i, ""),
    attributes: {
      arn: `arn:aws:iam::${account}:oidc-provider/{name}`,
      id: `arn:aws:iam::${account}:oidc-provider/{name}`,
      url: "{name}",
    },
  },
  aws_iam_policy: named("name", `arn:aws:iam::${account}:policy{path}{name}`),
  aws_iam_role: named("name", `arn:aws:iam::${account}:role{path}{name}`, { id: "{name}" }),
  aws_iam_saml_provider: named("name", `arn:aws:iam::${account}:saml-provider/{name}`, {
    id: `arn:aws:iam::${account}:saml-provider/{name}`,
  }),
  aws_iam_user: named("name", `arn:aws:iam::${account}:user{path}{name}`, { id: "{name}" }),
  aws_kinesis_firehose_delivery_stream: named("name", `arn:aws:firehose:${region}:${account}:deliverystream/{name}`),
  aws_kinesis_stream: named("name", `arn:aws:kinesis:${region}:${account}:stream/{name}`),
  aws_kms_key: {
    attributes: { arn: `arn:aws:kms:${region}:${account}:key/{uuid}`, id: "{uuid}", key_id: "{uuid}" },
  },
  aws_lambda_function: named("function_name", `arn:aws:lambda:${region}:${account}:function:{name}`),
  aws_msk_cluster: named("cluster_name", `arn:aws:kafka:${region}:${account}:cluster/{name}/{uuid}-1`),
  aws_rds_cluster: named("cluster_identifier", `arn:aws:rds:${region}:${account}:cluster:{name}`, { id: "{name}" }),
  aws_redshift_cluster: named("cluster_identifier", `arn:aws:redshift:${region}:${account}:cluster:{name}`, {
    id: "{name}",
    cluster_namespace_arn: `arn:aws:redshift:${region}:${account}:namespace:{uuid}`,
    // What the cluster gets without the argument.
    database_name: "dev",
  }),
  aws_redshiftserverless_namespace: named(
    "namespace_name",
    `arn:aws:redshift-serverless:${region}:${account}:namespace/{uuid}`,
    { id: "{name}", namespace_id: "{uuid}" },
  ),
  aws_redshiftserverless_workgroup: named(
    "workgroup_name",
    `arn:aws:redshift-serverless:${region}:${account}:workgroup/{uuid}`,
    { id: "{name}", workgroup_id: "{uuid}" },
  ),
  aws_s3_bucket: named("bucket", "arn:aws:s3:::{name}", { id: "{name}" }),
  aws_secretsmanager_secret: named("name", `arn:aws:secretsmanager:${region}:${account}:secret:{name}-a1b2c3`, {
    id: `arn:aws:secretsmanager:${region}:${account}:secret:{name}-a1b2c3`,
  }),
  aws_sfn_state_machine: named("name", `arn:aws:states:${region}:${account}:stateMachine:{name}`, {
    id: `arn:aws:states:${region}:${account}:stateMachine:{name}`,
  }),
  aws_sns_topic: named("name", `arn:aws:sns:${region}:${account}:{name}`, {
    id: `arn:aws:sns:${region}:${account}:{name}`,
  }),
  aws_sqs_queue: named("name", `arn:aws:sqs:${region}:${account}:{name}`),
  aws_vpc: { attributes: { id: "vpc-{hex17}" } },
  aws_vpc_endpoint: { attributes: { id: "vpce-{hex17}" } },
};

function named(nameArgument: string, arn: string, others: Readonly<Record<string, string>> = {}): ValueForms {
  return { nameArgument, attributes: { arn, [nameArgument]: "{name}", ...others } };
}

/** The form of an attribute's value. */
export interface AttributeForm {
  readonly form: string;
  /** What the name in it comes from. */
  readonly nameArgument: string | undefined;
  readonly nameOf: ((written: string) => string) | undefined;
}

/** Undefined where the form is not known here. */
export function attributeForm(type: string, attribute: string): AttributeForm | undefined {
  const known = Object.hasOwn(forms, type) ? forms[type] : undefined;
  const form =
    known !== undefined && Object.hasOwn(known.attributes, attribute) ? known.attributes[attribute] : undefined;
  return form === undefined ? undefined : { form, nameArgument: known?.nameArgument, nameOf: known?.nameOf };
}

/** The attributes of the type whose form is known here. */
export function attributesOf(type: string): readonly string[] {
  const known = Object.hasOwn(forms, type) ? forms[type] : undefined;
  return known === undefined ? [] : Object.keys(known.attributes);
}
