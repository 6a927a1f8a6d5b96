export { type Access, newAccess } from "./access/compare.ts";
export { lostDenial } from "./access/lost-denial.ts";
export { isAllowed, type Request, type RequestPrincipal } from "./access/request.ts";
export {
  type AccessAnswer,
  forbiddenActionsAnswer,
  lostDenialAnswer,
  newAccessAnswer,
  publicAccessAnswer,
  undecidedNewAccess,
} from "./access-findings.ts";
export { type Adoption, adoptRoles, type LeftOut } from "./adopt.ts";
export {
  type Baseline,
  type BaselineFinding,
  baselineNote,
  baselineOf,
  readBaseline,
  withoutBaseline,
} from "./baseline.ts";
export { type Check, type Example, issueCodeOf, type Problem } from "./check.ts";
export { checks } from "./checks/index.ts";
export { closest } from "./closest.ts";
export { configNameIn, configNames } from "./config/config-name.ts";
export type { ForbiddenActions, Suppression, UnknownRoles, ValidateSettings } from "./config/config-shape.ts";
export type { ExpectedPolicy } from "./config/expected-trust.ts";
export { type RoleIdentity, type RoleSelector, roleFromArn } from "./config/role-selector.ts";
export type { JsonSchema, Placed } from "./config/shape.ts";
export type { RolePlace } from "./config/trust-terms.ts";
export { unmatchedPaths } from "./config/unmatched-paths.ts";
export { unusedValues } from "./config/unused-values.ts";
export type { ValuesOfFiles } from "./config/values-of-files.ts";
export { whatIsGiven } from "./config/what-is-given.ts";
export {
  type AcceptedTrust,
  type Config,
  configSchema,
  configSchemaUrl,
  type IgnoredRole,
  type LoadConfigOptions,
  type LoadedConfig,
  loadConfig,
  type RoleExpectation,
  type TrustExpectation,
} from "./config.ts";
export { accessGraph } from "./drift/access-graph.ts";
export { compareTrust, type TrustComparison, type TrustVerdict } from "./drift/compare-trust.ts";
export {
  type AccountRead,
  type Association,
  type AssociationsRead,
  type DeployedRole,
  decodePolicyText,
  type NotRead,
  type RoleReading,
} from "./drift/deployed-role.ts";
export { type DriftAccess, driftAccess } from "./drift/drift-access.ts";
export type { Repair } from "./drift/repair.ts";
export { type RepairWay, repairWays } from "./drift/repair-ways.ts";
export { requestSentence, type SentenceOptions } from "./drift/sentence.ts";
export {
  type DriftOptions,
  type DriftResult,
  type DriftStatus,
  detectDrift,
  isConcerned,
} from "./drift.ts";
export { eachOnce } from "./each-once.ts";
export { mergeEngines, rangeOfPath } from "./engines.ts";
export { type Decision, decideRequest } from "./explain/decide.ts";
export { misspeltRequest } from "./explain/misspelt-request.ts";
export { type Explanation, explainPolicy } from "./explain.ts";
export {
  type FaultInFile,
  type FindPoliciesOptions,
  findPolicies,
  type PoliciesInFile,
  type PolicyInFile,
  policiesIn,
  readPolicies,
  type SoundPolicies,
  type UnreadInFile,
  withPolicies,
} from "./find-policies.ts";
export {
  byPlace,
  detailsOf,
  type Engine,
  type Finding,
  type FindingType,
  findingTypes,
  type HoldsIn,
  type Location,
  type PathElement,
  placesOf,
} from "./finding.ts";
export { fingerprintsOf } from "./fingerprint.ts";
export {
  type Format,
  type FormatContext,
  formatById,
  formatContext,
  type IssueDescription,
  renderParts,
} from "./format.ts";
export { formats } from "./formats/index.ts";
export type { GivenValue, GivenValues } from "./given-values.ts";
export { inWords } from "./in-words.ts";
export { jsonText } from "./json-text.ts";
export { markdownCode, markdownFence, markdownMessage, markdownText, shorten } from "./markdown-text.ts";
export { matchTemplate, type TemplateInstance, type TemplateMatch } from "./match-template.ts";
export { mergeReports } from "./merge-reports.ts";
export { mayNamePolicy, speaksOfPolicy } from "./nearly-policy.ts";
export { isNoPolicy, notAnalysed, type Reason } from "./not-analysed.ts";
export { type ParsedPolicy, type ParseOptions, parsePolicy, parseText } from "./parse-policy.ts";
export { matchesPathGlob } from "./path-glob.ts";
export { plural } from "./plural.ts";
export { conditionKeys } from "./policy/condition-keys.ts";
export type { BaseOperator, ConditionOperator, OperatorType } from "./policy/condition-operator.ts";
export {
  type Condition,
  type Malformed,
  type PolicyDocument,
  type PolicyType,
  type PrincipalElement,
  type PrincipalEntry,
  policyTypes,
  type Repeated,
  type Statement,
  type Value,
  type ValueList,
} from "./policy/document.ts";
export { type Partition, type Region, regions } from "./policy/region.ts";
export { type ResourceType, resourceTypes } from "./policy/resource-type.ts";
export { type StatementName, statementInWords, statementName } from "./policy/statement-name.ts";
export { type PolicyFault, policyFault } from "./policy-fault.ts";
export { isForeignFolder, isPolicyFileName } from "./policy-path.ts";
export { standTogether, type Taken, type Variant } from "./policy-variant.ts";
export { printable } from "./printable.ts";
export { readReport, roleIdsOf, unseenRoleIds } from "./read-report.ts";
export { maxTextLength } from "./reason-not-to-read.ts";
export { type RecognisedFile, recognise } from "./recognise.ts";
export { exampleExternalId } from "./redshift/example-values.ts";
export { type Vendor, vendors } from "./redshift/vendors.ts";
export {
  type Analysed,
  type CasesOfOutcome,
  type Conclusion,
  conclude,
  defaultFailOn,
  exitStatus,
  failOnFrom,
  findingsOf,
  makeReport,
  type NotAnalysed,
  nameInFile,
  type Outcome,
  outcomesByFile,
  type Report,
  type ReportOptions,
} from "./report.ts";
export { assumeRoleCommand, requestInWords, requestParts } from "./request-text.ts";
export type {
  FoundPolicy,
  Source,
  Surroundings,
  TextFile,
  UnreadPolicy,
} from "./source.ts";
export { type Suppressed, type SuppressionRules, suppress } from "./suppression.ts";
export type { ParsedText, SyntaxProblem } from "./syntax/json.ts";
export {
  type ArrayNode,
  type Member,
  memberOf,
  type Node,
  type ObjectNode,
  plainValue,
  type Range,
  type ScalarNode,
  type StringNode,
} from "./syntax/node.ts";
export { type Position, type Positions, positionsIn, type Span } from "./syntax/position.ts";
export { type Tally, tallyOf, typeName, verdictSentence } from "./tally.ts";
export type { TemplateValue } from "./template/fill-in.ts";
export { type TemplateOrigin, templateOrigins } from "./template/origin.ts";
export { type TemplateFormat, templateFormats } from "./template/output.ts";
export type { ParameterType, TemplateParameter } from "./template/parameter.ts";
export { parseTemplateParameters } from "./template/parse-parameters.ts";
export type { TemplateParameters } from "./template/read-parameters.ts";
export { type RenderOptions, renderTemplate, type Template, templateOf } from "./template.ts";
export { templates } from "./templates/index.ts";
export {
  folderOf,
  isModuleFile,
  type ModuleOf,
  moduleFileNames,
  moduleOfFiles,
  modulesByFolder,
  mostModuleFiles,
  type NotReadOfModule,
  type TerraformModule,
} from "./terraform/module.ts";
export { type ValidateOptions, validatePolicy } from "./validate.ts";
export { type ValidateFilesOptions, validateFiles } from "./validate-files.ts";
export { withoutCommands } from "./without-commands.ts";
export { wrapWords } from "./wrap-words.ts";
