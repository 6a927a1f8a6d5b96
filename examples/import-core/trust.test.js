// Another repository's unit test: it fails on the day a role's trust lets in more than the team agreed to.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isAllowed, newAccess, parsePolicy, renderTemplate } from "@redshift-guard/core";

const agreed = renderTemplate("redshift-service-trust-dbusers", {
  region: "us-east-1",
  accountId: "444455556666",
  clusterIdentifier: "analytics",
  dbUsers: ["etl"],
});

// In your repository: readFileSync("infra/etl-role-trust.json", "utf8").
const written = agreed.replace("StringEquals", "StringLike");

test("the ETL role lets in nobody beyond what was agreed", () => {
  const access = newAccess(trust(agreed), trust(written));
  assert.equal(
    access.kind,
    "none",
    access.kind === "new" ? `new access: ${JSON.stringify(access.witness)}` : access.because,
  );
});

test("a wildcard added to the trust would be caught, with a request that shows it", () => {
  const widened = written.replace("dbuser:analytics/etl", "dbuser:analytics/*");
  const access = newAccess(trust(agreed), trust(widened));
  assert.equal(access.kind, "new");
  assert.ok(isAllowed(trust(widened), access.witness));
  assert.ok(!isAllowed(trust(agreed), access.witness));
});

function trust(text) {
  return parsePolicy(text, { policyType: "trust" }).policy;
}
