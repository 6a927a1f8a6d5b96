import { type Check, everyPolicyType } from "../check.ts";
import { isAllow, isDeny } from "../policy/document.ts";
import { awsPage } from "../redshift/aws-page.ts";

const onStaging = (effect: string, value: string): string =>
  `{ "Version": "2012-10-17", "Statement": [{ "Effect": "${effect}", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::staging/*", "Condition": { "Bool": { "aws:SecureTransport": ${value} } } }] }`;

export const secureTransportInverted: Check = {
  id: "secure-transport-inverted",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "The condition on `aws:SecureTransport` is the wrong way round",
  why: "`aws:SecureTransport` is `true` for requests over TLS, which nearly all are. A Deny on `true` denies them all, and lets in what is sent in plain text; an Allow on `false` allows nothing else.",
  fix: 'To ask for TLS, write a Deny on `"false"`.',
  learnMoreLink: `${awsPage.conditionKeys}#condition-keys-securetransport`,
  bad: [
    { policyType: "resource", policy: onStaging("Deny", '«"true"»') },
    { policyType: "resource", policy: onStaging("Allow", '«"false"»') },
  ],
  good: [
    { policyType: "resource", policy: onStaging("Deny", '"false"') },
    { policyType: "resource", policy: onStaging("Allow", '"true"') },
    { policyType: "resource", policy: onStaging("Allow", '["true", "false"]') },
    {
      policyType: "resource",
      policy: onStaging("Deny", '"true"').replace(
        '"Condition": { ',
        '"Condition": { "StringEquals": { "aws:SourceIp": "x" }, ',
      ),
    },
  ],
  needs: ["truth"],
  *run(policy) {
    for (const { lowerKey, operator, statement, values } of policy.conditions) {
      if (lowerKey !== "aws:securetransport" || operator?.base.type !== "Bool") continue;
      const [value, ...more] = values;
      // Beside other conditions a Deny may mean what it says.
      const isAlone = isAllow(statement) || (isDeny(statement) && statement.conditions.length === 1);
      const inverted = isAllow(statement) ? "false" : "true";
      if (value === undefined || more.length > 0 || !isAlone || value.value.toLowerCase() !== inverted) continue;
      yield {
        at: value,
        details: isAllow(statement)
          ? "This allows only what is sent in plain text, and every AWS client uses TLS. Write `true`, or a Deny on `false`."
          : "This denies every request over TLS and spares what is sent in plain text. Write `false`.",
        replacement: isAllow(statement) ? '"true"' : '"false"',
      };
    }
  },
};
