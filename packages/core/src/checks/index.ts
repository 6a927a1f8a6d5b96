import type { Check } from "../check.ts";
import { allowWithNotPrincipal } from "./allow-with-not-principal.ts";
import { anyExternalId } from "./any-external-id.ts";
import { arnAccountNotAllowed } from "./arn-account-not-allowed.ts";
import { arnRegionNotAllowed } from "./arn-region-not-allowed.ts";
import { chinaServicePrincipal } from "./china-service-principal.ts";
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
import { deprecatedGlobalConditionKey } from "./deprecated-global-condition-key.ts";
import { duplicateElement } from "./duplicate-element.ts";
import { duplicateKeysWithDifferentCase } from "./duplicate-keys-with-different-case.ts";
import { emptyArrayAction } from "./empty-array-action.ts";
import { emptyArrayCondition } from "./empty-array-condition.ts";
import { emptyArrayConditionForallvalues } from "./empty-array-condition-forallvalues.ts";
import { emptyArrayConditionForanyvalue } from "./empty-array-condition-foranyvalue.ts";
import { emptyArrayConditionIfexists } from "./empty-array-condition-ifexists.ts";
import { emptyArrayPrincipal } from "./empty-array-principal.ts";
import { emptyArrayResource } from "./empty-array-resource.ts";
import { emptyObjectCondition } from "./empty-object-condition.ts";
import { emptyObjectPrincipal } from "./empty-object-principal.ts";
import { emptySidValue } from "./empty-sid-value.ts";
import { externalIdKeyMisspelt } from "./external-id-key-misspelt.ts";
import { externalIdMissing } from "./external-id-missing.ts";
import { externalIdNegated } from "./external-id-negated.ts";
import { externalIdNotDbuser } from "./external-id-not-dbuser.ts";
import { externalIdOptional } from "./external-id-optional.ts";
import { externalIdRefused } from "./external-id-refused.ts";
import { externalIdWildcardLiteral } from "./external-id-wildcard-literal.ts";
import { federatedPrincipalNotSupported } from "./federated-principal-not-supported.ts";
import { forallvaluesWithSingleValuedKey } from "./forallvalues-with-single-valued-key.ts";
import { globalPrincipalBesideRegional } from "./global-principal-beside-regional.ts";
import { impossibleExternalId } from "./impossible-external-id.ts";
import { invalidAction } from "./invalid-action.ts";
import { invalidArnAccount } from "./invalid-arn-account.ts";
import { invalidArnPrefix } from "./invalid-arn-prefix.ts";
import { invalidArnRegion } from "./invalid-arn-region.ts";
import { invalidArnResource } from "./invalid-arn-resource.ts";
import { invalidArnServiceCase } from "./invalid-arn-service-case.ts";
import { invalidConditionDataType } from "./invalid-condition-data-type.ts";
import { invalidConditionKeyFormat } from "./invalid-condition-key-format.ts";
import { invalidConditionMultipleBoolean } from "./invalid-condition-multiple-boolean.ts";
import { invalidConditionOperator } from "./invalid-condition-operator.ts";
import { invalidEffect } from "./invalid-effect.ts";
import { invalidGlobalConditionKey } from "./invalid-global-condition-key.ts";
import { invalidPartition } from "./invalid-partition.ts";
import { invalidPolicyElement } from "./invalid-policy-element.ts";
import { invalidPrincipalFormat } from "./invalid-principal-format.ts";
import { invalidPrincipalKey } from "./invalid-principal-key.ts";
import { invalidRegion } from "./invalid-region.ts";
import { invalidRoleReference } from "./invalid-role-reference.ts";
import { invalidService } from "./invalid-service.ts";
import { invalidServiceConditionKey } from "./invalid-service-condition-key.ts";
import { invalidServiceInAction } from "./invalid-service-in-action.ts";
import { invalidServicePrincipalFormat } from "./invalid-service-principal-format.ts";
import { invalidUserReference } from "./invalid-user-reference.ts";
import { invalidVersion } from "./invalid-version.ts";
import { jsonSyntaxError } from "./json-syntax-error.ts";
import { malformedDbuserArn } from "./malformed-dbuser-arn.ts";
import { mfaRequiredOfMachine } from "./mfa-required-of-machine.ts";
import { missingAction } from "./missing-action.ts";
import { missingArnAccount } from "./missing-arn-account.ts";
import { missingArnField } from "./missing-arn-field.ts";
import { missingArnRegion } from "./missing-arn-region.ts";
import { missingEffect } from "./missing-effect.ts";
import { missingPrincipal } from "./missing-principal.ts";
import { missingQualifier } from "./missing-qualifier.ts";
import { missingResource } from "./missing-resource.ts";
import { missingStatement } from "./missing-statement.ts";
import { missingTagKeyInCondition } from "./missing-tag-key-in-condition.ts";
import { missingVersion } from "./missing-version.ts";
import { misspeltServicePrincipal } from "./misspelt-service-principal.ts";
import { misspeltSessionTag } from "./misspelt-session-tag.ts";
import { mixedExternalId } from "./mixed-external-id.ts";
import { nullWithIfExists } from "./null-with-if-exists.ts";
import { nullWithQualifier } from "./null-with-qualifier.ts";
import { partitionMismatch } from "./partition-mismatch.ts";
import { redundantAction } from "./redundant-action.ts";
import { redundantResource } from "./redundant-resource.ts";
import { regionalServerlessPrincipal } from "./regional-serverless-principal.ts";
import { scpSyntaxErrorActionWildcard } from "./scp-syntax-error-action-wildcard.ts";
import { scpSyntaxErrorPrincipal } from "./scp-syntax-error-principal.ts";
import { serverlessPrincipalMissing } from "./serverless-principal-missing.ts";
import { sourceArnMismatch } from "./source-arn-mismatch.ts";
import { stringLikeOperatorWithArnConditionKeys } from "./string-like-operator-with-arn-condition-keys.ts";
import { swappedServicePrincipal } from "./swapped-service-principal.ts";
import { tagSessionMissing } from "./tag-session-missing.ts";
import { trustAcrossPartitions } from "./trust-across-partitions.ts";
import { typeMismatch } from "./type-mismatch.ts";
import { uniqueSidsRecommended } from "./unique-sids-recommended.ts";
import { uniqueSidsRequired } from "./unique-sids-required.ts";
import { unknownRegionInServicePrincipal } from "./unknown-region-in-service-principal.ts";
import { unsupportedElementCombination } from "./unsupported-element-combination.ts";
import { unsupportedGlobalConditionKey } from "./unsupported-global-condition-key.ts";
import { unsupportedPrincipal } from "./unsupported-principal.ts";
import { unsupportedSid } from "./unsupported-sid.ts";
import { unsupportedWildcardInPrincipal } from "./unsupported-wildcard-in-principal.ts";
import { wildcardInServiceName } from "./wildcard-in-service-name.ts";
import { wildcardPrincipal } from "./wildcard-principal.ts";
import { workgroupNameInDbuser } from "./workgroup-name-in-dbuser.ts";

