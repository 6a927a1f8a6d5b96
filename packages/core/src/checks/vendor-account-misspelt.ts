import type { Check } from "../check.ts";
import { trusting } from "../example-text.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { roleGrants } from "../redshift/role-grant.ts";
import { type Vendor, vendorOf, vendors } from "../redshift/vendors.ts";

const externalId = '{ "StringEquals": { "sts:ExternalId": "7d0c5f5e-org" } }';

export const vendorAccountMisspelt: Check = {
  id: "vendor-account-misspelt",
  findingType: "SECURITY_WARNING",
  policyTypes: ["trust"],
  title: "The account is almost a vendor's",
  why: "An account's number has no check digit: with one digit wrong, or two swapped, it is somebody else's. The vendor cannot assume the role, and a stranger may.",
  fix: "Copy the number from the vendor's page.",
  learnMoreLink: awsPage.thirdParty,
  bad: [
    trusting('{ "AWS": «"arn:aws:iam::568237466524:root"» }', externalId),
    trusting('{ "AWS": ["422074288268", «"834469178279"»] }', externalId),
    trusting('{ "AWS": «"arn:aws:iam::094410056845:user/delegated_access_user"» }', externalId),
  ],
  good: [
    trusting('{ "AWS": "arn:aws:iam::568237466542:root" }', externalId),
    trusting('{ "AWS": "arn:aws:iam::568237466000:root" }', externalId),
    trusting('{ "AWS": "arn:aws-us-gov:iam::568237466524:root" }', externalId),
  ],
  needs: ["principal"],
  *run(policy) {
    for (const { aws } of roleGrants(policy)) {
      for (const { value, account, partition } of aws) {
        if (account === undefined || vendorOf(account, partition) !== undefined) continue;
        const meant = (partition ?? "aws") === "aws" ? nearestVendor(account) : undefined;
        if (meant === undefined) continue;
        yield {
          at: value,
          details: `Account ${quoteWhole(account)} is nobody's that is known here, and ${meant.name}'s is \`${meant.account}\`: with a digit wrong, a stranger can assume the role. Copy the number from ${meant.name}'s page.`,
          replacement: JSON.stringify(value.value.replace(account, meant.account)),
        };
      }
    }
  },
};

function nearestVendor(account: string): Vendor | undefined {
  return vendors.find((vendor) => isOneSlipFrom(account, vendor.account));
}

/** One digit is another, or two neighbours are swapped. */
function isOneSlipFrom(account: string, meant: string): boolean {
  const differing: number[] = [];
  for (let i = 0; i < meant.length && differing.length < 3; i++) if (account[i] !== meant[i]) differing.push(i);
  const [first = 0, second] = differing;
  if (second === undefined) return differing.length === 1;
  return (
    differing.length === 2 &&
    second === first + 1 &&
    account[first] === meant[second] &&
    account[second] === meant[first]
  );
}
