import { parseArn } from "../policy/arn.ts";
import { TooComplex } from "./budget.ts";
import { admits, type Constraint, within } from "./constraint.ts";
import { hasPrincipals } from "./document-fault.ts";
import type { Grant } from "./grant.ts";
import { exactLanguage } from "./language.ts";
import { type Found, type Pair, type SearchOptions, searchCase } from "./pair.ts";
import { otherAccounts } from "./probe.ts";
import type { RequestPrincipal } from "./request.ts";

/** A fraction of a comparison's own: what was found stands without it. */
const maxWork = 50_000;

/** How callers of a kind get the role itself. No request is made in another way, whatever a policy allows. */
const assuming = {
  AWS: exactLanguage(["sts:assumerole"]),
  Service: exactLanguage(["sts:assumerole"]),
  Federated: exactLanguage(["sts:assumerolewithwebidentity", "sts:assumerolewithsaml"]),
} as const;

/** What all of them can pass to it. */
const passing = exactLanguage(["sts:tagsession", "sts:setsourceidentity", "sts:setcontext"]);

/**
 * Of all that a reader could be shown in place of what was found, the worst: anybody before an account that the expected
 * policy does not name, that before the others; the role itself before what is passed to it, and both before what nobody
 * can ask for. Callers of a worse kind were searched before: cases come in that order.
 */
export function worstOf(pair: Pair, found: Found, options: SearchOptions): Found {
  if (!hasPrincipals(pair.type)) return found;
  const kind = kindOf(found);
  const cases = pair.cases.sure.filter((caller) => kindOf({ caller }) === kind);
  const limited: Pair = { ...pair, space: { ...pair.space, budget: { left: maxWork } } };
  try {
    for (const limits of limitsFor(pair, found)) {
      for (const caller of cases) {
        const worse = searchCase(limited, caller, options, limits);
        if (worse !== undefined) return { ...worse, space: pair.space };
      }
    }
  } catch (error) {
    if (!(error instanceof TooComplex)) throw error;
  }
  return found;
}

function kindOf({ caller }: Pick<Found, "caller">): RequestPrincipal["type"] {
  return caller.fixed?.type ?? "AWS";
}

/** What to look for, the worst first; nothing where what was found is that already. */
function* limitsFor(pair: Pair, found: Found): Iterable<readonly Constraint[]> {
  const kind = kindOf(found);
  const ways = [within("action", assuming[kind]), within("action", passing)];
  const actions = pair.type === "trust" ? [...ways.map((way) => [way]), []] : [[]];
  if (kind === "AWS") {
    for (const callers of [strangers(pair), foreigners(pair)])
      if (callers !== undefined) for (const action of actions) yield [...action, callers];
  }
  if (pair.type !== "trust") return;
  const example = found.box.get("action")?.example ?? "absent";
  for (const way of ways) {
    if (example !== "absent" && admits(way, example)) return;
    yield [way];
  }
}

/** An account that neither policy names. */
function strangers({ actual, expected }: Pair): Constraint | undefined {
  if (!actual.some(({ denies, principals }) => !denies && principals.some(({ kind }) => kind === "anyone")))
    return undefined;
  const known = new Set([...actual, ...expected].flatMap(named).map(({ account }) => account));
  const account = otherAccounts.find((id) => !known.has(id));
  if (account === undefined) return undefined;
  return within(
    "principal",
    exactLanguage(["aws", "aws-us-gov", "aws-cn"].map((partition) => `arn:${partition}:iam::${account}:root`)),
  );
}

/** What `actual` names of accounts that the expected policy lets in nowhere. Values written out cost next to nothing. */
function foreigners({ actual, expected }: Pair): Constraint | undefined {
  const allowed = (grants: readonly Grant[]) => grants.filter(({ denies }) => !denies).flatMap(named);
  const known = new Set(allowed(expected).map(({ account }) => account));
  const others = allowed(actual).filter(({ account }) => !known.has(account));
  return others.length === 0 ? undefined : within("principal", exactLanguage(others.map(({ arn }) => arn)));
}

interface Named {
  readonly account: string;
  readonly arn: string;
}

function named({ principals }: Grant): Named[] {
  return principals.flatMap((one): Named | readonly Named[] => {
    if (one.kind === "account") return { account: one.account, arn: `arn:${one.partition}:iam::${one.account}:root` };
    const account = one.kind === "exact" && one.type === "AWS" ? parseArn(one.id)?.account : undefined;
    return one.kind !== "exact" || account === undefined ? [] : { account, arn: one.id };
  });
}
