import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matchTemplate, type TemplateMatch } from "./match-template.ts";
import { parsePolicy } from "./parse-policy.ts";
import type { PolicyType } from "./policy/document.ts";
import type { TemplateParameters } from "./template/read-parameters.ts";
import { renderTemplate } from "./template.ts";
import { templates } from "./templates/index.ts";

describe("every template is recognised", () => {
  test.each(templates.map((template) => [template.id, template] as const))("%s", (id, template) => {
    const parameters = Object.fromEntries(template.parameters.map(({ name, example }) => [name, example]));
    const match = matchText(renderTemplate(id, parameters), template.policyType);
    expect(match.kind).toBe("match");
    if (match.kind !== "match") return;
    const found = [match, ...match.alternatives].find((one) => one.template.id === id);
    const given = template.parameters.filter(({ default: usual, example }) => example !== usual);
    expect(found?.parameters).toEqual(Object.fromEntries(given.map(({ name, example }) => [name, example])));
    expect(match.template.parameters.length).toBeLessThanOrEqual(template.parameters.length);
  });
});

describe("a template is recognised however its policy is written", () => {
  test.each(templates.map((template) => [template.id, template] as const))("%s", (id, template) => {
    const parameters = Object.fromEntries(
      template.parameters.map(({ name, many, example }) => [
        name,
        many ? [...[example].flat(), ...more(name)] : example,
      ]),
    );
    const policy: unknown = JSON.parse(renderTemplate(id, parameters));
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat(1000)), (chance) => {
        const next = (): number => chance.next().value;
        const match = matchText(JSON.stringify(rewritten(policy, next)), template.policyType);
        expect(match.kind).toBe("match");
        if (match.kind !== "match") return;
        const found = [match, ...match.alternatives].find((one) => one.template.id === id);
        expect(renderedAsSet(id, found?.parameters ?? {})).toEqual(renderedAsSet(id, parameters));
      }),
      { numRuns: 4 },
    );
  });

  /** A second value for a list, where one is easily had. */
  function more(name: string): string[] {
    if (name === "dbUsers" || name === "dbGroups" || name === "functionNames" || name === "roleNames") return ["other"];
    return name === "regions" ? ["eu-west-1"] : [];
  }

  /** The same policy in other words: other order, Sids, one value for a list of one, other letters in actions. */
  function rewritten(value: unknown, next: () => number, name = ""): unknown {
    if (typeof value === "string") return name === "Action" && next() % 2 === 0 ? value.toUpperCase() : value;
    if (Array.isArray(value)) {
      const items = value.map((item) => [next(), rewritten(item, next, name)] as const).sort(([a], [b]) => a - b);
      return items.length === 1 && next() % 2 === 0 ? items[0]?.[1] : items.map(([, item]) => item);
    }
    const members = Object.entries(value as object).filter(([member]) => member !== "Sid");
    const shuffled = members.map(([member, inner]) => [next(), member, inner] as const).sort(([a], [b]) => a - b);
    const entries = shuffled.map(([, member, inner]) => [member, rewritten(inner, next, member)]);
    return Object.fromEntries("Effect" in (value as object) ? [["Sid", `S${next()}`], ...entries] : entries);
  }

  function renderedAsSet(id: string, parameters: TemplateParameters): unknown {
    return JSON.parse(renderTemplate(id, parameters), (_, value: unknown) =>
      Array.isArray(value) && value.every((item) => typeof item === "string") ? value.toSorted() : value,
    );
  }
});

function trust(...statements: readonly object[]): object {
  return { Version: "2012-10-17", Statement: statements };
}

const dbUser = (name: string): string => `arn:aws:redshift:us-east-1:123456789012:dbuser:c1/${name}`;
const assume = { Effect: "Allow", Action: "sts:AssumeRole" };
const redshift = { Service: "redshift.amazonaws.com" };
const polytomic = { AWS: "arn:aws:iam::568237466542:root" };
const externalId = "0b9f4c1e-6a52-4b0e-9c58-7d1f3e2a6c44";
const role = "arn:aws:iam::210987654321:role/Etl";

