import { expect, test } from "vitest";
import { policyTypes } from "../policy/document.ts";
import { validatePolicy } from "../validate.ts";

/** Names that objects have by themselves, and fragments of ARNs, actions and variables. */
const names = [
  "constructor",
  "__proto__",
  "toString",
  "",
  "*",
  "${",
  "constructor:x",
  "__proto__:x",
  "toString.amazonaws.com",
  "aws:__proto__/x",
  "arn:aws:constructor:::x",
  "arn:aws:s3:::${",
  "arn::::::",
  "saml:constructor",
];

test("every name anywhere is text: nothing throws", () => {
  for (const a of names) {
    for (const b of names) {
      const values = { [a]: b, "aws:CalledVia": a, "kms:ViaService": b, "aws:RequestedRegion": a };
      const policy = {
        Version: a,
        Statement: [
          {
            Sid: b,
            Effect: "Allow",
            Principal: { [a]: b, Service: a, AWS: b, Federated: a },
            Action: [a, b],
            Resource: [b],
          },
          { Effect: "Deny", NotAction: a, NotResource: b, Condition: { StringLike: values, [a]: { [b]: a } } },
        ],
      };
      for (const policyType of policyTypes) {
        expect(validatePolicy(JSON.stringify(policy), { policyType }).kind).toBe("analysed");
      }
    }
  }
});
