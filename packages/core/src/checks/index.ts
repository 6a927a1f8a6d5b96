import type { Check } from "../check.ts";
import { accountNeverMatches } from "./account-never-matches.ts";
import { accountWithoutQuotes } from "./account-without-quotes.ts";
import { actionTakesNoResource } from "./action-takes-no-resource.ts";
import { allowCancelledByDeny } from "./allow-cancelled-by-deny.ts";
import { allowNotactionWithUnsupportedTagConditionKeyForService } from "./allow-notaction-with-unsupported-tag-condition-key-for-service.ts";
import { allowWithNotPrincipal } from "./allow-with-not-principal.ts";
import { allowWithUnsupportedTagConditionKeyForService } from "./allow-with-unsupported-tag-condition-key-for-service.ts";
import { anyExternalId } from "./any-external-id.ts";
import { arnAccountNotAllowed } from "./arn-account-not-allowed.ts";
import { arnRegionNotAllowed } from "./arn-region-not-allowed.ts";
import { assumeEveryRole } from "./assume-every-role.ts";
import { assumeRoleOfNoRole } from "./assume-role-of-no-role.ts";
import { auditLogPrincipalNotRegional } from "./audit-log-principal-not-regional.ts";
import { bucketPolicyOfTwoBuckets } from "./bucket-policy-of-two-buckets.ts";
import { chinaServicePrincipal } from "./china-service-principal.ts";
import { clusterCredentialsForEveryUser } from "./cluster-credentials-for-every-user.ts";
import { conditionsContradict } from "./conditions-contradict.ts";
import { confirmAudienceClaimType } from "./confirm-audience-claim-type.ts";
import { copiedExternalId } from "./copied-external-id.ts";
import { createSlrWithNotActionAndNotResource } from "./create-slr-with-not-action-and-not-resource.ts";
import { createSlrWithNotResource } from "./create-slr-with-not-resource.ts";
import { createSlrWithStarInActionAndNotResource } from "./create-slr-with-star-in-action-and-not-resource.ts";
import { createSlrWithStarInActionAndResource } from "./create-slr-with-star-in-action-and-resource.ts";
import { createSlrWithStarInResource } from "./create-slr-with-star-in-resource.ts";
import { createSlrWithStarInResourceAndNotAction } from "./create-slr-with-star-in-resource-and-not-action.ts";
import { dataApiOnEveryResource } from "./data-api-on-every-resource.ts";
import { dataTypeMismatch } from "./data-type-mismatch.ts";
import { databaseArnIncomplete } from "./database-arn-incomplete.ts";
import { databaseOfAnotherCluster } from "./database-of-another-cluster.ts";
import { dbuserAccountMismatch } from "./dbuser-account-mismatch.ts";
import { dbuserAccountWildcard } from "./dbuser-account-wildcard.ts";
import { dbuserAccountsDiffer } from "./dbuser-accounts-differ.ts";
import { dbuserClusterWildcard } from "./dbuser-cluster-wildcard.ts";
import { dbuserForVendor } from "./dbuser-for-vendor.ts";
import { dbuserInSourceArn } from "./dbuser-in-source-arn.ts";
import { dbuserRegionMismatch } from "./dbuser-region-mismatch.ts";
import { dbuserRestrictionCancelled } from "./dbuser-restriction-cancelled.ts";
import { dbuserUpperCase } from "./dbuser-upper-case.ts";
import { denyNotactionWithUnsupportedTagConditionKeyForService } from "./deny-notaction-with-unsupported-tag-condition-key-for-service.ts";
import { denyWithUnsupportedTagConditionKeyForService } from "./deny-with-unsupported-tag-condition-key-for-service.ts";
import { deprecatedGlobalConditionKey } from "./deprecated-global-condition-key.ts";
import { duplicateElement } from "./duplicate-element.ts";
import { duplicateKeysWithDifferentCase } from "./duplicate-keys-with-different-case.ts";
import { dynamodbAttributesWithoutSelect } from "./dynamodb-attributes-without-select.ts";
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
import { emptyVariable } from "./empty-variable.ts";
import { equivalentToNullFalse } from "./equivalent-to-null-false.ts";
import { equivalentToNullTrue } from "./equivalent-to-null-true.ts";
import { externalIdKeyMisspelt } from "./external-id-key-misspelt.ts";
import { externalIdLikeWithoutWildcard } from "./external-id-like-without-wildcard.ts";
import { externalIdMissing } from "./external-id-missing.ts";
import { externalIdNegated } from "./external-id-negated.ts";
import { externalIdNeverSent } from "./external-id-never-sent.ts";
import { externalIdNotDbuser } from "./external-id-not-dbuser.ts";
import { externalIdOptional } from "./external-id-optional.ts";
import { externalIdRefused } from "./external-id-refused.ts";
import { externalIdSetOperator } from "./external-id-set-operator.ts";
import { externalIdWildcardLiteral } from "./external-id-wildcard-literal.ts";
import { externalIdsContradict } from "./external-ids-contradict.ts";
import { federatedPrincipalNotSupported } from "./federated-principal-not-supported.ts";
import { forallvaluesWithSingleValuedKey } from "./forallvalues-with-single-valued-key.ts";
import { foranyvalueWithAudienceClaimType } from "./foranyvalue-with-audience-claim-type.ts";
import { globalPrincipalBesideRegional } from "./global-principal-beside-regional.ts";
import { glueActionWithoutItsAncestors } from "./glue-action-without-its-ancestors.ts";
import { impossibleExternalId } from "./impossible-external-id.ts";
import { impossiblePrincipal } from "./impossible-principal.ts";
import { impossibleSource } from "./impossible-source.ts";
import { improveIpRange } from "./improve-ip-range.ts";
import { inboundIntegrationPrincipal } from "./inbound-integration-principal.ts";
import { inboundIntegrationWithoutSource } from "./inbound-integration-without-source.ts";
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
import { invalidDateValue } from "./invalid-date-value.ts";
import { invalidEffect } from "./invalid-effect.ts";
import { invalidFederatedPrincipalSyntaxInRoleTrustPolicy } from "./invalid-federated-principal-syntax-in-role-trust-policy.ts";
import { invalidGlobalConditionKey } from "./invalid-global-condition-key.ts";
import { invalidKmsKeyValue } from "./invalid-kms-key-value.ts";
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
import { invalidVariableForOperator } from "./invalid-variable-for-operator.ts";
import { invalidVersion } from "./invalid-version.ts";
import { invalidVpcFormat } from "./invalid-vpc-format.ts";
import { invalidVpceFormat } from "./invalid-vpce-format.ts";
import { irrelevantConditionKeyInPolicy } from "./irrelevant-condition-key-in-policy.ts";
import { jsonSyntaxError } from "./json-syntax-error.ts";
import { kmsActionWithoutKey } from "./kms-action-without-key.ts";
import { kmsAliasAsKey } from "./kms-alias-as-key.ts";
import { malformedDbuserArn } from "./malformed-dbuser-arn.ts";
import { mfaDeniedOnlyWhenPresent } from "./mfa-denied-only-when-present.ts";
import { mfaRequiredOfMachine } from "./mfa-required-of-machine.ts";
import { mismatchedActionForPrincipal } from "./mismatched-action-for-principal.ts";
import { missingAction } from "./missing-action.ts";
import { missingActionForConditionKey } from "./missing-action-for-condition-key.ts";
import { missingActionForRolesAnywhereTrustPolicy } from "./missing-action-for-roles-anywhere-trust-policy.ts";
import { missingArnAccount } from "./missing-arn-account.ts";
import { missingArnField } from "./missing-arn-field.ts";
import { missingArnRegion } from "./missing-arn-region.ts";
import { missingBraceInVariable } from "./missing-brace-in-variable.ts";
import { missingConditionKeyForOidcPrincipal } from "./missing-condition-key-for-oidc-principal.ts";
import { missingEffect } from "./missing-effect.ts";
import { missingGithubRepoConditionKey } from "./missing-github-repo-condition-key.ts";
import { missingPairedConditionKeys } from "./missing-paired-condition-keys.ts";
import { missingPrincipal } from "./missing-principal.ts";
import { missingQualifier } from "./missing-qualifier.ts";
import { missingQuoteInVariable } from "./missing-quote-in-variable.ts";
import { missingResource } from "./missing-resource.ts";
import { missingStatement } from "./missing-statement.ts";
import { missingTagKeyInCondition } from "./missing-tag-key-in-condition.ts";
import { missingVersion } from "./missing-version.ts";
import { misspeltServicePrincipal } from "./misspelt-service-principal.ts";
import { misspeltSessionTag } from "./misspelt-session-tag.ts";
import { mixedExternalId } from "./mixed-external-id.ts";
import { networkOfAService } from "./network-of-a-service.ts";
import { nullWithIfExists } from "./null-with-if-exists.ts";
import { nullWithQualifier } from "./null-with-qualifier.ts";
import { oidcProviderWithScheme } from "./oidc-provider-with-scheme.ts";
import { organizationNeverMatches } from "./organization-never-matches.ts";
import { ownerIsNoUserId } from "./owner-is-no-user-id.ts";
import { partitionMismatch } from "./partition-mismatch.ts";
import { passEveryRoleToRedshift } from "./pass-every-role-to-redshift.ts";
import { passRoleOfAnotherAccount } from "./pass-role-of-another-account.ts";
import { passRoleOfNoRole } from "./pass-role-of-no-role.ts";
import { passRoleWithNotActionAndNotResource } from "./pass-role-with-not-action-and-not-resource.ts";
import { passRoleWithNotResource } from "./pass-role-with-not-resource.ts";
import { passRoleWithStarInActionAndNotResource } from "./pass-role-with-star-in-action-and-not-resource.ts";
import { passRoleWithStarInActionAndResource } from "./pass-role-with-star-in-action-and-resource.ts";
import { passRoleWithStarInResource } from "./pass-role-with-star-in-resource.ts";
import { passRoleWithStarInResourceAndNotAction } from "./pass-role-with-star-in-resource-and-not-action.ts";
import { placeholderLeft } from "./placeholder-left.ts";
import { policySizeExceedsIdentityPolicyQuota } from "./policy-size-exceeds-identity-policy-quota.ts";
import { policySizeExceedsRcpQuota } from "./policy-size-exceeds-rcp-quota.ts";
import { policySizeExceedsResourcePolicyQuota } from "./policy-size-exceeds-resource-policy-quota.ts";
import { policySizeExceedsRoleTrustPolicyQuota } from "./policy-size-exceeds-role-trust-policy-quota.ts";
import { policySizeExceedsScpQuota } from "./policy-size-exceeds-scp-quota.ts";
import { principalArnNeverMatches } from "./principal-arn-never-matches.ts";
import { principalNeverMeetsCondition } from "./principal-never-meets-condition.ts";
import { privateIpAddress } from "./private-ip-address.ts";
import { privateIpAddressSubset } from "./private-ip-address-subset.ts";
import { privateNotIpAddress } from "./private-not-ip-address.ts";
import { privateNotIpAddressSubset } from "./private-not-ip-address-subset.ts";
import { publicResourcePolicy } from "./public-resource-policy.ts";
import { rcpMissingRelatedPrincipalConditionKey } from "./rcp-missing-related-principal-condition-key.ts";
import { rcpMissingRelatedServicePrincipalConditionKey } from "./rcp-missing-related-service-principal-condition-key.ts";
import { rcpMissingServiceConditionKeyNullCheck } from "./rcp-missing-service-condition-key-null-check.ts";
import { rcpSyntaxErrorAction } from "./rcp-syntax-error-action.ts";
import { rcpSyntaxErrorAllow } from "./rcp-syntax-error-allow.ts";
import { rcpSyntaxErrorNotaction } from "./rcp-syntax-error-notaction.ts";
import { rcpSyntaxErrorPrincipal } from "./rcp-syntax-error-principal.ts";
import { recommendedConditionKeyForServicePrincipal } from "./recommended-condition-key-for-service-principal.ts";
import { redshiftActionWithoutItsResource } from "./redshift-action-without-its-resource.ts";
import { redshiftArnInWrongNamespace } from "./redshift-arn-in-wrong-namespace.ts";
import { redshiftArnSeparator } from "./redshift-arn-separator.ts";
import { redshiftKeyNeverSent } from "./redshift-key-never-sent.ts";
import { redshiftNameImpossible } from "./redshift-name-impossible.ts";
import { redshiftNameUpperCase } from "./redshift-name-upper-case.ts";
import { redundantAction } from "./redundant-action.ts";
import { redundantConditionValueNum } from "./redundant-condition-value-num.ts";
import { redundantKeyDueToWildcardInCondition } from "./redundant-key-due-to-wildcard-in-condition.ts";
import { redundantPrincipalInRoleTrustPolicy } from "./redundant-principal-in-role-trust-policy.ts";
import { redundantResource } from "./redundant-resource.ts";
import { redundantStatement } from "./redundant-statement.ts";
import { redundantStatementDueToWildcardInCondition } from "./redundant-statement-due-to-wildcard-in-condition.ts";
import { regionalServerlessPrincipal } from "./regional-serverless-principal.ts";
import { resourceNeverMeetsCondition } from "./resource-never-meets-condition.ts";
import { restrictAccessToServicePrincipal } from "./restrict-access-to-service-principal.ts";
import { restrictionCancelled } from "./restriction-cancelled.ts";
import { retiredAuditLogUser } from "./retired-audit-log-user.ts";
import { roleIdWithoutSession } from "./role-id-without-session.ts";
import { roleTrustPolicySyntaxErrorNotprincipal } from "./role-trust-policy-syntax-error-notprincipal.ts";
import { roleTrustPolicySyntaxErrorResource } from "./role-trust-policy-syntax-error-resource.ts";
import { roleTrustPolicyUnsupportedWildcardInPrincipal } from "./role-trust-policy-unsupported-wildcard-in-principal.ts";
import { s3ActionWithoutItsResource } from "./s3-action-without-its-resource.ts";
import { s3ArnWithColon } from "./s3-arn-with-colon.ts";
import { s3ArnWithoutKey } from "./s3-arn-without-key.ts";
import { s3PrefixInNegativeContext } from "./s3-prefix-in-negative-context.ts";
import { samlAudienceNeverMatches } from "./saml-audience-never-matches.ts";
import { scpSyntaxErrorActionWildcard } from "./scp-syntax-error-action-wildcard.ts";
import { scpSyntaxErrorPrincipal } from "./scp-syntax-error-principal.ts";
import { secretArnWithoutSuffix } from "./secret-arn-without-suffix.ts";
import { secureTransportInverted } from "./secure-transport-inverted.ts";
import { serverlessPrincipalMissing } from "./serverless-principal-missing.ts";
import { serverlessRegionDoubtful } from "./serverless-region-doubtful.ts";
import { serverlessRegionUnsupported } from "./serverless-region-unsupported.ts";
import { sharedProviderNotLimited } from "./shared-provider-not-limited.ts";
import { sourceArnMismatch } from "./source-arn-mismatch.ts";
import { sourceNotLimited } from "./source-not-limited.ts";
import { sourceOfNoService } from "./source-of-no-service.ts";
import { specificGithubRepoAndBranchRecommended } from "./specific-github-repo-and-branch-recommended.ts";
import { stringLikeOperatorWithArnConditionKeys } from "./string-like-operator-with-arn-condition-keys.ts";
import { swappedServicePrincipal } from "./swapped-service-principal.ts";
import { tagSessionMissing } from "./tag-session-missing.ts";
import { trustAcrossPartitions } from "./trust-across-partitions.ts";
import { trustWithoutAssumeRole } from "./trust-without-assume-role.ts";
import { typeMismatch } from "./type-mismatch.ts";
import { typeMismatchBoolean } from "./type-mismatch-boolean.ts";
import { typeMismatchDate } from "./type-mismatch-date.ts";
import { typeMismatchIpRange } from "./type-mismatch-ip-range.ts";
import { typeMismatchNumber } from "./type-mismatch-number.ts";
import { typeMismatchString } from "./type-mismatch-string.ts";
import { uniqueSidsRecommended } from "./unique-sids-recommended.ts";
import { uniqueSidsRequired } from "./unique-sids-required.ts";
import { unknownPolicyVariable } from "./unknown-policy-variable.ts";
import { unknownRegionInServicePrincipal } from "./unknown-region-in-service-principal.ts";
import { unscopableRedshiftAction } from "./unscopable-redshift-action.ts";
import { unsupportedActionForConditionKey } from "./unsupported-action-for-condition-key.ts";
import { unsupportedActionInPolicy } from "./unsupported-action-in-policy.ts";
import { unsupportedConditionKeyForServicePrincipal } from "./unsupported-condition-key-for-service-principal.ts";
import { unsupportedElementCombination } from "./unsupported-element-combination.ts";
import { unsupportedGlobalConditionKey } from "./unsupported-global-condition-key.ts";
import { unsupportedPrincipal } from "./unsupported-principal.ts";
import { unsupportedResourceArnInPolicy } from "./unsupported-resource-arn-in-policy.ts";
import { unsupportedSid } from "./unsupported-sid.ts";
import { unsupportedSpaceInVariable } from "./unsupported-space-in-variable.ts";
import { unsupportedWildcardInPrincipal } from "./unsupported-wildcard-in-principal.ts";
import { untrustworthyConditionKey } from "./untrustworthy-condition-key.ts";
import { useConditionKeyOnlyWithSupportedServices } from "./use-condition-key-only-with-supported-services.ts";
import { valueNeverOccurs } from "./value-never-occurs.ts";
import { variableInOtherBrackets } from "./variable-in-other-brackets.ts";
import { variableUnsupportedInElement } from "./variable-unsupported-in-element.ts";
import { variableUnsupportedInVersion } from "./variable-unsupported-in-version.ts";
import { variableUsageTooPermissive } from "./variable-usage-too-permissive.ts";
import { vendorAccountMisspelt } from "./vendor-account-misspelt.ts";
import { vendorExternalIdPattern } from "./vendor-external-id-pattern.ts";
import { viaServiceNeverMatches } from "./via-service-never-matches.ts";
import { viaServiceOfAnotherRegion } from "./via-service-of-another-region.ts";
import { wildcardInServiceName } from "./wildcard-in-service-name.ts";
import { wildcardPrincipal } from "./wildcard-principal.ts";
import { wildcardUsageTooPermissive } from "./wildcard-usage-too-permissive.ts";
import { wildcardWithoutLikeOperator } from "./wildcard-without-like-operator.ts";
import { workgroupNameInArn } from "./workgroup-name-in-arn.ts";
import { workgroupNameInDbuser } from "./workgroup-name-in-dbuser.ts";

