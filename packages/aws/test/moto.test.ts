import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import {
  CreateAccountCommand,
  CreateOrganizationCommand,
  DescribeCreateAccountStatusCommand,
  OrganizationsClient,
} from "@aws-sdk/client-organizations";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import type { RoleReading } from "@redshift-guard/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readRoles } from "../src/open-roles.ts";
import { installMoto, type MotoServer, startMoto } from "./moto-server.ts";

/**
 * Against a server that nobody here wrote. It differs from AWS where the local server does not: ListRoles gives
 * documents unencoded, trust and ExternalId are never evaluated, and nothing is throttled.
 */
const missing = installMoto();
if (missing !== undefined && process.env["REDSHIFT_GUARD_STRICT"] === "1") throw new Error(missing);
if (missing !== undefined) console.warn(`The tests against moto are skipped: ${missing}.`);

const accounts = 60;
const rolesEach = 50;

describe.skipIf(missing !== undefined)("moto", () => {
  let moto: MotoServer;
  const members: string[] = [];
  const config = (
    url: string,
  ): { endpoint: string; region: string; credentials: { accessKeyId: string; secretAccessKey: string } } => ({
    endpoint: url,
    region: "us-east-1",
    credentials: { accessKeyId: "AKIAFAKE", secretAccessKey: "secret" },
  });

  beforeAll(async () => {
    moto = await startMoto();
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: moto.url,
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "AKIAFAKE",
      AWS_SECRET_ACCESS_KEY: "secret",
    });
    const organizations = new OrganizationsClient(config(moto.url));
    await organizations.send(new CreateOrganizationCommand({ FeatureSet: "ALL" }));
    const sts = new STSClient(config(moto.url));
    for (let i = 0; i < accounts; i++) {
      const created = await organizations.send(
        new CreateAccountCommand({ AccountName: `member-${i}`, Email: `m${i}@example.com` }),
      );
      const status = await organizations.send(
        new DescribeCreateAccountStatusCommand({ CreateAccountRequestId: created.CreateAccountStatus?.Id }),
      );
      members.push(status.CreateAccountStatus?.AccountId ?? "");
    }
    await Promise.all(members.map((id) => fill(id, sts)));
  }, 240_000);

  afterAll(() => moto?.stop());

  async function fill(id: string, sts: STSClient): Promise<void> {
    const { Credentials: session } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: `arn:aws:iam::${id}:role/OrganizationAccountAccessRole`,
        RoleSessionName: "setup",
      }),
    );
    const iam = new IAMClient({
      ...config(moto.url),
      credentials: {
        accessKeyId: session?.AccessKeyId ?? "",
        secretAccessKey: session?.SecretAccessKey ?? "",
        sessionToken: session?.SessionToken ?? "",
      },
    });
    for (let i = 0; i < rolesEach; i++) {
      const AssumeRolePolicyDocument = JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "redshift.amazonaws.com" },
            Action: "sts:AssumeRole",
            Condition: {
              StringEquals: { "sts:ExternalId": `arn:aws:redshift:us-east-1:${id}:dbuser:c/100%25user+${i}` },
            },
          },
        ],
      });
      await iam.send(
        new CreateRoleCommand({ RoleName: `redshift-${i}`, Path: "/warehouse/", AssumeRolePolicyDocument }),
      );
    }
  }

  test(`${accounts} accounts with ${rolesEach} roles each: every role, its document to the letter`, async () => {
    const readings = await read("organization:OrganizationAccountAccessRole");
    const roles = readings.flatMap((reading) =>
      reading.kind === "role" && reading.path === "/warehouse/" ? [reading] : [],
    );
    expect(roles).toHaveLength(accounts * rolesEach);
    expect(new Set(roles.map(({ arn }) => arn)).size).toBe(accounts * rolesEach);
    expect(roles.every(({ trustPolicy, account }) => trustPolicy.includes(`${account}:dbuser:c/100%25user+`))).toBe(
      true,
    );
    expect(readings.filter((reading) => reading.kind === "not-read")).toEqual([]);
  });

  test("a wrong role name: AWS refuses every account but the own; moto lets it in, and the reader says what it got", async () => {
    const readings = await read(`organization:NoSuchRole,account=${members[0]},account=${members[1]}`);
    const accountsRead = readings.flatMap((reading) =>
      reading.kind === "account" || reading.kind === "not-read" ? [reading.account] : [],
    );
    expect(accountsRead.sort()).toEqual([members[0], members[1]].sort());
  });

  test("one account through its own credentials", async () => {
    const readings = await read("iam:");
    expect(readings.some((reading) => reading.kind === "account")).toBe(true);
  });
});

async function read(spec: string): Promise<RoleReading[]> {
  const readings: RoleReading[] = [];
  for await (const reading of readRoles(spec)) readings.push(reading);
  return readings;
}
