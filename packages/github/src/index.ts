export { type Annotation, annotationOf } from "./annotation.ts";
export { type ChangedFile, type ListedFiles, linesOfPatch, listChangedFiles, mostListedFiles } from "./changed-file.ts";
export { type CheckRun, createCheckRun } from "./check-run.ts";
export { type GitHubEvent, type ProposedChange, readEvent } from "./event.ts";
export { type InputReader, inputReader, type WantedReport } from "./input-reader.ts";
export { commentMarker } from "./own-comment.ts";
export { checkReports, writeReports } from "./report-files.ts";
export {
  GitHubError,
  type Method,
  type RestAnswer,
  type RestClient,
  type RestClientOptions,
  restClient,
} from "./rest-client.ts";
export {
  reviewSuggestions,
  type Suggestion,
  type SuggestionPlace,
  type SuggestionResult,
} from "./review-suggestions.ts";
export { failStep } from "./step-failure.ts";
export { addToSummary, setOutputs } from "./step-files.ts";
export { writeForeignLog, writeLog } from "./step-log.ts";
export { type StickyComment, stickyComment } from "./sticky-comment.ts";
export {
  type IssueAction,
  type IssueResult,
  type ListedIssue,
  listTrackedIssues,
  retireIssue,
  type TrackedIssue,
  trackIssue,
} from "./tracked-issue.ts";
