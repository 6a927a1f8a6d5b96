import type { Check } from "../check.ts";
import { isAllow } from "../policy/document.ts";
import { matchesPatternIgnoringCase } from "../policy/pattern.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { allowing } from "../redshift/example-text.ts";

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
  ],
  good: [
    allowing(`${redshift}, "Action": ["sts:AssumeRole", "sts:TagSession"]`),
    allowing(`${redshift}, "Action": "sts:*"`),
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", ${redshift}, "Action": "sts:AssumeRole" }, { "Effect": "Allow", ${redshift}, "Action": "sts:TagSession" }] }`,
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", ${redshift}, "Action": "sts:TagSession" }] }`,
  ],
  *run({ statements }) {
    const allowed = statements.filter(isAllow);
    const actions = allowed.flatMap(({ action }) => action?.values ?? []);
    const [first] = actions;
    if (first === undefined || allowed.some(({ action }) => action === undefined)) return;
    if (actions.some(({ value }) => assuming.some((name) => matchesPatternIgnoringCase(value, name)))) return;
    // Of a misspelt name another check speaks.
    if (!actions.every(({ value }) => besides.has(value.toLowerCase()))) return;
    yield {
      at: first,
      details: "No statement allows an action that assumes the role, so nobody can use it. Add `sts:AssumeRole`.",
    };
  },
};

const assuming = ["sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"];

const besides: ReadonlySet<string> = new Set(["sts:setcontext", "sts:setsourceidentity", "sts:tagsession"]);
