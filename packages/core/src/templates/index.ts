import type { Template } from "../template.ts";
import { githubActionsTrust } from "./github-actions-trust.ts";
import { informaticaEc2RoleAssumeRole } from "./informatica-ec2-role-assume-role.ts";
import { informaticaEc2ServiceTrust } from "./informatica-ec2-service-trust.ts";
import { informaticaIamUserAssumeRole } from "./informatica-iam-user-assume-role.ts";
import { informaticaRedshiftRoleTrustEc2Role } from "./informatica-redshift-role-trust-ec2-role.ts";
import { informaticaRedshiftRoleTrustIamUser } from "./informatica-redshift-role-trust-iam-user.ts";
import { informaticaRedshiftRoleTrustWorkerNode } from "./informatica-redshift-role-trust-worker-node.ts";
import { informaticaS3Staging } from "./informatica-s3-staging.ts";
import { informaticaS3StagingPrefix } from "./informatica-s3-staging-prefix.ts";
import { informaticaServerlessRuntimeTrust } from "./informatica-serverless-runtime-trust.ts";
import { informaticaSseKmsKeyPolicy } from "./informatica-sse-kms-key-policy.ts";
import { polytomicServerlessPermissions } from "./polytomic-serverless-permissions.ts";
import { polytomicServerlessPermissionsLeastPrivilege } from "./polytomic-serverless-permissions-least-privilege.ts";
import { polytomicTrust } from "./polytomic-trust.ts";
import { redshiftAssociateRole } from "./redshift-associate-role.ts";
import { redshiftCmkKeyPolicy } from "./redshift-cmk-key-policy.ts";
import { redshiftDataApiOwnStatements } from "./redshift-data-api-own-statements.ts";
import { redshiftDataApiProvisionedDbuser } from "./redshift-data-api-provisioned-dbuser.ts";
import { redshiftDataApiProvisionedIam } from "./redshift-data-api-provisioned-iam.ts";
import { redshiftFederatedQuery } from "./redshift-federated-query.ts";
import { redshiftGetClusterCredentials } from "./redshift-get-cluster-credentials.ts";
import { redshiftGetClusterCredentialsAny } from "./redshift-get-cluster-credentials-any.ts";
import { redshiftGetClusterCredentialsAutocreate } from "./redshift-get-cluster-credentials-autocreate.ts";
import { redshiftGuardAuditRole } from "./redshift-guard-audit-role.ts";
import { redshiftGuardAuditRoleTrust } from "./redshift-guard-audit-role-trust.ts";
import { redshiftGuardConfigAggregator } from "./redshift-guard-config-aggregator.ts";
import { redshiftGuardDriftOrganization } from "./redshift-guard-drift-organization.ts";
import { redshiftGuardRepair } from "./redshift-guard-repair.ts";
import { redshiftGuardValidate } from "./redshift-guard-validate.ts";
import { redshiftLambdaUdf } from "./redshift-lambda-udf.ts";
import { redshiftMlBedrock } from "./redshift-ml-bedrock.ts";
import { redshiftMlTrust } from "./redshift-ml-trust.ts";
import { redshiftRoleChainSource } from "./redshift-role-chain-source.ts";
import { redshiftRoleChainTargetTrust } from "./redshift-role-chain-target-trust.ts";
import { redshiftRoleChainTargetTrustDbusers } from "./redshift-role-chain-target-trust-dbusers.ts";
import { redshiftS3CopyRead } from "./redshift-s3-copy-read.ts";
import { redshiftS3CopyUnload } from "./redshift-s3-copy-unload.ts";
import { redshiftS3KmsKeyUse } from "./redshift-s3-kms-key-use.ts";
import { redshiftScheduledQueryTrust } from "./redshift-scheduled-query-trust.ts";
import { redshiftSchedulerPermissions } from "./redshift-scheduler-permissions.ts";
import { redshiftSchedulerTrust } from "./redshift-scheduler-trust.ts";
import { redshiftServerlessAssociateRole } from "./redshift-serverless-associate-role.ts";
import { redshiftServerlessGetCredentials } from "./redshift-serverless-get-credentials.ts";
import { redshiftServerlessServiceTrust } from "./redshift-serverless-service-trust.ts";
import { redshiftServerlessServiceTrustDbusers } from "./redshift-serverless-service-trust-dbusers.ts";
import { redshiftServerlessServiceTrustSourceWorkgroup } from "./redshift-serverless-service-trust-source-workgroup.ts";
import { redshiftServiceTrust } from "./redshift-service-trust.ts";
import { redshiftServiceTrustAccountDbusers } from "./redshift-service-trust-account-dbusers.ts";
import { redshiftServiceTrustDbusers } from "./redshift-service-trust-dbusers.ts";
import { redshiftServiceTrustDbusersRegions } from "./redshift-service-trust-dbusers-regions.ts";
import { redshiftServiceTrustRegions } from "./redshift-service-trust-regions.ts";
import { redshiftServiceTrustSourceCluster } from "./redshift-service-trust-source-cluster.ts";
import { redshiftSpectrumGlueRead } from "./redshift-spectrum-glue-read.ts";
import { redshiftSpectrumLakeFormation } from "./redshift-spectrum-lake-formation.ts";
import { redshiftStreamingKinesis } from "./redshift-streaming-kinesis.ts";
import { redshiftStreamingMskIam } from "./redshift-streaming-msk-iam.ts";
import { redshiftZeroEtlResourcePolicy } from "./redshift-zero-etl-resource-policy.ts";
import { rudderstackTrust } from "./rudderstack-trust.ts";
import { samlFederationTrust } from "./saml-federation-trust.ts";
import { vendorCrossAccountTrust } from "./vendor-cross-account-trust.ts";
import { vendorGoogleIdentityTrust } from "./vendor-google-identity-trust.ts";

