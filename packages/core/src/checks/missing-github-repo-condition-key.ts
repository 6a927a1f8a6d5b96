import { type Check, policyChecksPage } from "../check.ts";
import { isAllow, type Statement } from "../policy/document.ts";
import { isGithubProvider, oidcPrincipals } from "../policy/federated-principal.ts";
import { rememberLast } from "../remember-last.ts";

export const missingGithubRepoConditionKey: Check = {
  id: "missing-github-repo-condition-key",
  findingType: "SECURITY_WARNING",
  policyTypes: ["trust"],
  title: "GitHub Actions is trusted without naming the repository",
  why: "Every workflow of every repository on GitHub gets tokens of the same provider with the same audience; only the subject (`sub`) tells whose it is.",
  fix: "Add `token.actions.githubusercontent.com:sub` with repository and branch, as in `repo:octo-org/octo-repo:ref:refs/heads/main`.",
  learnMoreLink: policyChecksPage("security-warning-missing-github-repo-condition-key"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Federated": «"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"» }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com", "token.actions.githubusercontent.com:sub": "repo:octo-org/octo-repo:ref:refs/heads/main" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "gitlab.com:aud": "https://gitlab.com" } } }] }',
  ],
  needs: ["principal"],
  *run(policy) {
    for (const statement of policy.statements) {
      if (!isAllow(statement)) continue;
      for (const { value, provider } of oidcPrincipals(statement)) {
        if (!isGithubProvider(provider)) continue;
        if (keysOf(statement).has(`${provider}:sub`)) continue;
        yield {
          at: value,
          details: `Workflows of any repository on GitHub may assume the role. Add the condition key \`${provider}:sub\` with repository and branch.`,
        };
      }
    }
  },
};

const keysOf = rememberLast(
  ({ conditions }: Statement): ReadonlySet<string> => new Set(conditions.map(({ lowerKey }) => lowerKey)),
);
