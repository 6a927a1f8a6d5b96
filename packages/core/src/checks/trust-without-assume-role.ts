import type { Check } from "../check.ts";
import { allowing } from "../example-text.ts";
import { assumeRoleActions, namedPrincipals } from "../policy/assume-role-action.ts";
import { isAllow, nameOf, type Statement } from "../policy/document.ts";
import { matchesPatternIgnoringCase } from "../policy/pattern.ts";
import { awsPage } from "../redshift/aws-page.ts";

const redshift = '"Principal": { "Service": "redshift.amazonaws.com" }';

export const trustWithoutAssumeRole: Check = {
  id: "trust-without-assume-role",
  findingType: "ERROR",
  policyTypes: ["trust"],
  title: "No statement allows the role to be assumed",
  why: "`sts:TagSession`, `sts:SetSourceIdentity` and `sts:SetContext` are allowed beside `sts:AssumeRole`, not instead of it. Without an action that assumes the role nobody can use it.",
  fix: "Add `sts:AssumeRole`, for identity providers `sts:AssumeRoleWithSAML` or `sts:AssumeRoleWithWebIdentity`.",
  learnMoreLink: awsPage.sessionTags,
  bad: [
    allowing(`${redshift}, "Action": [«"sts:TagSession"», "sts:SetSourceIdentity"]`),
    allowing(`${redshift}, "Action": «"sts:SetContext"»`),
    allowing(`${redshift}, «"NotAction"»: "sts:AssumeRole"`),
    allowing('"Principal": "*", «"NotAction"»: "sts:Assume*"'),
    allowing(
      '"Principal": { "Federated": "arn:aws:iam::210000000001:saml-provider/Okta" }, "Action": «"sts:TagSession"»',
    ),
  ],
  good: [
    allowing(`${redshift}, "Action": ["sts:AssumeRole", "sts:TagSession"]`),
    allowing(`${redshift}, "Action": "sts:*"`),
    allowing(`${redshift}, "NotAction": "sts:AssumeRoleWithSAML"`),
    allowing('"Principal": "*", "NotAction": "sts:AssumeRole"'),
    allowing(
      '"Principal": { "Federated": "arn:aws:iam::210000000001:saml-provider/Okta" }, "NotAction": "sts:AssumeRole"',
    ),
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", ${redshift}, "Action": "sts:AssumeRole" }, { "Effect": "Allow", ${redshift}, "Action": "sts:TagSession" }] }`,
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", ${redshift}, "Action": "sts:TagSession" }] }`,
  ],
  *run({ statements }) {
    const allowed = statements.filter(isAllow);
    const actions = allowed.flatMap(({ action }) => action?.values ?? []);
    const [first] = actions;
    const shut = allowed.find(isShut);
    if (shut?.notAction !== undefined && allowed.length === 1) {
      yield { at: nameOf(shut.notAction), details: sentenceFor(shut) };
      return;
    }
    const [statement] = allowed;
    if (first === undefined || statement === undefined || allowed.some(({ action }) => action === undefined)) return;
    if (actions.some(({ value }) => assumeRoleActions.some((name) => matchesPatternIgnoringCase(value, name)))) return;
    // Of a misspelt name another check speaks.
    if (!actions.every(({ value }) => besides.has(value.toLowerCase()))) return;
    yield {
      at: first,
      details: sentenceFor(statement),
    };
  },
};

/** Whether its `NotAction` leaves out the action that each of its principals assumes a role with. */
function isShut(statement: Statement): boolean {
  const { principal, notAction } = statement;
  if (notAction === undefined) return false;
  const isLeftOut = (action: string): boolean =>
    notAction.values.some(({ value }) => matchesPatternIgnoringCase(value, action));
  const named = namedPrincipals(statement);
  const namesEveryone = principal?.entries.some(({ values }) => values.some(({ value }) => value === "*"));
  // Everyone may use each of the three.
  if (named.length === 0 || namesEveryone) return assumeRoleActions.every(isLeftOut);
  return named.every(({ action }) => action !== undefined && isLeftOut(action));
}

function sentenceFor({ principal, notAction }: Statement): string {
  const federated = principal?.entries.find(({ type }) => type === "Federated")?.values[0]?.value;
  const isSaml = federated?.includes(":saml-provider/") === true;
  const needed =
    federated === undefined ? "sts:AssumeRole" : isSaml ? "sts:AssumeRoleWithSAML" : "sts:AssumeRoleWithWebIdentity";
  const why = notAction === undefined ? "" : ", since `NotAction` leaves it out";
  return `No statement allows an action that assumes the role${why}, so nobody can use it. ${notAction === undefined ? "Add" : "Allow"} \`${needed}\`.`;
}

const besides: ReadonlySet<string> = new Set(["sts:setcontext", "sts:setsourceidentity", "sts:tagsession"]);