/** Written by `pnpm generate` from this folder. */
export const templates: readonly Template[] = [
  githubActionsTrust,
  informaticaEc2RoleAssumeRole,
  informaticaEc2ServiceTrust,
  informaticaIamUserAssumeRole,
  informaticaRedshiftRoleTrustEc2Role,
  informaticaRedshiftRoleTrustIamUser,
  informaticaRedshiftRoleTrustWorkerNode,
  informaticaS3Staging,
  informaticaS3StagingPrefix,
  informaticaServerlessRuntimeTrust,
  informaticaSseKmsKeyPolicy,
  polytomicServerlessPermissions,
  polytomicServerlessPermissionsLeastPrivilege,
  polytomicTrust,
  redshiftAssociateRole,
  redshiftCmkKeyPolicy,
  redshiftDataApiOwnStatements,
  redshiftDataApiProvisionedDbuser,
  redshiftDataApiProvisionedIam,
  redshiftFederatedQuery,
  redshiftGetClusterCredentials,
  redshiftGetClusterCredentialsAny,
  redshiftGetClusterCredentialsAutocreate,
  redshiftGuardAuditRole,
  redshiftGuardAuditRoleTrust,
  redshiftGuardConfigAggregator,
  redshiftGuardDriftOrganization,
  redshiftGuardRepair,
  redshiftGuardValidate,
  redshiftLambdaUdf,
  redshiftMlBedrock,
  redshiftMlTrust,
  redshiftRoleChainSource,
  redshiftRoleChainTargetTrust,
  redshiftRoleChainTargetTrustDbusers,
  redshiftS3CopyRead,
  redshiftS3CopyUnload,
  redshiftS3KmsKeyUse,
  redshiftScheduledQueryTrust,
  redshiftSchedulerPermissions,
  redshiftSchedulerTrust,
  redshiftServerlessAssociateRole,
  redshiftServerlessGetCredentials,
  redshiftServerlessServiceTrust,
  redshiftServerlessServiceTrustDbusers,
  redshiftServerlessServiceTrustSourceWorkgroup,
  redshiftServiceTrust,
  redshiftServiceTrustAccountDbusers,
  redshiftServiceTrustDbusers,
  redshiftServiceTrustDbusersRegions,
  redshiftServiceTrustRegions,
  redshiftServiceTrustSourceCluster,
  redshiftSpectrumGlueRead,
  redshiftSpectrumLakeFormation,
  redshiftStreamingKinesis,
  redshiftStreamingMskIam,
  redshiftZeroEtlResourcePolicy,
  rudderstackTrust,
  samlFederationTrust,
  vendorCrossAccountTrust,
  vendorGoogleIdentityTrust,
];
