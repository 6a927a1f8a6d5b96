import { type ActionEvent, type ActionRun, runBuiltAction } from "../../../packages/github/test/run-action.ts";
import type { Repository } from "./repository.ts";

export { type ActionEvent, type ActionRun, commandsIn } from "../../../packages/github/test/run-action.ts";

export interface RunOptions {
  readonly repository: Repository;
  /** As in the workflow's `with:`. */
  readonly inputs?: Readonly<Record<string, string>>;
  readonly event?: ActionEvent;
  /** The address of a local GitHub; with it the run has a token. */
  readonly github?: string;
  /** The address of a local Access Analyzer; with it the run has AWS credentials. */
  readonly aws?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs the built action on a repository. */
export function runAction({ repository, aws, environment = {}, ...options }: RunOptions): Promise<ActionRun> {
  const credentials: Record<string, string> =
    aws === undefined
      ? {}
      : {
          AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
          AWS_SECRET_ACCESS_KEY: "of-the-test",
          AWS_REGION: "us-east-1",
          AWS_ENDPOINT_URL_ACCESSANALYZER: aws,
        };
  return runBuiltAction({
    ...options,
    action: "validate",
    workspace: repository.folder,
    sha: repository.git("rev-parse", "HEAD"),
    environment: { ...credentials, ...environment },
  });
}

export interface PullOptions {
  readonly base: string;
  readonly head: string;
  readonly fork?: boolean;
  readonly changedFiles?: number;
}

export function pullRequest({ base, head, fork = false, changedFiles }: PullOptions): ActionEvent {
  return {
    name: "pull_request",
    payload: {
      action: "synchronize",
      number: 5,
      pull_request: {
        number: 5,
        ...(changedFiles === undefined ? {} : { changed_files: changedFiles }),
        base: { sha: base, ref: "main", repo: { id: 1 } },
        head: { sha: head, ref: "change", repo: { id: fork ? 2 : 1 } },
      },
    },
  };
}

export function mergeGroup(base: string, head: string): ActionEvent {
  return {
    name: "merge_group",
    payload: { action: "checks_requested", merge_group: { base_sha: base, head_sha: head } },
  };
}
