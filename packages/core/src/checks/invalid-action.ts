import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { type NamedAction, unknownActions } from "../facts/named-actions.ts";
import { isUnknown, suggestion } from "../facts/unknown-name.ts";
import { hasWildcard } from "../policy/pattern.ts";
import { didYouMean } from "../service-reference/did-you-mean.ts";
import type { Service } from "../service-reference/service-reference.ts";

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
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["redshift:getclustercredentials", "s3:Get*", "*", "s3:*"], "Resource": "*" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "no-such-service:DoIt", "Resource": "*" }] }',
  ],
  *run(policy, services) {
    for (const named of unknownActions(policy, services)) {
      if (named.service === undefined && (named.name !== undefined || hasWildcard(named.prefix))) continue;
      const meant = named.service === undefined || named.wildcard ? undefined : nearest(named, named.service);
      yield {
        at: named.value.node,
        details: `The action \`${named.value.value}\` ${isUnknown(services)}${named.name === undefined ? ": a service and a colon must stand before it" : ""}. ${suggestion(meant, "Look the action up in the Service Authorization Reference.")}`,
        ...(meant === undefined ? {} : { replacement: JSON.stringify(meant) }),
      };
    }
  },
};

function nearest(named: NamedAction, service: Service): string | undefined {
  const names = [...service.actions.values()].map(({ name }) => name);
  const meant = didYouMean(named.name ?? "", names);
  return meant === undefined ? undefined : `${service.prefix}:${meant}`;
}
