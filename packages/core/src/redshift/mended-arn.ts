import type { Problem } from "../check.ts";
import { unfittingArns } from "../facts/unfitting-arns.ts";
import type { PolicyDocument, Value } from "../policy/document.ts";
import { quoteWhole } from "../quote.ts";
import type { ServiceReference } from "../service-reference/service-reference.ts";
import { provisionedTypes, type RedshiftArn, redshiftArns, serverlessTypes } from "./resource-type.ts";

/** What is wrong with a Redshift ARN, in words, and the ARN that was meant. */
export interface MendedArn {
  readonly reason: string;
  readonly meant: string;
  readonly isCertain: boolean;
}

/**
 * The Redshift ARNs that can be mended, without those of `Resource` whose Region and account are written out: Access
 * Analyzer's check of resources tells these.
 */
export function* untoldArns(
  policy: PolicyDocument,
  services: ServiceReference,
  mend: (arn: RedshiftArn) => MendedArn | undefined,
): Iterable<Problem> {
  let told: ReadonlySet<Value> | undefined;
  for (const arn of redshiftArns(policy)) {
    const mended = mend(arn);
    if (mended === undefined) continue;
    told ??= new Set(unfittingArns(policy, services).map(({ value }) => value));
    if (told.has(arn.value)) continue;
    yield {
      at: arn.value,
      details: `${mended.reason}, so ${quoteWhole(arn.value.value)} names nothing. Write ${quoteWhole(mended.meant)}.`,
      ...(mended.isCertain ? { replacement: JSON.stringify(mended.meant) } : {}),
    };
  }
}

/** Of an ARN whose type is one of another of Redshift's services. */
export function inItsNamespace(arn: RedshiftArn): MendedArn | undefined {
  const service = serviceOf(arn);
  if (service === undefined || service === arn.service) return undefined;
  const separator = service === "redshift" ? ":" : "/";
  return {
    reason: `The type \`${arn.type}\` is one of ${quoteWhole(service)}, not of ${quoteWhole(arn.service)}`,
    meant: arn.value.value
      .replace(`:${arn.service}:`, `:${service}:`)
      .replace(`:${arn.type}${arn.separator}`, `:${arn.type}${arn.separator === "" ? "" : separator}`),
    // Database users of Serverless are named otherwise; only the service is certain there.
    isCertain: !arn.type.startsWith("db"),
  };
}

function serviceOf({ type, service }: RedshiftArn): string | undefined {
  if (serverlessTypes.has(type)) return "redshift-serverless";
  // Both services have these: the Data API's name does not say which one was meant.
  if (type === "namespace" || type === "snapshot") return service === "redshift-data" ? "redshift" : undefined;
  return "redshift";
}

/** Of an ARN with `:` for `/` behind its type, or the other way round. */
export function withItsSeparator({ value, service, type, separator, name }: RedshiftArn): MendedArn | undefined {
  const right = service === "redshift" ? ":" : service === "redshift-serverless" ? "/" : "";
  if (right === "" || separator === "" || separator === right) return undefined;
  // The wrong service is the greater mistake.
  if (service === "redshift" ? serverlessTypes.has(type) : provisionedTypes.has(type)) return undefined;
  const end = value.value.length - name.length;
  // Whether the cluster is missing or what is in it cannot be told.
  const isIncomplete = type.startsWith("db") && !name.includes("/");
  // Behind the cluster of a snapshot stands the other sign.
  const rest = type === "snapshot" && right === ":" ? name.replace(":", "/") : name;
  return {
    reason: `After \`${type}\` an ARN of ${quoteWhole(service)} has \`${right}\`, not \`${separator}\``,
    meant: `${value.value.slice(0, end - 1)}${right}${isIncomplete ? "<cluster>/<name>" : rest}`,
    isCertain: !isIncomplete,
  };
}
