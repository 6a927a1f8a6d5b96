import { isSingleValued, knownKey } from "../facts/known-condition-key.ts";
import { ownString } from "../own-string.ts";
import type { PolicyDocument } from "../policy/document.ts";
import { hasWildcard } from "../policy/pattern.ts";
import { trustActions } from "../policy/trust-action.ts";
import { services } from "../service-reference/services.ts";
import { classStep, literalSequence, type Sequence } from "./sequence.ts";

/** What a key's values can be at all, where AWS says so. */
export interface TextDomain {
  readonly sequence: Sequence;
  readonly has: (value: string) => boolean;
  readonly maxLength: number;
}

function named(character: RegExp, whole: RegExp, maxLength: number): TextDomain {
  const one = classStep(character, false);
  return { sequence: [one, one, classStep(character, true)], has: (value) => whole.test(value), maxLength };
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const textDomains: ReadonlyMap<string, TextDomain> = new Map([
  ["sts:externalid", named(/^[\w+=,.@:/-]$/, /^[\w+=,.@:/-]{2,1224}$/, 1224)],
  ["sts:rolesessionname", named(/^[\w+=,.@-]$/, /^[\w+=,.@-]{2,64}$/, 64)],
  ["sts:sourceidentity", named(/^[\w+=,.@-]$/, /^[\w+=,.@-]{2,64}$/, 64)],
]);

export function textDomain(lowerKey: string): TextDomain | undefined {
  return textDomains.get(lowerKey);
}

/** How a key's values compare, where AWS says so: `String`, `ARN`, `Bool`, `Numeric`, `Date`, `IPAddress`, `Binary`. */
export function valueType(lowerKey: string): string | undefined {
  const facts = knownKey(lowerKey, services);
  return facts.kind === "known" ? facts.key.type.replace(/^ArrayOf/, "") : undefined;
}

/**
 * Whether a request can carry several values for the key. A key that AWS does not describe can: more requests are then
 * looked at, so that "none" stays a proof. So can a service's key that some policy asks for with a set operator: the
 * pages of the services are less sure than those of the global keys and of STS.
 */
export function isMultivalued(lowerKey: string, withSetOperator: boolean): boolean {
  const facts = knownKey(lowerKey, services);
  if (!isSingleValued(facts)) return true;
  return withSetOperator && !lowerKey.startsWith("aws:") && !lowerKey.startsWith("sts:");
}

/**
 * The finitely many actions that tell trust policies apart: what a trust policy decides, and what the policies name
 * besides.
 */
export function trustActionsOf(policies: readonly PolicyDocument[]): readonly string[] {
  const byLowerName = new Map(trustActions.map((name) => [name.toLowerCase(), name]));
  for (const { statements } of policies) {
    for (const { value } of statements.flatMap(({ action, notAction }) => (action ?? notAction)?.values ?? []))
      if (!hasWildcard(value) && !byLowerName.has(value.toLowerCase())) byLowerName.set(value.toLowerCase(), value);
  }
  return byLowerName.size === trustActions.length ? trustActions : [...byLowerName.values()];
}

const actionCharacter = /^[a-z0-9_-]$/;
const word: Sequence = [classStep(actionCharacter, false), classStep(actionCharacter, true)];

/** Names of actions, in lower case: `service:name`. */
export const actionDomain: TextDomain = {
  sequence: [...word, ...literalSequence(":"), ...word],
  has: (value) => /^[a-z0-9_-]+:[a-z0-9_-]+$/.test(value),
  maxLength: 200,
};

const d = classStep(/^\d$/, false);
const account: Sequence = Array.from({ length: 12 }, () => d);
const nameCharacter = /^[\w+=,.@/-]$/;
const name: Sequence = [classStep(nameCharacter, false), classStep(nameCharacter, true)];
/**
 * A name with the path before it: `/`, or something between two slashes, which may be slashes again.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html
 */
const pathAndName: readonly Sequence[] = [
  [classStep(/^[\w+=,.@-]$/, false), classStep(nameCharacter, true)],
  [...literalSequence("//"), ...name],
];

/** The ARNs a request's principal can have; a session is taken as its role, unless a policy names the session. */
export function principalDomain(partitions: readonly string[]): {
  readonly forms: readonly Sequence[];
  readonly isPossible: (arn: string) => boolean;
} {
  return {
    forms: partitions.flatMap(principalForms),
    isPossible: (arn) => isPrincipalArn(arn) && partitions.includes(arn.slice(4, arn.indexOf(":", 4))),
  };
}

const formsByPartition = new Map<string, readonly Sequence[]>();

function principalForms(partition: string): readonly Sequence[] {
  const known = formsByPartition.get(partition);
  if (known !== undefined) return known;
  const ofIam = [...literalSequence(`arn:${partition}:iam::`), ...account];
  const ofSts = [...literalSequence(`arn:${partition}:sts::`), ...account];
  const forms = [
    [...ofIam, ...literalSequence(":root")],
    ...pathAndName.map((ending) => [...ofIam, ...literalSequence(":role/"), ...ending]),
    ...pathAndName.map((ending) => [...ofIam, ...literalSequence(":user/"), ...ending]),
    [...ofSts, ...literalSequence(":federated-user/"), ...name],
  ];
  // Partitions come from untrusted policies: the memory of them stays bounded.
  if (formsByPartition.size < 20) formsByPartition.set(ownString(partition), forms);
  return forms;
}

/** Whether an ARN names an account, a role, a user, or a federated user, in the form AWS gives them. */
export function isPrincipalArn(arn: string): boolean {
  return principalArn.test(arn);
}

const principalArn =
  /^arn:[a-z][a-z-]*:(?:iam::\d{12}:(?:root|(?:role|user)\/(?:[\w+=,.@-][\w+=,.@/-]*|\/\/[\w+=,.@/-]+))|sts::\d{12}:federated-user\/[\w+=,.@/-]+)$/;
