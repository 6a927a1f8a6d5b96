export { type Access, newAccess } from "./access/compare.ts";
export { isAllowed, type Request, type RequestPrincipal } from "./access/request.ts";
export type { Check, Example, Problem } from "./check.ts";
export { checks } from "./checks/index.ts";
export type { DriftResult, DriftStatus, DriftVerdict } from "./drift.ts";
export {
  type Engine,
  type Finding,
  type FindingType,
  findingTypes,
  type Location,
  type PathElement,
} from "./finding.ts";
export { type ParsedPolicy, type ParseOptions, parsePolicy } from "./parse-policy.ts";
export { type PolicyDocument, type PolicyType, policyTypes, type Statement } from "./policy/document.ts";
export {
  type Analysed,
  type Conclusion,
  conclude,
  defaultFailOn,
  failOnFrom,
  type NotAnalysed,
  type Outcome,
  type Report,
} from "./report.ts";
export type { Position, Span } from "./syntax/position.ts";
export type { Template, TemplateParameter, TemplateValue } from "./template.ts";
export { type ValidateOptions, validatePolicy } from "./validate.ts";
