import type { PolicyDocument } from "../policy/document.ts";

const mentions = new WeakMap<PolicyDocument, boolean>();

/** Whether the text can speak of Redshift at all; one with escapes may. Most policies do not, and checks end here. */
export function mentionsRedshift(policy: PolicyDocument): boolean {
  let answer = mentions.get(policy);
  if (answer === undefined) {
    answer = /redshift|\\/i.test(policy.text);
    mentions.set(policy, answer);
  }
  return answer;
}
