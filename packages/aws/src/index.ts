export {
  type AccessAnalyzer,
  type AccessAnalyzerOptions,
  type AccessAnalyzerUsage,
  type Answer,
  accessAnalyzer,
  type ForbiddenAccess,
} from "./access-analyzer.ts";
export type { AccessAnalyzerFault, AccessAnalyzerFaultCode } from "./access-analyzer-fault.ts";
export { type SentPolicy, textToSend, toFindings } from "./access-analyzer-findings.ts";
export {
  accessCheckPolicyType,
  type PolicyKind,
  policyKind,
  publicAccessResourceType,
} from "./access-analyzer-request.ts";
export type { CustomCheckAnswer, CustomCheckReason, ValidatePolicyFinding } from "./access-analyzer-response.ts";
export { type AwsCalls, awsCalls } from "./aws-calls.ts";
export { type CallBudget, callBudget } from "./call-budget.ts";
export { type DriftRun, type DriftRunOptions, runDrift } from "./drift-run.ts";
export { keepHeapSmall } from "./keep-heap-small.ts";
export { notRead } from "./not-read.ts";
export { openRoles, readRoles } from "./open-roles.ts";
export { makeProgress, type Progress } from "./progress.ts";
export type { ReadContext, ReadProgress, RoleReader, RoleSource } from "./reader.ts";
export { readers } from "./readers/index.ts";
export { type Repairable, type RepairResult, repairable, repairRoles } from "./repair.ts";
export { type ResponseCache, type ResponseCacheOptions, responseCache } from "./response-cache.ts";
export { maxShards, parseShard, type Shard } from "./shard.ts";
