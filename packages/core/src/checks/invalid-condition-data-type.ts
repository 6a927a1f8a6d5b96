import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { quoteWhole } from "../quote.ts";

export const invalidConditionDataType: Check = {
  id: "invalid-condition-data-type",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "The values of a condition key mix JSON types",
  why: "IAM reads the values of one key as one list of one type; a list of strings, numbers and booleans is refused.",
  fix: "Write all values of the key in the same JSON type; strings are always right.",
  learnMoreLink: policyChecksPage("error-invalid-condition-data-type"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*", "Condition": { "NumericEquals": { "s3:max-keys": «["10", 20]» } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*", "Condition": { "StringEquals": { "s3:prefix": «["home", true]» } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*", "Condition": { "NumericEquals": { "s3:max-keys": [10, 20] }, "StringEquals": { "s3:prefix": ["", "home"] } } }] }',
  ],
  needs: ["bare-value", "values"],
  *run(policy) {
    for (const { values, member, key } of policy.conditions) {
      const kind = values[0]?.kind;
      if (values.length < 2 || values.every((value) => value.kind === kind)) continue;
      const kinds = [...new Set(values.map((value) => value.kind))].join(", ");
      yield {
        at: member.value,
        details: `The values of ${quoteWhole(key)} are of different JSON types (${kinds}). Write them all in one, best as strings.`,
      };
    }
  },
};
