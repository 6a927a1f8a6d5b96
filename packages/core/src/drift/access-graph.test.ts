import { expect, test } from "vitest";
import { loadConfig } from "../config.ts";
import { detectDrift } from "../drift.ts";
import { accessGraph } from "./access-graph.ts";
import type { DeployedRole } from "./deployed-role.ts";

const account = "111122223333";

function role(name: string, statements: readonly object[]): DeployedRole {
  const trustPolicy = JSON.stringify({ Version: "2012-10-17", Statement: statements });
  return {
    kind: "role",
    arn: `arn:aws:iam::${account}:role/${name}`,
    account,
    name,
    path: "/",
    trustPolicy,
    source: "IAM",
  };
}

function lets(principal: object): object {
  return { Effect: "Allow", Principal: principal, Action: "sts:AssumeRole" };
}

const regional = lets({ Service: "redshift.us-east-1.amazonaws.com" });
const everyone = lets({ AWS: "*", Service: "redshift.us-east-1.amazonaws.com" });
const everywhere = lets({ Service: "redshift.amazonaws.com" });

function graphOf(roles: readonly DeployedRole[]): string | undefined {
  const text = 'version: 1\nroles:\n  - role: "*"\n    trust: { regions: [us-east-1] }\n';
  const { config } = loadConfig({ path: "redshift-guard.yml", text }, { readFile: () => undefined });
  return accessGraph(detectDrift(config, roles));
}

test("one that opened comes first and is red; one principal stands once", () => {
  const lines = graphOf([role("Closed", [regional]), role("Open", [everywhere]), role("Same", [regional])])?.split(
    "\n",
  );
  expect(lines?.[0]).toBe("graph LR");
  expect(lines?.filter((line) => /^ {2}r\d\[/.test(line))).toEqual(['  r0["Open"]', '  r1["Closed"]', '  r2["Same"]']);
  expect(lines?.filter((line) => /^ {2}p\d\(/.test(line))).toHaveLength(2);
  expect(lines?.filter((line) => line.includes("-->"))).toEqual(["  p0 --> r0", "  p1 --> r1", "  p1 --> r2"]);
  expect(lines?.filter((line) => line.startsWith("  class "))).toEqual(["  class r0 open"]);
});

test("nothing to draw", () => {
  expect(graphOf([])).toBeUndefined();
  expect(graphOf([role("Locked", [regional, { ...everyone, Effect: "Deny" }])])).toBeUndefined();
});

test("of a role that many can use, some are drawn and the others counted", () => {
  const many = Array.from({ length: 100 }, (_, i) => lets({ AWS: String(200_000_000_000 + i) }));
  const lines = graphOf([role("Wide", many), role("Same", [regional])])?.split("\n") ?? [];
  expect(lines.filter((line) => line.endsWith("--> r0"))).toHaveLength(20);
  expect(lines).toContain('  m0(["81 more"])');
  expect(lines).toContain('  r1["Same"]');
});

test("roles of several accounts are told apart", () => {
  const other = "444455556666";
  const there = { ...role("Etl", [regional]), arn: `arn:aws:iam::${other}:role/team/Etl`, account: other };
  const graph = graphOf([role("Etl", [regional]), there]);
  expect(graph).toContain(`r0["Etl #40;${account}#41;"]`);
  expect(graph).toContain(`r1["Etl #40;${other}#41;"]`);
});

test("a role that nobody may look at, or that is gone, is not drawn", () => {
  const text = "version: 1\nroles:\n  - role: Gone\n    trust: { regions: [us-east-1] }\n";
  const { config } = loadConfig({ path: "redshift-guard.yml", text }, { readFile: () => undefined });
  expect(accessGraph(detectDrift(config, [{ kind: "account", account }]))).toBeUndefined();
});

test("no text of a policy leaves its label", () => {
  const evil = 'x"]; click r0 href "javascript:alert(1)" <img src=x onerror=y> %%{init}%% `\n  p9 --> r0';
  const principals = [{ Federated: `arn:aws:iam::${account}:saml-provider/${evil}` }, { Service: evil }];
  const graph =
    graphOf([
      role(
        'Na"me]<b>',
        principals.map((principal) => lets(principal)),
      ),
    ]) ?? "";
  const lines = graph.split("\n");
  const labels = lines.filter((line) => /^ {2}[rp]\d/.test(line) && !line.includes("-->"));
  expect(labels).toHaveLength(3);
  for (const line of labels) expect(line).toMatch(/^ {2}[rp]\d\(?\["[^"<>[\](){}`\\|]*"\]\)?$/);
  expect(graph).not.toContain("javascript:alert(");
  expect(graph).not.toContain("p9");
  expect(graph).not.toMatch(/<|`|%%/);
});

test("many roles are cut, the most important ones kept, and the rest is counted", () => {
  const roles = Array.from({ length: 300 }, (_, i) => role(`Role${i}`, [i % 100 === 99 ? everywhere : regional]));
  const graph = graphOf(roles) ?? "";
  expect(graph.length).toBeLessThan(50_000);
  expect(graph.match(/-->/g)?.length).toBeLessThanOrEqual(80);
  expect(graph.match(/class r\d+ open/g)).toHaveLength(3);
  expect(graph).toContain("220 more roles");
});

test("long names do not make it long", () => {
  const roles = Array.from({ length: 60 }, (_, i) =>
    role(
      `R${i}`,
      Array.from({ length: 30 }, (_, j) => lets({ AWS: `arn:aws:iam::${account}:role/${i}-${j}-${"é".repeat(900)}` })),
    ),
  );
  expect((graphOf(roles) ?? "").length).toBeLessThan(50_000);
});
