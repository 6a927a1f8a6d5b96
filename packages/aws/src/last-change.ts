import type { Event, LookupEventsCommandOutput } from "@aws-sdk/client-cloudtrail";
import { type Outcome, plural } from "@redshift-guard/core";
import type { AwsCalls } from "./aws-calls.ts";
import { callerAccount } from "./caller.ts";
import { makePace } from "./pace.ts";
import { pages } from "./pages.ts";
import { wordsOf } from "./retry.ts";

/** Events that say who made a role's trust what it is. */
const telling = new Set(["UpdateAssumeRolePolicy", "CreateRole", "DeleteRole"]);

/** CloudTrail answers two look-ups a second in each account and Region. */
const most = 50;

/** Of 50 events each, the newest first. */
const mostPages = 10;

/**
 * Adds to each drifted role of the credentials' account who changed its trust last, according to the last 90 days of
 * CloudTrail. A role of another account is left as it is: here, its name may be another role's. A refusal is no
 * failure: the sentence then says so.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
 */
export async function withLastChange(
  outcomes: readonly Outcome[],
  calls: AwsCalls,
  note: (text: string) => void,
): Promise<Outcome[]> {
  const drifted = outcomes.filter(({ drift }) => drift?.status === "MODIFIED" || drift?.status === "DELETED");
  if (drifted.length === 0) return [...outcomes];
  let home: string;
  try {
    home = await callerAccount(calls);
  } catch (error) {
    note(`Who changed roles could not be asked (${wordsOf(error).slice(0, 200)}).`);
    return [...outcomes];
  }
  const here = drifted.filter(({ drift }) => drift?.role.split(":")[4] === home);
  const asked = new Set(here.slice(0, most));
  const elsewhere = drifted.length - here.length;
  if (elsewhere > 0)
    note(
      `Who changed ${plural(elsewhere, "drifted role")} of other accounts was not asked: CloudTrail answers for account ${home}, that of the credentials.`,
    );
  if (here.length > most)
    note(
      `Who changed them last was asked for ${most} of ${here.length} drifted roles: CloudTrail allows few look-ups.`,
    );
  const lookUp = await cloudTrail(calls);
  const told: Outcome[] = [];
  for (const outcome of outcomes) {
    const [first, ...others] = outcome.kind === "analysed" ? outcome.findings : [];
    if (outcome.kind !== "analysed" || first === undefined || !asked.has(outcome)) {
      told.push(outcome);
      continue;
    }
    const who = await lastChangeIn(() => lookUp(nameIn(outcome)));
    told.push({ ...outcome, findings: [{ ...first, findingDetails: `${first.findingDetails} ${who}` }, ...others] });
  }
  return told;
}

async function cloudTrail(calls: AwsCalls): Promise<(role: string) => AsyncIterable<readonly Event[]>> {
  const { CloudTrailClient, LookupEventsCommand } = await import("@aws-sdk/client-cloudtrail");
  // IAM is a global service: its events are in the partition's home Region.
  const client = new CloudTrailClient({ ...(await calls.clientConfig()), region: homeRegion() });
  const pace = makePace();
  return async function* (role) {
    const LookupAttributes = [{ AttributeKey: "ResourceName" as const, AttributeValue: role }];
    const ask = (NextToken: string | undefined): Promise<LookupEventsCommandOutput> =>
      calls.send(
        "cloudtrail:LookupEvents",
        (o) => client.send(new LookupEventsCommand({ LookupAttributes, MaxResults: 50, NextToken }), o),
        pace,
      );
    for await (const { Events: events } of pages(ask, ({ NextToken: token }) => token)) yield events ?? [];
  };
}

async function lastChangeIn(lookUp: () => AsyncIterable<readonly Event[]>): Promise<string> {
  try {
    let looked = 0;
    for await (const events of lookUp()) {
      for (const event of events) {
        const { errorCode, userIdentity } = recordOf(event);
        // An attempt that was refused changed nothing.
        if (!telling.has(event.EventName ?? "") || errorCode !== undefined) continue;
        const when = event.EventTime?.toISOString().replace(".000Z", "Z") ?? "an unknown time";
        return `Last changed by \`${userIdentity?.arn ?? event.Username ?? "unknown"}\` at ${when} (${event.EventName}).`;
      }
      if (++looked === mostPages)
        return `Among its last ${mostPages * 50} events, CloudTrail has no change of its trust; older ones were not looked at.`;
    }
    return "CloudTrail of the last 90 days has no change of its trust.";
  } catch (error) {
    return `Who changed it could not be asked (${wordsOf(error).slice(0, 200)}).`;
  }
}

interface EventRecord {
  readonly errorCode?: string;
  readonly userIdentity?: { readonly arn?: string };
}

function recordOf({ CloudTrailEvent: text }: Event): EventRecord {
  try {
    return (JSON.parse(text ?? "{}") ?? {}) as EventRecord;
  } catch {
    return {};
  }
}

function nameIn({ subject, drift }: Outcome): string {
  const arn = drift?.role ?? subject;
  return arn.slice(arn.lastIndexOf("/") + 1);
}

function homeRegion(): string {
  const region = process.env["AWS_REGION"] ?? process.env["AWS_DEFAULT_REGION"] ?? "";
  if (region.startsWith("cn-")) return "cn-north-1";
  return region.startsWith("us-gov-") ? "us-gov-west-1" : "us-east-1";
}
