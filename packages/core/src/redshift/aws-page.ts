const management = "https://docs.aws.amazon.com/redshift/latest/mgmt/";
const iam = "https://docs.aws.amazon.com/IAM/latest/UserGuide/";
const authorization = "https://docs.aws.amazon.com/service-authorization/latest/reference/";

type AwsPage =
  | "databaseUsers"
  | "regions"
  | "chaining"
  | "serviceRole"
  | "serverlessRole"
  | "confusedDeputy"
  | "dataApi"
  | "identityPolicies"
  | "federatedRoles"
  | "zeroEtl"
  | "behaviorChanges"
  | "auditLogging"
  | "endpoints"
  | "viaService"
  | "thirdParty"
  | "conditionOperators"
  | "conditionKeys"
  | "variables"
  | "stsKeys"
  | "principal"
  | "evaluation"
  | "quotas"
  | "arns"
  | "passRole"
  | "sessionTags"
  | "sharedProviders"
  | "redshiftActions"
  | "dataApiActions"
  | "serverlessActions"
  | "s3Actions";

/** The AWS pages that the checks of our own rest on. */
export const awsPage: Readonly<Record<AwsPage, string>> = {
  databaseUsers: `${management}authorizing-redshift-service-database-users.html`,
  regions: `${management}authorizing-redshift-service-regions.html`,
  chaining: `${management}authorizing-redshift-service-chaining-roles.html`,
  serviceRole: `${management}authorizing-redshift-service.html`,
  serverlessRole: `${management}serverless-security-other-services.html`,
  confusedDeputy: `${management}cross-service-confused-deputy-prevention.html`,
  dataApi: `${management}data-api-iam.html`,
  identityPolicies: `${management}redshift-iam-access-control-identity-based.html`,
  federatedRoles: `${management}redshift-iam-access-federated-db-roles.html`,
  zeroEtl: `${management}zero-etl-using.redshift-iam.html`,
  behaviorChanges: `${management}behavior-changes.html`,
  auditLogging: `${management}db-auditing.html`,
  endpoints: "https://docs.aws.amazon.com/general/latest/gr/redshift-service.html",
  viaService: "https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service",
  thirdParty: `${iam}id_roles_common-scenarios_third-party.html`,
  conditionOperators: `${iam}reference_policies_elements_condition_operators.html`,
  conditionKeys: `${iam}reference_policies_condition-keys.html`,
  variables: `${iam}reference_policies_variables.html`,
  stsKeys: `${iam}reference_policies_iam-condition-keys.html`,
  principal: `${iam}reference_policies_elements_principal.html`,
  evaluation: `${iam}reference_policies_evaluation-logic.html`,
  quotas: `${iam}reference_iam-quotas.html`,
  arns: `${iam}reference-arns.html`,
  passRole: `${iam}id_roles_use_passrole.html`,
  sessionTags: `${iam}id_session-tags.html`,
  sharedProviders: `${iam}id_roles_providers_oidc_secure-by-default.html`,
  redshiftActions: `${authorization}list_amazonredshift.html`,
  dataApiActions: `${authorization}list_amazonredshiftdataapi.html`,
  serverlessActions: `${authorization}list_amazonredshiftserverless.html`,
  s3Actions: `${authorization}list_amazons3.html`,
};
