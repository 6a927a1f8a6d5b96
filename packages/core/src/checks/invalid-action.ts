import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { closest } from "../closest.ts";
import { didYouMean } from "../did-you-mean.ts";
import { actionText } from "../facts/named-actions.ts";
import { oddLists } from "../facts/odd-lists.ts";
import { perText } from "../facts/per-text.ts";
import { isUnknown } from "../facts/unknown-name.ts";
import { hasWildcard } from "../policy/pattern.ts";
import { quoteWhole } from "../quote.ts";
import { coveringAction } from "../redshift/covering-action.ts";

export const invalidAction: Check = {
  id: "invalid-action",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "The service has no such action",
  why: "IAM accepts a policy with an action that does not exist, and the action does nothing: the permission that was meant is missing, or a denial has a hole.",
  fix: "Write the action as the service's page of the Service Authorization Reference has it.",
  learnMoreLink: policyChecksPage("error-invalid-action"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["redshift:GetClusterCredentials", «"redshift:GetClusterCredential"»], "Resource": "*" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "NotAction": «"s3:Getobjekt*"», "Resource": "*" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": «"PutObject"», "Resource": "*" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": [«"redshift:ExecuteStatement"», «"redshift-data:GetStatementResultV2"»], "Resource": "*" }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["redshift:getclustercredentials", "s3:Get*", "*", "s3:*"], "Resource": "*" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "no-such-service:DoIt", "Resource": "*" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:${aws:PrincipalTag/access}", "Resource": "*" }] }',
  ],
  needs: ["unknown-action"],
  *run(policy, services) {
    for (const named of oddLists(policy, services).unknownActions) {
      if (named.value.value.includes("${")) continue;
      if (named.service === undefined && (named.name !== undefined || hasWildcard(named.prefix))) continue;
      const { value } = named.value;
      const near = named.wildcard ? "" : coveringAction(value.toLowerCase(), services) || nearest(value, services);
      const meant = near === "" ? undefined : near;
      yield {
        at: named.value,
        details: `The action ${quoteWhole(named.value.value)} ${isUnknown(services)}${named.name === undefined ? ": a service and a colon must come before it" : ""}. ${didYouMean(meant, "Look the action up in the Service Authorization Reference.")}`,
        ...(meant === undefined ? {} : { replacement: JSON.stringify(meant) }),
      };
    }
  },
};

/** The nearest action of the service, as text; empty when none is near. */
const nearest = perText((text, services) => {
  const { service, name } = actionText(text, services);
  if (service === undefined || name === undefined) return "";
  const meant = closest(name, service.actionIndex.names);
  return meant === undefined ? "" : `${service.prefix}:${meant}`;
});
