import type { Annotation } from "./annotation.ts";
import type { RestClient } from "./rest-client.ts";

/** A check run as it is to be shown beside the commit. */
export interface CheckRun {
  readonly name: string;
  readonly headSha: string;
  readonly conclusion: "success" | "failure";
  /** One line. */
  readonly title: string;
  /** Markdown; cut at the 65,535 characters that GitHub takes. */
  readonly summary: string;
  readonly annotations: readonly Annotation[];
  readonly detailsUrl: string;
}

/** GitHub takes no more in a request; further requests add to them. */
const mostAnnotations = 50;

/**
 * Creates a finished check run with all annotations. Throws when it cannot be created; a batch lost later is a number,
 * so that nobody is shown the first annotations twice.
 */
export async function createCheckRun(
  client: RestClient,
  repository: string,
  run: CheckRun,
): Promise<{ readonly lost: number }> {
  const output = (annotations: readonly Annotation[]) => ({
    title: run.title,
    summary: run.summary.slice(0, 65_000),
    ...(annotations.length === 0 ? {} : { annotations }),
  });
  const { body } = await client.request("POST", `${repository}/check-runs`, {
    name: run.name,
    head_sha: run.headSha,
    details_url: run.detailsUrl,
    status: "completed",
    conclusion: run.conclusion,
    output: output(run.annotations.slice(0, mostAnnotations)),
  });
  const id = (body as { readonly id?: unknown } | undefined)?.id;
  for (let from = mostAnnotations; from < run.annotations.length; from += mostAnnotations) {
    const batch = run.annotations.slice(from, from + mostAnnotations);
    try {
      await client.request("PATCH", `${repository}/check-runs/${String(id)}`, { output: output(batch) });
    } catch {
      return { lost: run.annotations.length - from };
    }
  }
  return { lost: 0 };
}