/** Written by `pnpm generate` from this folder. */
export const checks: readonly Check[] = [
  allowWithNotPrincipal,
  anyExternalId,
  arnAccountNotAllowed,
  arnRegionNotAllowed,
  chinaServicePrincipal,
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
  deprecatedGlobalConditionKey,
  duplicateElement,
  duplicateKeysWithDifferentCase,
  emptyArrayAction,
  emptyArrayCondition,
  emptyArrayConditionForallvalues,
  emptyArrayConditionForanyvalue,
  emptyArrayConditionIfexists,
  emptyArrayPrincipal,
  emptyArrayResource,
  emptyObjectCondition,
  emptyObjectPrincipal,
  emptySidValue,
  externalIdKeyMisspelt,
  externalIdMissing,
  externalIdNegated,
  externalIdNotDbuser,
  externalIdOptional,
  externalIdRefused,
  externalIdWildcardLiteral,
  federatedPrincipalNotSupported,
  forallvaluesWithSingleValuedKey,
  globalPrincipalBesideRegional,
  impossibleExternalId,
  invalidAction,
  invalidArnAccount,
  invalidArnPrefix,
  invalidArnRegion,
  invalidArnResource,
  invalidArnServiceCase,
  invalidConditionDataType,
  invalidConditionKeyFormat,
  invalidConditionMultipleBoolean,
  invalidConditionOperator,
  invalidEffect,
  invalidGlobalConditionKey,
  invalidPartition,
  invalidPolicyElement,
  invalidPrincipalFormat,
  invalidPrincipalKey,
  invalidRegion,
  invalidRoleReference,
  invalidService,
  invalidServiceConditionKey,
  invalidServiceInAction,
  invalidServicePrincipalFormat,
  invalidUserReference,
  invalidVersion,
  jsonSyntaxError,
  malformedDbuserArn,
  mfaRequiredOfMachine,
  missingAction,
  missingArnAccount,
  missingArnField,
  missingArnRegion,
  missingEffect,
  missingPrincipal,
  missingQualifier,
  missingResource,
  missingStatement,
  missingTagKeyInCondition,
  missingVersion,
  misspeltServicePrincipal,
  misspeltSessionTag,
  mixedExternalId,
  nullWithIfExists,
  nullWithQualifier,
  partitionMismatch,
  redundantAction,
  redundantResource,
  regionalServerlessPrincipal,
  scpSyntaxErrorActionWildcard,
  scpSyntaxErrorPrincipal,
  serverlessPrincipalMissing,
  sourceArnMismatch,
  stringLikeOperatorWithArnConditionKeys,
  swappedServicePrincipal,
  tagSessionMissing,
  trustAcrossPartitions,
  typeMismatch,
  uniqueSidsRecommended,
  uniqueSidsRequired,
  unknownRegionInServicePrincipal,
  unsupportedElementCombination,
  unsupportedGlobalConditionKey,
  unsupportedPrincipal,
  unsupportedSid,
  unsupportedWildcardInPrincipal,
  wildcardInServiceName,
  wildcardPrincipal,
  workgroupNameInDbuser,
];
