import { expect, test } from "vitest";
import { validatePolicy } from "../validate.ts";
import type { ServiceAction } from "./service-reference.ts";
import { services } from "./services.ts";

test("a service is decoded with its actions, resource types and condition keys", () => {
  const redshift = services.service("redshift");
  expect(redshift?.name).toBe("Amazon Redshift");
  expect(redshift?.action("getclustercredentials")).toMatchObject({
    name: "GetClusterCredentials",
    accessLevel: "Write",
    resourceTypes: [
      { name: "dbname", required: false, conditionKeys: [] },
      { name: "dbuser", required: true, conditionKeys: [] },
    ],
    conditionKeys: ["redshift:dbname", "redshift:dbuser", "redshift:durationseconds"],
  });
  expect(redshift?.resourceTypes.get("cluster")).toMatchObject({
    name: "cluster",
    arn: "arn:${Partition}:redshift:${Region}:${Account}:cluster:${ClusterName}",
    arns: ["arn:${Partition}:redshift:${Region}:${Account}:cluster:${ClusterName}"],
    conditionKeys: ["aws:resourcetag/${tagkey}"],
  });
  expect(redshift?.conditionKeys.get("aws:tagkeys")).toEqual({
    name: "aws:TagKeys",
    type: "ArrayOfString",
    multivalued: true,
  });
});

test("ARNs that are not of the usual form come out whole", () => {
  expect(services.service("s3")?.resourceTypes.get("bucket")?.arn).toBe("arn:${Partition}:s3:::${BucketName}");
  expect(services.service("lex")?.resourceTypes.get("bot")?.arns).toHaveLength(2);
});

test("every service decodes, and what it refers to exists", () => {
  expect(services.prefixes.length).toBeGreaterThan(400);
  for (const prefix of services.prefixes) {
    const service = services.service(prefix);
    for (const type of service?.resourceTypes.values() ?? []) {
      for (const arn of type.arns) expect(arn).toMatch(/^arn:\$\{Partition\}:([^:]*:){3}./);
    }
    for (const [place] of service?.actionIndex.names.entries() ?? []) {
      const action = service?.actionAt(place) as ServiceAction;
      expect(action.accessLevel).toMatch(/^(Read|List|Write|Tagging|Permissions management)$/);
      for (const { name } of action.resourceTypes) expect(service?.resourceTypes.has(name), name).toBe(true);
      for (const key of action.conditionKeys) expect(service?.conditionKeys.has(key), key).toBe(true);
    }
  }
});

test("a prefix that no service has gives nothing", () => {
  expect(services.service("redshit")).toBeUndefined();
  expect(services.service("constructor")).toBeUndefined();
});

test("an unknown name is worded with care once the data is older than 90 days", () => {
  const text = '{ "Statement": [{ "Effect": "Allow", "Action": "redshift:NewThing", "Resource": "*" }] }';
  const details = (today?: string) => {
    const outcome = validatePolicy(text, { policyType: "identity", ...(today === undefined ? {} : { today }) });
    const found = outcome.kind === "analysed" ? outcome.findings : [];
    return found.find(({ issueCode }) => issueCode === "INVALID_ACTION")?.findingDetails;
  };
  expect(details()).toContain("does not exist");
  expect(details(daysAfter(90))).toContain("does not exist");
  expect(details(daysAfter(91))).toContain(`is unknown to the service data of ${services.date}`);
  expect(() => details("tomorrow")).toThrow(TypeError);
});

function daysAfter(days: number): string {
  return new Date(Date.parse(services.date) + days * 86_400_000).toISOString().slice(0, 10);
}
