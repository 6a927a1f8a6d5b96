import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { didYouMean } from "../did-you-mean.ts";
import { nearName } from "../policy/near-name.ts";
import { quote } from "../quote.ts";

export const invalidEffect: Check = {
  id: "invalid-effect",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "The effect is neither Allow nor Deny",
  why: "A statement allows or denies; IAM knows no third effect and minds the case of these two words.",
  fix: "Write `Allow` or `Deny`.",
  learnMoreLink: policyChecksPage("error-invalid-effect"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": «"allow"», "Action": "s3:ListAllMyBuckets", "Resource": "*" }] }',
    '{ "Version": "2012-10-17", "Statement": { "Effect": «"Permit"», "Action": "s3:ListAllMyBuckets", "Resource": "*" } }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "s3:ListAllMyBuckets", "Resource": "*" }] }',
  ],
  needs: ["unknown-keyword"],
  *run(policy) {
    for (const { effect } of policy.statements) {
      if (effect === undefined || effect.value === "Allow" || effect.value === "Deny") continue;
      const meant = nearName(effect.value, ["Allow", "Deny"]);
      yield {
        at: effect,
        details: `${quote(effect.value)} is no effect. ${didYouMean(meant, "Write `Allow` or `Deny`.")}`,
        ...(meant === undefined ? {} : { replacement: JSON.stringify(meant) }),
      };
    }
  },
};