/** Written by `pnpm generate` from this folder. */
export const checks: readonly Check[] = [
  accountNeverMatches,
  accountWithoutQuotes,
  actionTakesNoResource,
  allowCancelledByDeny,
  allowNotactionWithUnsupportedTagConditionKeyForService,
  allowWithNotPrincipal,
  allowWithUnsupportedTagConditionKeyForService,
  anyExternalId,
  arnAccountNotAllowed,
  arnRegionNotAllowed,
  assumeEveryRole,
  assumeRoleOfNoRole,
  auditLogPrincipalNotRegional,
  bucketPolicyOfTwoBuckets,
  chinaServicePrincipal,
  clusterCredentialsForEveryUser,
  conditionsContradict,
  confirmAudienceClaimType,
  copiedExternalId,
  createSlrWithNotActionAndNotResource,
  createSlrWithNotResource,
  createSlrWithStarInActionAndNotResource,
  createSlrWithStarInActionAndResource,
  createSlrWithStarInResource,
  createSlrWithStarInResourceAndNotAction,
  dataApiOnEveryResource,
  dataTypeMismatch,
  databaseArnIncomplete,
  databaseOfAnotherCluster,
  dbuserAccountMismatch,
  dbuserAccountWildcard,
  dbuserAccountsDiffer,
  dbuserClusterWildcard,
  dbuserForVendor,
  dbuserInSourceArn,
  dbuserRegionMismatch,
  dbuserRestrictionCancelled,
  dbuserUpperCase,
  denyNotactionWithUnsupportedTagConditionKeyForService,
  denyWithUnsupportedTagConditionKeyForService,
  deprecatedGlobalConditionKey,
  duplicateElement,
  duplicateKeysWithDifferentCase,
  dynamodbAttributesWithoutSelect,
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
  emptyVariable,
  equivalentToNullFalse,
  equivalentToNullTrue,
  externalIdKeyMisspelt,
  externalIdLikeWithoutWildcard,
  externalIdMissing,
  externalIdNegated,
  externalIdNeverSent,
  externalIdNotDbuser,
  externalIdOptional,
  externalIdRefused,
  externalIdSetOperator,
  externalIdWildcardLiteral,
  externalIdsContradict,
  federatedPrincipalNotSupported,
  forallvaluesWithSingleValuedKey,
  foranyvalueWithAudienceClaimType,
  globalPrincipalBesideRegional,
  glueActionWithoutItsAncestors,
  impossibleExternalId,
  impossiblePrincipal,
  impossibleSource,
  improveIpRange,
  inboundIntegrationPrincipal,
  inboundIntegrationWithoutSource,
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
  invalidDateValue,
  invalidEffect,
  invalidFederatedPrincipalSyntaxInRoleTrustPolicy,
  invalidGlobalConditionKey,
  invalidKmsKeyValue,
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
  invalidVariableForOperator,
  invalidVersion,
  invalidVpcFormat,
  invalidVpceFormat,
  irrelevantConditionKeyInPolicy,
  jsonSyntaxError,
  kmsActionWithoutKey,
  kmsAliasAsKey,
  malformedDbuserArn,
  mfaDeniedOnlyWhenPresent,
  mfaRequiredOfMachine,
  mismatchedActionForPrincipal,
  missingAction,
  missingActionForConditionKey,
  missingActionForRolesAnywhereTrustPolicy,
  missingArnAccount,
  missingArnField,
  missingArnRegion,
  missingBraceInVariable,
  missingConditionKeyForOidcPrincipal,
  missingEffect,
  missingGithubRepoConditionKey,
  missingPairedConditionKeys,
  missingPrincipal,
  missingQualifier,
  missingQuoteInVariable,
  missingResource,
  missingStatement,
  missingTagKeyInCondition,
  missingVersion,
  misspeltServicePrincipal,
  misspeltSessionTag,
  mixedExternalId,
  networkOfAService,
  nullWithIfExists,
  nullWithQualifier,
  oidcProviderWithScheme,
  organizationNeverMatches,
  ownerIsNoUserId,
  partitionMismatch,
  passEveryRoleToRedshift,
  passRoleOfAnotherAccount,
  passRoleOfNoRole,
  passRoleWithNotActionAndNotResource,
  passRoleWithNotResource,
  passRoleWithStarInActionAndNotResource,
  passRoleWithStarInActionAndResource,
  passRoleWithStarInResource,
  passRoleWithStarInResourceAndNotAction,
  placeholderLeft,
  policySizeExceedsIdentityPolicyQuota,
  policySizeExceedsRcpQuota,
  policySizeExceedsResourcePolicyQuota,
  policySizeExceedsRoleTrustPolicyQuota,
  policySizeExceedsScpQuota,
  principalArnNeverMatches,
  principalNeverMeetsCondition,
  privateIpAddress,
  privateIpAddressSubset,
  privateNotIpAddress,
  privateNotIpAddressSubset,
  publicResourcePolicy,
  rcpMissingRelatedPrincipalConditionKey,
  rcpMissingRelatedServicePrincipalConditionKey,
  rcpMissingServiceConditionKeyNullCheck,
  rcpSyntaxErrorAction,
  rcpSyntaxErrorAllow,
  rcpSyntaxErrorNotaction,
  rcpSyntaxErrorPrincipal,
  recommendedConditionKeyForServicePrincipal,
  redshiftActionWithoutItsResource,
  redshiftArnInWrongNamespace,
  redshiftArnSeparator,
  redshiftKeyNeverSent,
  redshiftNameImpossible,
  redshiftNameUpperCase,
  redundantAction,
  redundantConditionValueNum,
  redundantKeyDueToWildcardInCondition,
  redundantPrincipalInRoleTrustPolicy,
  redundantResource,
  redundantStatement,
  redundantStatementDueToWildcardInCondition,
  regionalServerlessPrincipal,
  resourceNeverMeetsCondition,
  restrictAccessToServicePrincipal,
  restrictionCancelled,
  retiredAuditLogUser,
  roleIdWithoutSession,
  roleTrustPolicySyntaxErrorNotprincipal,
  roleTrustPolicySyntaxErrorResource,
  roleTrustPolicyUnsupportedWildcardInPrincipal,
  s3ActionWithoutItsResource,
  s3ArnWithColon,
  s3ArnWithoutKey,
  s3PrefixInNegativeContext,
  samlAudienceNeverMatches,
  scpSyntaxErrorActionWildcard,
  scpSyntaxErrorPrincipal,
  secretArnWithoutSuffix,
  secureTransportInverted,
  serverlessPrincipalMissing,
  serverlessRegionDoubtful,
  serverlessRegionUnsupported,
  sharedProviderNotLimited,
  sourceArnMismatch,
  sourceNotLimited,
  sourceOfNoService,
  specificGithubRepoAndBranchRecommended,
  stringLikeOperatorWithArnConditionKeys,
  swappedServicePrincipal,
  tagSessionMissing,
  trustAcrossPartitions,
  trustWithoutAssumeRole,
  typeMismatch,
  typeMismatchBoolean,
  typeMismatchDate,
  typeMismatchIpRange,
  typeMismatchNumber,
  typeMismatchString,
  uniqueSidsRecommended,
  uniqueSidsRequired,
  unknownPolicyVariable,
  unknownRegionInServicePrincipal,
  unscopableRedshiftAction,
  unsupportedActionForConditionKey,
  unsupportedActionInPolicy,
  unsupportedConditionKeyForServicePrincipal,
  unsupportedElementCombination,
  unsupportedGlobalConditionKey,
  unsupportedPrincipal,
  unsupportedResourceArnInPolicy,
  unsupportedSid,
  unsupportedSpaceInVariable,
  unsupportedWildcardInPrincipal,
  untrustworthyConditionKey,
  useConditionKeyOnlyWithSupportedServices,
  valueNeverOccurs,
  variableInOtherBrackets,
  variableUnsupportedInElement,
  variableUnsupportedInVersion,
  variableUsageTooPermissive,
  vendorAccountMisspelt,
  vendorExternalIdPattern,
  viaServiceNeverMatches,
  viaServiceOfAnotherRegion,
  wildcardInServiceName,
  wildcardPrincipal,
  wildcardUsageTooPermissive,
  wildcardWithoutLikeOperator,
  workgroupNameInArn,
  workgroupNameInDbuser,
];
