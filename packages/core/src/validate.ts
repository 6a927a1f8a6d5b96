import { checkPolicy, locationContext } from "./check-policy.ts";
import { byPlace } from "./finding.ts";
import { noPolicy, notAnalysed, tooDeep } from "./not-analysed.ts";
import { type ParseOptions, parseText, toPolicy } from "./parse-policy.ts";
import { reasonNotToRead } from "./reason-not-to-read.ts";
import type { Outcome } from "./report.ts";
import type { Node } from "./syntax/node.ts";
import { requireDay, requireText, requireTypes } from "./wrong-use.ts";

/** What the caller knows about the text, and the day. */
export interface ValidateOptions extends ParseOptions {
  /** The caller's day, `YYYY-MM-DD`: 90 days after that of the service data, an unknown name is worded with care. */
  readonly today?: string;
}

/**
 * Checks one policy. Never throws on a bad text: it ends as findings, or as not analysed with the reason. Throws a
 * TypeError for unknown or contradictory options.
 */
export function validatePolicy(text: string, options: ValidateOptions = {}): Outcome {
  requireText(text);
  requireTypes(options);
  requireDay(options.today);
  const subject = options.file ?? "policy";
  const unreadable = reasonNotToRead(text);
  if (unreadable !== undefined) return notAnalysed(subject, unreadable, options.file);
  const parsed = parseText(text, options);
  if (parsed.tooDeep !== undefined) return tooDeep(subject, text, parsed.tooDeep, options.file);
  const { root, problems, plainJson } = parsed;
  if (root === undefined || (options.policyType === undefined && !hasPolicyElement(root)))
    return noPolicy(subject, parsed, options.file);
  const { policy, policyType, policyTypeReason } = toPolicy(root, text, { ...options, problems, plainJson });
  const findings = checkPolicy(policy, locationContext(policy, options.file), options).sort(byPlace);
  return { kind: "analysed", subject, policyType, policyTypeReason, findings };
}

function hasPolicyElement(root: Node): boolean {
  return root.kind === "object" && root.members.some(({ key }) => /^(version|id|statement)$/i.test(key.value));
}
