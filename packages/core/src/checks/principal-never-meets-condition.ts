import type { Check } from "../check.ts";
import { trusting } from "../example-text.ts";
import { patternsOverlap } from "../facts/pattern-overlap.ts";
import { isAccountId, parseArn } from "../policy/arn.ts";
import { asksForValues } from "../policy/asks-for-values.ts";
import { type AwsPrincipal, readAwsPrincipal } from "../policy/aws-principal.ts";
import { type Condition, isAllow, type PolicyDocument, type Statement } from "../policy/document.ts";
import { holdsWithoutKey } from "../policy/holds-without-key.ts";
import { isLeftOpen, openAsStars } from "../policy/left-open.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { rememberEach } from "../remember-each.ts";

export const principalNeverMeetsCondition: Check = {
  id: "principal-never-meets-condition",
  findingType: "ERROR",
  policyTypes: ["trust", "resource"],
  title: "A principal that the statement's conditions rule out",
  why: "The principal's account and ARN are what `aws:PrincipalAccount` and `aws:PrincipalArn` carry. When the statement asks for another account or another role, nobody of that principal meets it.",
  fix: "Make `Principal` and the condition agree.",
  learnMoreLink: awsPage.conditionKeys,
  bad: [
    {
      policyType: "trust",
      policy: trusting(
        '{ "AWS": [«"arn:aws:iam::210000000001:root"», "arn:aws:iam::210000000002:root"] }',
        '{ "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::210000000002:role/etl-*" } }',
      ),
    },
    {
      policyType: "trust",
      policy: trusting(
        '{ "AWS": «"210000000001"» }',
        '{ "StringEquals": { "aws:PrincipalAccount": ["210000000002", "210000000003"] } }',
      ),
    },
    {
      policyType: "trust",
      policy: trusting(
        '{ "AWS": «"arn:aws:iam::210000000001:role/etl"» }',
        '{ "ArnEquals": { "aws:PrincipalArn": "arn:aws:iam::210000000001:role/reporting" } }',
      ),
    },
  ],
  good: [
    {
      policyType: "trust",
      policy: trusting(
        '{ "AWS": ["arn:aws:iam::210000000001:root", "arn:aws:iam::210000000002:root"] }',
        '{ "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::*:role/etl-*" }, "StringEquals": { "aws:PrincipalAccount": ["210000000001", "210000000002"] } }',
      ),
    },
    {
      policyType: "trust",
      policy: trusting(
        '{ "AWS": ["*", "arn:aws:iam::210000000001:role/etl", "<account>"], "Service": "redshift.amazonaws.com" }',
        '{ "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::210000000001:role/e?l" } }',
      ),
    },
    {
      policyType: "trust",
      policy: trusting(
        '{ "AWS": "210000000001" }',
        '{ "StringNotEquals": { "aws:PrincipalAccount": "210000000001" }, "StringEqualsIfExists": { "aws:PrincipalAccount": "210000000002" } }',
      ),
    },
  ],
  contradiction: true,
  needs: ["principal", "condition"],
  *run(policy) {
    for (const [statement, asked] of strictStatements(policy)) {
      const ruledOutOf = rememberEach((text) => ({ by: asked.find((one) => isRuledOut(text, one)) }));
      for (const entry of statement.principal?.entries ?? []) {
        if (entry.type !== "AWS") continue;
        for (const value of entry.values) {
          const ruledOut = ruledOutOf(value.value).by?.condition;
          if (ruledOut === undefined) continue;
          yield {
            at: value,
            details: `The statement asks for ${quoteWhole(ruledOut.values[0]?.value ?? "")} under ${quoteWhole(ruledOut.key)}, which nobody of ${quoteWhole(value.value)} is, so for this principal it allows nothing. Make them agree.`,
            related: [{ at: ruledOut.member.key, label: "the condition" }],
          };
        }
      }
    }
  },
};

/** More, or longer ones, are not compared. */
const mostConditions = 3;
const mostValues = 50;

interface Asked {
  readonly condition: Condition;
  readonly patterns: readonly string[];
}

/** The Allows with conditions that ask for certain principals, with those conditions. */
function* strictStatements({ statements }: PolicyDocument): Iterable<readonly [Statement, readonly Asked[]]> {
  for (const statement of statements) {
    if (!isAllow(statement)) continue;
    const strict = statement.conditions.filter(isStrict).slice(0, mostConditions);
    const asked = strict.map((condition) => ({
      condition,
      patterns: condition.values.map(({ value }) => asPattern(value)),
    }));
    if (asked.length > 0) yield [statement, asked];
  }
}

function isStrict(condition: Condition): boolean {
  const { lowerKey, values } = condition;
  if (lowerKey !== "aws:principalarn" && lowerKey !== "aws:principalaccount") return false;
  // What is no account's number is another check's.
  if (lowerKey === "aws:principalaccount" && !values.some(({ value }) => isAccountId(value) || isLeftOpen(value)))
    return false;
  return asksForValues(condition) && !holdsWithoutKey(condition) && values.length > 0 && values.length <= mostValues;
}

function isRuledOut(text: string, { condition, patterns }: Asked): boolean {
  const principal = readAwsPrincipal(text);
  const { kind, account } = principal;
  if (account === undefined || kind === "other" || kind === "anyone") return false;
  if (condition.lowerKey === "aws:principalaccount")
    return !patterns.some((pattern) => patternsOverlap(account, pattern));
  return !patterns.some((pattern) => mayBe(text, principal, pattern));
}

/** Whether the principal may have an ARN that the pattern matches. A session's ARN is another check's. */
function mayBe(text: string, { kind, account = "" }: AwsPrincipal, pattern: string): boolean {
  if (kind === "role" || kind === "user") return patternsOverlap(text, pattern);
  const arn = parseArn(pattern);
  return arn === undefined || patternsOverlap(account, arn.account);
}

function asPattern(text: string): string {
  return isLeftOpen(text) ? openAsStars(text) : text;
}
