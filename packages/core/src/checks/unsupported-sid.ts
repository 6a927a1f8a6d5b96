import { type Check, policyChecksPage } from "../check.ts";
import { quote } from "../quote.ts";

export const unsupportedSid: Check = {
  id: "unsupported-sid",
  findingType: "ERROR",
  policyTypes: ["identity", "trust", "scp", "rcp", "session"],
  title: "A Sid has other characters than letters and digits",
  why: "In this type of policy a Sid may hold the letters A to Z and a to z and digits, nothing else; the policy is refused otherwise.",
  fix: "Write the Sid in letters and digits, as in `ReadSalesData`.",
  learnMoreLink: policyChecksPage("error-unsupported-sid"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Sid": «"read sales-data"», "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Sid": "ReadSales2025", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }, { "Sid": "", "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*" }] }',
  ],
  needs: ["odd-sid"],
  *run(policy) {
    for (const { sid } of policy.statements) {
      if (sid === undefined || /^[A-Za-z0-9]*$/.test(sid.value)) continue;
      const letters = sid.value
        .split(/[^A-Za-z0-9]+/)
        .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
        .join("");
      yield {
        at: sid,
        details: `The Sid ${quote(sid.value)} has characters other than letters and digits. ${letters === "" ? "Rename it." : `Write for example ${quote(letters)}.`}`,
        ...(letters === "" ? {} : { replacement: JSON.stringify(letters) }),
      };
    }
  },
};
