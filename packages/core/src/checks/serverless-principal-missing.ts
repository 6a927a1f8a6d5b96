import type { Check } from "../check.ts";
import { trusting } from "../example-text.ts";
import { sourceAccounts, sourceArns } from "../policy/source-key.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { type RoleGrant, roleGrants } from "../redshift/role-grant.ts";
import type { Range } from "../syntax/node.ts";

export const serverlessPrincipalMissing: Check = {
  id: "serverless-principal-missing",
  findingType: "WARNING",
  policyTypes: ["trust"],
  title: "Redshift Serverless needs both service principals",
  why: "For Redshift Serverless, AWS asks that the role trust `redshift-serverless.amazonaws.com` and `redshift.amazonaws.com`. With one of them, some features cannot assume the role. (AWS's confused-deputy sample for Serverless trusts only the first; that form is left alone.)",
  fix: "List both names in `Service`.",
  learnMoreLink: awsPage.serverlessRole,
  bad: [
    trusting('{ "Service": «"redshift-serverless.amazonaws.com"» }'),
    trusting(
      '{ "Service": "redshift.amazonaws.com" }',
      '{ "StringEquals": { "sts:ExternalId": «"arn:aws:redshift:us-west-2:210000000001:dbuser:serverless-210000000001-5d7c5b7e-2d36-4a51-9f63-6a2a9f4c1d20/etl"» } }',
    ),
    trusting(
      '{ "Service": "redshift.amazonaws.com" }',
      '{ "StringLike": { "sts:ExternalId": «"arn:aws:redshift:us-west-2:210000000001:dbuser:serverless-*/*"» } }',
    ),
  ],
  good: [
    trusting('{ "Service": ["redshift-serverless.amazonaws.com", "redshift.amazonaws.com"] }'),
    trusting('{ "Service": "redshift.amazonaws.com" }'),
    trusting('{ "Service": ["dms.amazonaws.com", "redshift-serverless.amazonaws.com"] }'),
    trusting(
      '{ "Service": "redshift-serverless.amazonaws.com" }',
      '{ "ArnLike": { "aws:SourceArn": "arn:aws:redshift-serverless:us-west-2:210000000001:workgroup/my-workgroup" }, "StringEquals": { "aws:SourceAccount": "210000000001" } }',
    ),
  ],
  *run(policy) {
    const grants = roleGrants(policy);
    if (grants.some(({ otherServices }) => otherServices.some(({ value }) => value === migrationService))) return;
    const provisioned = grants.some(({ redshift }) => redshift.some(({ service }) => service === "redshift"));
    const serverless = grants.some(({ redshift }) => redshift.some(({ service }) => service === "redshift-serverless"));
    if (provisioned === serverless) return;
    for (const grant of grants) {
      const at = serverless ? serverlessAlone(grant) : serverlessSign(grant);
      if (at === undefined) continue;
      const missing = serverless ? "redshift.amazonaws.com" : "redshift-serverless.amazonaws.com";
      const sign = serverless ? "" : " This names a Serverless workgroup.";
      yield {
        at,
        details: `AWS asks for both \`redshift-serverless.amazonaws.com\` and \`redshift.amazonaws.com\` in the trust of a role for Redshift Serverless.${sign} Add \`${missing}\`.`,
      };
    }
  },
};

/**
 * AWS DMS has Serverless as a target through a role that trusts it and Serverless's own principal.
 * https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Target.Redshift.html
 */
const migrationService = "dms.amazonaws.com";

function serverlessAlone({ redshift, statement }: RoleGrant): Range | undefined {
  if (sourceArns(statement).length > 0 || sourceAccounts(statement).length > 0) return undefined;
  // A name that is not the documented one has a finding of its own.
  return redshift.find(
    ({ service, region, chinaSuffix }) => service === "redshift-serverless" && region === undefined && !chinaSuffix,
  )?.value;
}

function serverlessSign({ redshift, users, statement }: RoleGrant): Range | undefined {
  if (!redshift.some(({ service }) => service === "redshift")) return undefined;
  const user = users.find(({ serverless, cluster }) => serverless !== undefined || cluster.startsWith("serverless-*"));
  return user?.value ?? sourceArns(statement).find(({ service }) => service === "redshift-serverless")?.value;
}
