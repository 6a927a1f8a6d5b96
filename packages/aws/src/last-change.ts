import type { Outcome } from "@redshift-guard/core";
import type { AwsCalls } from "./aws-calls.ts";
import { wordsOf } from "./retry.ts";

/** Events that say who made a role's trust what it is. */
const telling = new Set(["UpdateAssumeRolePolicy", "CreateRole", "DeleteRole"]);

/** CloudTrail answers two look-ups a second in each account and Region. */
const most = 50;

/**
 * Adds to each drifted role of the credentials' account who changed its trust last, as CloudTrail of the last 90 days
 * knows it. Being refused is no failure: then the sentence says so.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
 */
export async function withLastChange(outcomes: readonly Outcome[], calls: AwsCalls): Promise<Outcome[]> {
  const { CloudTrailClient, LookupEventsCommand } = await import("@aws-sdk/client-cloudtrail");
  // IAM is a global service: its events are in the partition's home Region.
  const client = new CloudTrailClient({ ...(await calls.clientConfig()), region: homeRegion() });
  let asked = 0;
  const told: Outcome[] = [];
  for (const outcome of outcomes) {
    const status = outcome.drift?.status;
    const [first, ...others] = outcome.kind === "analysed" ? outcome.findings : [];
    if (
      (status !== "MODIFIED" && status !== "DELETED") ||
      outcome.kind !== "analysed" ||
      first === undefined ||
      asked >= most
    ) {
      told.push(outcome);
      continue;
    }
    asked++;
    const who = await lastChangeOf(outcome.drift?.role ?? outcome.subject);
    told.push({ ...outcome, findings: [{ ...first, findingDetails: `${first.findingDetails} ${who}` }, ...others] });
  }
  return told;

  async function lastChangeOf(arn: string): Promise<string> {
    const name = arn.slice(arn.lastIndexOf("/") + 1);
    try {
      const input = {
        LookupAttributes: [{ AttributeKey: "ResourceName" as const, AttributeValue: name }],
        MaxResults: 50,
      };
      const { Events: events } = await calls.send("cloudtrail:LookupEvents", (o) =>
        client.send(new LookupEventsCommand(input), o),
      );
      const event = events?.find(({ EventName: eventName }) => telling.has(eventName ?? ""));
      if (event === undefined) return "CloudTrail of the last 90 days has no change of its trust.";
      const when = event.EventTime?.toISOString().replace(".000Z", "Z") ?? "an unknown time";
      return `Last changed by \`${event.Username ?? "unknown"}\` at ${when} (${event.EventName}).`;
    } catch (error) {
      return `Who changed it could not be asked (${wordsOf(error).slice(0, 200)}).`;
    }
  }
}

function homeRegion(): string {
  const region = process.env["AWS_REGION"] ?? process.env["AWS_DEFAULT_REGION"] ?? "";
  if (region.startsWith("cn-")) return "cn-north-1";
  return region.startsWith("us-gov-") ? "us-gov-west-1" : "us-east-1";
}
