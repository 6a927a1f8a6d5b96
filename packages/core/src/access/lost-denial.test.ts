import { expect, test } from "vitest";
import { parsePolicy } from "../parse-policy.ts";
import type { PolicyDocument, PolicyType } from "../policy/document.ts";
import { lostDenial } from "./lost-denial.ts";

const reading = (policyType: PolicyType) => (text: string) => parsePolicy(text, { policyType }).policy;
const guardrail = reading("scp");
const denying = (action: string): string =>
  `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "${action}", "Resource": "*" }] }`;

test.each<[string, string, string]>([
  ["a broken text", denying("s3:*").replace(', "Resource"', ' "Resource"'), "the text is broken: "],
  ["an effect in small letters", denying("s3:*").replace("Deny", "deny"), "statement 1 has the effect `deny`"],
  ["a misspelt element", denying("s3:*").replace("Action", "Acton"), "statement 1 has `Acton`"],
  ["misspelt statements", denying("s3:*").replace("Statement", "Statment"), "`Statment` is no element"],
  ["an element twice", denying("s3:*").replace(`"Action"`, `"Action": "iam:*", "Action"`), "is written twice"],
])("what is no policy is not compared: %s", (_, text, because) => {
  const access = lostDenial(guardrail(denying("s3:*")), guardrail(text));
  expect(access).toMatchObject({ kind: "unknown", because: expect.stringContaining(because) });
});

test("wrong use is said, as for new access", () => {
  const compare = (expected: PolicyDocument, actual: PolicyDocument) => () => lostDenial(expected, actual);
  const nothing = {} as PolicyDocument;
  expect(compare(nothing, nothing)).toThrow("`expected` is no PolicyDocument");
  expect(compare(guardrail(denying("s3:*")), reading("identity")(denying("s3:*")))).toThrow("different types");
});
