import type { Check } from "../check.ts";
import { anyExternalId } from "./any-external-id.ts";
import { arnAccountNotAllowed } from "./arn-account-not-allowed.ts";
import { arnRegionNotAllowed } from "./arn-region-not-allowed.ts";
import { copiedExternalId } from "./copied-external-id.ts";
import { dataTypeMismatch } from "./data-type-mismatch.ts";
import { dbuserAccountMismatch } from "./dbuser-account-mismatch.ts";
import { dbuserAccountWildcard } from "./dbuser-account-wildcard.ts";
import { dbuserAccountsDiffer } from "./dbuser-accounts-differ.ts";
import { dbuserClusterWildcard } from "./dbuser-cluster-wildcard.ts";
import { dbuserForVendor } from "./dbuser-for-vendor.ts";
import { dbuserInSourceArn } from "./dbuser-in-source-arn.ts";
import { dbuserRegionMismatch } from "./dbuser-region-mismatch.ts";
import { dbuserUpperCase } from "./dbuser-upper-case.ts";
import { duplicateElement } from "./duplicate-element.ts";
import { duplicateKeysWithDifferentCase } from "./duplicate-keys-with-different-case.ts";
import { externalIdKeyMisspelt } from "./external-id-key-misspelt.ts";
import { externalIdMissing } from "./external-id-missing.ts";
import { externalIdNegated } from "./external-id-negated.ts";
import { externalIdNotDbuser } from "./external-id-not-dbuser.ts";
import { externalIdOptional } from "./external-id-optional.ts";
import { externalIdRefused } from "./external-id-refused.ts";
import { externalIdWildcardLiteral } from "./external-id-wildcard-literal.ts";
import { impossibleExternalId } from "./impossible-external-id.ts";
import { invalidAction } from "./invalid-action.ts";
import { invalidArnAccount } from "./invalid-arn-account.ts";
import { invalidArnPrefix } from "./invalid-arn-prefix.ts";
import { invalidArnRegion } from "./invalid-arn-region.ts";
import { invalidArnResource } from "./invalid-arn-resource.ts";
import { invalidArnServiceCase } from "./invalid-arn-service-case.ts";
import { invalidConditionDataType } from "./invalid-condition-data-type.ts";
import { invalidConditionMultipleBoolean } from "./invalid-condition-multiple-boolean.ts";
import { invalidConditionOperator } from "./invalid-condition-operator.ts";
import { invalidEffect } from "./invalid-effect.ts";
import { invalidPartition } from "./invalid-partition.ts";
import { invalidPolicyElement } from "./invalid-policy-element.ts";
import { invalidPrincipalFormat } from "./invalid-principal-format.ts";
import { invalidPrincipalKey } from "./invalid-principal-key.ts";
import { invalidServiceInAction } from "./invalid-service-in-action.ts";
import { invalidVersion } from "./invalid-version.ts";
import { jsonSyntaxError } from "./json-syntax-error.ts";
import { malformedDbuserArn } from "./malformed-dbuser-arn.ts";
import { missingAction } from "./missing-action.ts";
import { missingArnAccount } from "./missing-arn-account.ts";
import { missingArnField } from "./missing-arn-field.ts";
import { missingArnRegion } from "./missing-arn-region.ts";
import { missingEffect } from "./missing-effect.ts";
import { missingPrincipal } from "./missing-principal.ts";
import { missingResource } from "./missing-resource.ts";
import { missingStatement } from "./missing-statement.ts";
import { missingVersion } from "./missing-version.ts";
import { mixedExternalId } from "./mixed-external-id.ts";
import { nullWithIfExists } from "./null-with-if-exists.ts";
import { nullWithQualifier } from "./null-with-qualifier.ts";
import { redundantAction } from "./redundant-action.ts";
import { redundantResource } from "./redundant-resource.ts";
import { sourceArnMismatch } from "./source-arn-mismatch.ts";
import { wildcardInServiceName } from "./wildcard-in-service-name.ts";
import { workgroupNameInDbuser } from "./workgroup-name-in-dbuser.ts";

/** Written by `pnpm generate` from this folder. */
export const checks: readonly Check[] = [
  anyExternalId,
  arnAccountNotAllowed,
  arnRegionNotAllowed,
  copiedExternalId,
  dataTypeMismatch,
  dbuserAccountMismatch,
  dbuserAccountWildcard,
  dbuserAccountsDiffer,
  dbuserClusterWildcard,
  dbuserForVendor,
  dbuserInSourceArn,
  dbuserRegionMismatch,
  dbuserUpperCase,
  duplicateElement,
  duplicateKeysWithDifferentCase,
  externalIdKeyMisspelt,
  externalIdMissing,
  externalIdNegated,
  externalIdNotDbuser,
  externalIdOptional,
  externalIdRefused,
  externalIdWildcardLiteral,
  impossibleExternalId,
  invalidAction,
  invalidArnAccount,
  invalidArnPrefix,
  invalidArnRegion,
  invalidArnResource,
  invalidArnServiceCase,
  invalidConditionDataType,
  invalidConditionMultipleBoolean,
  invalidConditionOperator,
  invalidEffect,
  invalidPartition,
  invalidPolicyElement,
  invalidPrincipalFormat,
  invalidPrincipalKey,
  invalidServiceInAction,
  invalidVersion,
  jsonSyntaxError,
  malformedDbuserArn,
  missingAction,
  missingArnAccount,
  missingArnField,
  missingArnRegion,
  missingEffect,
  missingPrincipal,
  missingResource,
  missingStatement,
  missingVersion,
  mixedExternalId,
  nullWithIfExists,
  nullWithQualifier,
  redundantAction,
  redundantResource,
  sourceArnMismatch,
  wildcardInServiceName,
  workgroupNameInDbuser,
];