describe("a policy that means the same is the same template", () => {
  test.each<[string, object, string, object]>([
    [
      "its statement is no array",
      { Version: "2012-10-17", Statement: { ...assume, Principal: redshift } },
      "redshift-service-trust",
      {},
    ],
    ["it has a Sid", trust({ Sid: "X", ...assume, Principal: redshift }), "redshift-service-trust", {}],
    ["it is of 2008", { Statement: [{ ...assume, Principal: redshift }] }, "redshift-service-trust", {}],
    [
      "the action is in other letters",
      trust({ ...assume, Action: ["STS:assumerole"], Principal: redshift }),
      "redshift-service-trust",
      {},
    ],
    [
      "Redshift Serverless lists its principals the other way round",
      trust({ ...assume, Principal: { Service: ["redshift.amazonaws.com", "redshift-serverless.amazonaws.com"] } }),
      "redshift-serverless-service-trust",
      {},
    ],
    [
      "each Region has a statement",
      trust(
        { ...assume, Principal: { Service: "redshift.us-west-2.amazonaws.com" } },
        { ...assume, Principal: { Service: "redshift.us-east-1.amazonaws.com" } },
      ),
      "redshift-service-trust-regions",
      { regions: ["us-west-2", "us-east-1"] },
    ],
    [
      "the operator is StringLike without a wildcard, the key in other letters",
      trust({
        ...assume,
        Principal: redshift,
        Condition: { StringLike: { "STS:externalid": [dbUser("b"), dbUser("a")] } },
      }),
      "redshift-service-trust-dbusers",
      { region: "us-east-1", accountId: "123456789012", clusterIdentifier: "c1", dbUsers: ["b", "a"] },
    ],
    [
      "each database user has a statement",
      trust(
        { ...assume, Principal: redshift, Condition: { StringEquals: { "sts:ExternalId": dbUser("a") } } },
        { ...assume, Principal: redshift, Condition: { StringLike: { "sts:ExternalId": dbUser("b") } } },
      ),
      "redshift-service-trust-dbusers",
      { region: "us-east-1", accountId: "123456789012", clusterIdentifier: "c1", dbUsers: ["a", "b"] },
    ],
    [
      "the account stands for its root",
      trust({
        ...assume,
        Principal: { AWS: "568237466542" },
        Condition: { StringEquals: { "sts:ExternalId": externalId } },
      }),
      "polytomic-trust",
      { externalId },
    ],
    [
      "another vendor's account",
      trust({
        ...assume,
        Principal: { AWS: "341876425553" },
        Condition: { StringEquals: { "sts:ExternalId": "1AbCdEf" } },
      }),
      "vendor-cross-account-trust",
      { vendorPrincipals: ["341876425553"], externalId: "1AbCdEf" },
    ],
    [
      "a role's ARN may be any vendor's; AWS's form comes first",
      trust({ ...assume, Principal: { AWS: role } }),
      "redshift-role-chain-target-trust",
      { previousRoleArn: role },
    ],
    [
      "in China",
      trust({ ...assume, Principal: { Service: ["redshift.cn-north-1.amazonaws.com"] } }),
      "redshift-service-trust-regions",
      { regions: ["cn-north-1"] },
    ],
    [
      "a statement is written twice",
      trust({ ...assume, Principal: redshift }, { ...assume, Principal: redshift }),
      "redshift-service-trust",
      {},
    ],
  ])("%s", (_, policy, id, parameters) => {
    expect(shortly(matchText(JSON.stringify(policy), "trust"))).toEqual({ kind: "match", id, parameters });
  });
});

describe("the nearest template and the difference", () => {
  test("Polytomic without the ExternalId", () => {
    const match = matchText(JSON.stringify(trust({ ...assume, Principal: polytomic })), "trust");
    expect(match).toMatchObject({ kind: "nearest", template: { id: "polytomic-trust" }, standIns: ["externalId"] });
    expect(match.kind === "nearest" && match.newAccess).toMatchObject({
      kind: "new",
      witness: { principal: { type: "AWS" } },
    });
    expect(match.kind === "nearest" && match.lostAccess.kind).toBe("none");
  });

  test("a wildcard among the database users", () => {
    const values = [dbUser("etl"), dbUser("temp_*")];
    const policy = trust({ ...assume, Principal: redshift, Condition: { StringLike: { "sts:ExternalId": values } } });
    const match = matchText(JSON.stringify(policy), "trust");
    expect(shortly(match)).toEqual({
      kind: "nearest",
      id: "redshift-service-trust-dbusers",
      parameters: { region: "us-east-1", accountId: "123456789012", clusterIdentifier: "c1", dbUsers: ["etl"] },
    });
    expect(match).toMatchObject({ standIns: [], newAccess: { kind: "new" }, lostAccess: { kind: "none" } });
  });

  test("the example ExternalId of a vendor's page is no parameter", () => {
    const copied = { StringEquals: { "sts:ExternalId": "a1efa791-4530-43a0-962d-74e2ccf18309" } };
    const match = matchText(JSON.stringify(trust({ ...assume, Principal: polytomic, Condition: copied })), "trust");
    expect(match.kind).not.toBe("match");
  });
});

test.each([
  ["a condition that is none", { Condition: "never" }],
  ["a resource", { Resource: "*" }],
  ["an operator that does not exist", { Condition: { StringIs: { "sts:ExternalId": "x" } } }],
  ["a condition besides", { Condition: { Bool: { "aws:SecureTransport": "true" } } }],
])("%s makes a policy another one", (_, element) => {
  const match = matchText(JSON.stringify(trust({ ...assume, Principal: redshift, ...element })), "trust");
  expect(match.kind).not.toBe("match");
});

describe("no template is near", () => {
  test.each<[string, object, PolicyType]>([
    ["a Lambda function's trust", trust({ ...assume, Principal: { Service: "lambda.amazonaws.com" } }), "trust"],
    ["an administrator", trust({ Effect: "Allow", Action: "*", Resource: "*" }), "identity"],
    ["an empty policy", trust(), "trust"],
    ["not even that", {}, "trust"],
  ])("%s", (_, policy, type) => {
    expect(matchText(JSON.stringify(policy), type)).toEqual({ kind: "none" });
  });
});

test.each([100, 2000, 50_000])("%i values of each kind are matched in moments", (length) => {
  const regions = Array.from({ length }, (_, index) => `redshift.us-east-${index}.amazonaws.com`);
  const roles = Array.from({ length }, (_, index) => `arn:aws:iam::123456789012:role/R${index}`);
  const policy = trust({ ...assume, Principal: { Service: regions, AWS: roles } });
  const before = performance.now();
  matchText(JSON.stringify(policy), "trust");
  expect(performance.now() - before).toBeLessThan(10_000);
});

function matchText(text: string, policyType: PolicyType): TemplateMatch {
  return matchTemplate(parsePolicy(text, { policyType }).policy);
}

function shortly(match: TemplateMatch): object {
  return match.kind === "none" ? match : { kind: match.kind, id: match.template.id, parameters: match.parameters };
}
