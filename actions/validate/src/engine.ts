import type { GitHubEvent } from "@redshift-guard/github";
import type { Inputs } from "./inputs.ts";

export interface ChosenEngines {
  readonly offline: boolean;
  readonly accessAnalyzer: boolean;
  /** Which engines run, and why. */
  readonly note: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Access Analyzer runs where it is asked for, and by itself where the job has AWS credentials. */
export function chooseEngines(wanted: Inputs["engine"], environment: Environment, event: GitHubEvent): ChosenEngines {
  switch (wanted) {
    case "offline":
      return { offline: true, accessAnalyzer: false, note: "Engine: offline, as the workflow asks." };
    case "access-analyzer":
      return { offline: false, accessAnalyzer: true, note: "Engine: IAM Access Analyzer, as the workflow asks." };
    case "both":
      return {
        offline: true,
        accessAnalyzer: true,
        note: "Engines: offline and IAM Access Analyzer, as the workflow asks.",
      };
    case "auto": {
      if (hasCredentials(environment)) {
        return {
          offline: true,
          accessAnalyzer: true,
          note: "Engines: offline and IAM Access Analyzer, because the job has AWS credentials.",
        };
      }
      const why = event.change?.isFork === true ? ", as is right on a pull request from a fork" : "";
      return {
        offline: true,
        accessAnalyzer: false,
        note: `Engine: offline, because the job has no AWS credentials${why}.`,
      };
    }
  }
}

/**
 * What configure-aws-credentials and its like leave in the environment. The role of an instance cannot be seen there.
 */
function hasCredentials(environment: Environment): boolean {
  const has = (name: string) => (environment[name] ?? "") !== "";
  return (
    (has("AWS_ACCESS_KEY_ID") && has("AWS_SECRET_ACCESS_KEY")) ||
    (has("AWS_WEB_IDENTITY_TOKEN_FILE") && has("AWS_ROLE_ARN")) ||
    has("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") ||
    has("AWS_CONTAINER_CREDENTIALS_FULL_URI") ||
    has("AWS_PROFILE")
  );
}
