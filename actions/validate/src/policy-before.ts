import {
  type PolicyDocument,
  type PolicyInFile,
  type Reason,
  standTogether,
  type UnreadInFile,
} from "@redshift-guard/core";

/** What a policy is compared with. */
export type PolicyBefore =
  | {
      readonly kind: "policy";
      readonly policy: PolicyDocument;
      /** In words, as the beginning of a sentence. */
      readonly name: string;
      /** Whether it stands in for an earlier version, because there is none. */
      readonly isReference: boolean;
    }
  /** It is new, and no reference stands in. */
  | { readonly kind: "none" }
  /** The base has a text for it that does not tell what was allowed. */
  | { readonly kind: "untold"; readonly because: string }
  | { readonly kind: "fault"; readonly reason: Reason };

/** Of a policy of the base: the same one, or what stood at a place that takes the policy now. */
export function toBefore(now: PolicyInFile, place = ""): (policy: PolicyInFile) => PolicyBefore {
  const taken = place === "" ? "" : `, which was used for \`${place}\`,`;
  return ({ name, subject, policy }) => ({
    kind: "policy",
    policy,
    name: name === now.name ? "The base branch's policy" : `The base branch's policy \`${name ?? subject}\`${taken}`,
    isReference: false,
  });
}

/**
 * The earlier ones that are deployed with the same values as the policy, else all of them; undefined where there was
 * none.
 */
export function together(
  { variant }: PolicyInFile,
  read: readonly PolicyInFile[],
  toBefore: (policy: PolicyInFile) => PolicyBefore,
  unread: readonly UnreadInFile[],
): readonly [PolicyBefore, ...PolicyBefore[]] | undefined {
  const all = [
    ...read.map((one) => ({ one, before: toBefore(one) })),
    ...unread.map((one) => ({
      one,
      before: { kind: "untold", because: one.outcome.finding.findingDetails } satisfies PolicyBefore,
    })),
  ];
  const deployed = all.filter(({ one }) => standTogether(variant, one.variant));
  const [first, ...others] = (deployed.length > 0 ? deployed : all).map(({ before }) => before);
  return first === undefined ? undefined : [first, ...others];
}
