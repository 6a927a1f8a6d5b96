import type { PolicyDocument, Value } from "../policy/document.ts";
import { regions } from "../policy/region.ts";
import { rememberLast } from "../remember-last.ts";
import { readDbUser } from "./db-user.ts";
import { isExternalId } from "./external-id.ts";
import { redshiftArns } from "./resource-type.ts";

/** A place that speaks of Redshift Serverless in one Region. */
export interface ServerlessPlace {
  readonly value: Value;
  readonly region: string;
  /** `no` where AWS's sources agree that it does not exist there, `maybe` where they disagree or are silent. */
  readonly exists: "no" | "maybe";
}

/** Where the policy needs Redshift Serverless in a Region that does not have it for certain. */
export const doubtfulServerlessPlaces: (policy: PolicyDocument) => readonly ServerlessPlace[] = rememberLast(
  (policy) => (policy.features.has("redshift") ? [...findPlaces(policy)] : []),
);

function* findPlaces(policy: PolicyDocument): Iterable<ServerlessPlace> {
  for (const { service, region, value } of redshiftArns(policy)) {
    if (service === "redshift-serverless") yield* doubtful(region, value);
  }
  for (const condition of policy.conditions) {
    if (isExternalId(condition)) {
      for (const value of condition.values) {
        const user = readDbUser(value);
        if (user?.serverless !== undefined) yield* doubtful(user.region, value);
      }
    } else if (condition.lowerKey === "kms:viaservice") {
      for (const value of condition.values) {
        const region = /^redshift-serverless\.([a-z0-9-]+)\.amazonaws\.com$/.exec(value.value)?.[1];
        if (region !== undefined) yield* doubtful(region, value);
      }
    }
  }
}

function* doubtful(name: string, value: Value): Iterable<ServerlessPlace> {
  const region = regions.get(name);
  if (region === undefined || region.redshiftServerless === true) return;
  // AWS's public lists leave the isolated partitions out; that is silence, not a no.
  const known = region.redshiftServerless === false && region.partition === "aws";
  yield { value, region: name, exists: known ? "no" : "maybe" };
}
