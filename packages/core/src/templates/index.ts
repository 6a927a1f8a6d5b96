import type { Template } from "../template.ts";
import { informaticaEc2RoleAssumeRole } from "./informatica-ec2-role-assume-role.ts";
import { informaticaIamUserAssumeRole } from "./informatica-iam-user-assume-role.ts";
import { informaticaRedshiftRoleTrustIamUser } from "./informatica-redshift-role-trust-iam-user.ts";
import { informaticaS3Staging } from "./informatica-s3-staging.ts";
import { polytomicServerlessPermissions } from "./polytomic-serverless-permissions.ts";
import { polytomicServerlessPermissionsLeastPrivilege } from "./polytomic-serverless-permissions-least-privilege.ts";
import { polytomicTrust } from "./polytomic-trust.ts";
import { redshiftServiceTrust } from "./redshift-service-trust.ts";
import { redshiftServiceTrustDbusers } from "./redshift-service-trust-dbusers.ts";
import { redshiftServiceTrustRegions } from "./redshift-service-trust-regions.ts";

/** Written by `pnpm generate` from this folder. */
export const templates: readonly Template[] = [
  informaticaEc2RoleAssumeRole,
  informaticaIamUserAssumeRole,
  informaticaRedshiftRoleTrustIamUser,
  informaticaS3Staging,
  polytomicServerlessPermissions,
  polytomicServerlessPermissionsLeastPrivilege,
  polytomicTrust,
  redshiftServiceTrust,
  redshiftServiceTrustDbusers,
  redshiftServiceTrustRegions,
];
