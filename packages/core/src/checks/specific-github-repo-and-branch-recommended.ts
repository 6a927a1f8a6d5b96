import { type Check, policyChecksPage } from "../check.ts";
import { isAllow, type Statement } from "../policy/document.ts";
import { isGithubProvider, oidcKey } from "../policy/federated-principal.ts";
import { quote } from "../quote.ts";
import { rememberLast } from "../remember-last.ts";

export const specificGithubRepoAndBranchRecommended: Check = {
  id: "specific-github-repo-and-branch-recommended",
  findingType: "WARNING",
  policyTypes: ["trust"],
  title: "GitHub Actions is trusted without naming repository and branch",
  why: "A subject with a wildcard, or without a branch, admits workflows that nobody had in mind: of other repositories, of any branch that somebody pushes. Access Analyzer also reports exact subjects of an environment (`…:environment:prod`), whose protection rules it cannot see.",
  fix: "Write repository and branch out, as in `repo:octo-org/octo-repo:ref:refs/heads/main`. With an environment, name the branch in `token.actions.githubusercontent.com:ref`.",
  learnMoreLink: policyChecksPage("general-warning-specific-github-repo-and-branch-recommended"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringLike": { "token.actions.githubusercontent.com:sub": [«"repo:octo-org/octo-repo:*"», "repo:octo-org/octo-repo:ref:refs/heads/main"] } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "token.actions.githubusercontent.com:sub": «"repo:octo-org/octo-repo:environment:prod"» } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "token.actions.githubusercontent.com:sub": ["repo:octo-org/octo-repo:ref:refs/heads/main", "repo:octo-org/octo-repo:ref:refs/heads/release"] } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "token.actions.githubusercontent.com:sub": "repo:octo-org/octo-repo:environment:prod", "token.actions.githubusercontent.com:ref": "refs/heads/main" } } }] }',
  ],
  needs: ["condition"],
  *run(policy) {
    for (const { statement, lowerKey, operator, values } of policy.conditions) {
      const key = oidcKey(lowerKey);
      if (key?.claim !== "sub" || !isGithubProvider(key.provider) || !isAllow(statement)) continue;
      if (operator === undefined || operator.base.type === "Null" || operator.base.negated) continue;
      for (const value of values) {
        if (/^repo:[^:*?/]+\/[^:*?/]+:ref:refs\/(?:heads|tags)\/[^*?]+$/.test(value.value)) continue;
        if (/^repo:[^:*?/]+\/[^:*?/]+:[^*?]+$/.test(value.value) && namesBranch(statement)) continue;
        yield {
          at: value,
          details: `${quote(value.value)} does not name one repository and branch. Write both out, as in \`repo:octo-org/octo-repo:ref:refs/heads/main\`.`,
        };
      }
    }
  },
};

/** Whether a condition of the statement names the branches by themselves. */
const namesBranch = rememberLast(({ conditions }: Statement): boolean =>
  conditions.some(({ lowerKey, operator, values }) => {
    const key = oidcKey(lowerKey);
    if (key?.claim !== "ref" || !isGithubProvider(key.provider)) return false;
    if (operator?.base.type !== "String" || operator.base.negated || values.length === 0) return false;
    return values.every(({ value }) => /^refs\/(?:heads|tags)\/[^*?]+$/.test(value));
  }),
);
