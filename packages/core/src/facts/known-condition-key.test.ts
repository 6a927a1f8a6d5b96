import { expect, test } from "vitest";
import { parsePolicy } from "../parse-policy.ts";
import { services } from "../service-reference/services.ts";
import { knownConditionKey } from "./known-condition-key.ts";

test.each([
  ["aws:SourceIp", "known"],
  ["AWS:sourceip", "known"],
  ["aws:ResourceTag/any key", "known"],
  ["redshift:DbUser", "known"],
  ["kms:EncryptionContext:aws:s3:arn", "known"],
  ["secretsmanager:ResourceTag/team", "known"],
  ["s3:ExistingObjectTag/team", "known"],
  ["SAML:aud", "known"],
  ["aws:ResourceTag/", "no-tag"],
  ["aws:RequestTag", "no-tag"],
  ["s3:ExistingObjectTag/", "no-tag"],
  ["aws:ResourceTag/hashtag/", "known"],
  ["s3:PrincipalTag/", "unknown-in-service"],
  ["token.actions.githubusercontent.com:actor", "known"],
  ["token.actions.githubusercontent.com:sub", "claim"],
  ["oidc.eks.us-east-1.amazonaws.com/id/ABC:sub", "claim"],
  ["login.example.com:any_claim", "claim"],
  ["ExternalId", "no-colon"],
  ["sts:", "no-colon"],
  ["aws:SourceIpp", "unknown-global"],
  ["redshift:DbUsr", "unknown-in-service"],
  ["saml:nothing", "unknown-in-service"],
  ["redshfit:DbUser", "unknown-prefix"],
  ["constructor:x", "unknown-prefix"],
])("%s is %s", (key, kind) => {
  const text = JSON.stringify({ Statement: { Effect: "Deny", Condition: { StringEquals: { [key]: "a" } } } });
  const [condition] = parsePolicy(text, { policyType: "identity" }).policy.conditions;
  expect(condition === undefined ? undefined : knownConditionKey(condition, services).kind).toBe(kind);
});
