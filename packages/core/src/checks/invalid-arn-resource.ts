import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import type { ResourceArn } from "../facts/resource-arns.ts";
import { unfittingArns } from "../facts/unfitting-arns.ts";
import { quote, quoteWhole } from "../quote.ts";
import { inItsNamespace, withItsSeparator } from "../redshift/mended-arn.ts";
import { readRedshiftArn } from "../redshift/resource-type.ts";
import type { ServiceReference } from "../service-reference/service-reference.ts";

export const invalidArnResource: Check = {
  id: "invalid-arn-resource",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "The last field of a resource ARN fits no kind of resource",
  why: "The service is known, but it has no resources with ARNs of this form. The statement then matches no resource, so that what was meant to be allowed or denied is not.",
  fix: "Write the ARN as the service's page of the Service Authorization Reference has it. Some services part type and name with a colon, others with a slash.",
  learnMoreLink: policyChecksPage("error-invalid-arn-resource"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:PauseCluster", "Resource": «"arn:aws:redshift:us-east-1:111122223333:cluster/sales"» }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "iam:GetRole", "Resource": ["*", «"arn:aws:iam::111122223333:etl"»] }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": «"arn:aws:s3:::"» }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:PauseCluster", "Resource": ["arn:aws:redshift:us-east-1:111122223333:cluster:sales", "arn:aws:redshift:us-east-1:111122223333:*", "arn:aws:logs:*:*:/aws-glue/*"] }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "*", "Resource": ["arn:aws:cloudformation:us-east-1:aws:transform/Serverless-2016-10-31", "arn:aws:backup:us-east-1:111122223333:recovery-point:1EB3B5E7", "arn:aws:sts::111122223333:federated-user/etl"] }] }',
  ],
  needs: ["odd-resource"],
  *run(policy, services) {
    for (const arn of unfittingArns(policy, services)) {
      const told = `${quote(arn.resource)} in ${quote(arn.value.value)} fits no kind of resource of ${quote(arn.service)}.`;
      const redshift = readRedshiftArn(arn.value);
      const mended = redshift && (inItsNamespace(redshift) ?? withItsSeparator(redshift));
      if (mended === undefined) yield { at: arn.value, details: `${told} ${adviceOn(arn, services)}` };
      else {
        yield {
          at: arn.value,
          details: `${told} ${mended.reason}: write ${quoteWhole(mended.meant)}.`,
          ...(mended.isCertain ? { replacement: JSON.stringify(mended.meant) } : {}),
        };
      }
    }
  },
};

function adviceOn(arn: ResourceArn, services: ServiceReference): string {
  const format = formatOfKind(arn, services);
  return format === undefined
    ? "Compare it with the formats in the Service Authorization Reference."
    : `Write it as \`${format.replaceAll(/\$\{(\w+)\}/g, "<$1>")}\`.`;
}

/** The format of the kind that the resource's first word is, where one of the service's is. */
function formatOfKind({ service, resource }: ResourceArn, services: ServiceReference): string | undefined {
  const word = /^[A-Za-z][A-Za-z-]*(?=[:/]|$)/.exec(resource)?.[0];
  if (word === undefined) return undefined;
  const formats = [...(services.service(service)?.resourceTypes.values() ?? [])].map(({ arn }) => arn);
  const fitting = formats.filter((format) => {
    const last = format.split(":").slice(5).join(":");
    return last.startsWith(word) && /^[:/]/.test(last.slice(word.length));
  });
  // The others are parts of what the shortest names.
  return fitting.sort((a, b) => a.length - b.length)[0];
}
