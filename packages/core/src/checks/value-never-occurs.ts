import { type Check, everyPolicyType } from "../check.ts";
import { isLeftOpen } from "../policy/left-open.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";

const under = (condition: string): { readonly policyType: "scp"; readonly policy: string } => ({
  policyType: "scp",
  policy: `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": ${condition} }] }`,
});

export const valueNeverOccurs: Check = {
  id: "value-never-occurs",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "No request carries this value of the condition key",
  why: "Some keys have values of one form: `redshift:DurationSeconds` 900 to 3600, `kms:RequestAlias` a name with `alias/` before it, `redshift:ConsumerIdentifier` an account's number. With another value the condition never holds, and under a `Not` operator always.",
  fix: "Write the value in the form that the finding gives.",
  learnMoreLink: awsPage.redshiftActions,
  bad: [
    under('{ "StringEquals": { "redshift:DurationSeconds": ["900", «"7200"»] } }'),
    under('{ "StringNotEquals": { "redshift:ConsumerIdentifier": «"arn:aws:iam::739204815566:root"» } }'),
    under(
      '{ "StringEquals": { "redshift:DbUser": «"arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/etl"» } }',
    ),
    under('{ "ForAnyValue:StringEquals": { "kms:ResourceAliases": «"staging"» } }'),
    under('{ "StringEquals": { "kms:RequestAlias": «"staging"», "redshift:ConsumerArn": «"739204815566"» } }'),
    under('{ "StringNotEquals": { "s3:x-amz-server-side-encryption": «"KMS"» } }'),
    under(
      '{ "ForAnyValue:ArnEquals": { "sts:RequestContextProviders": «"arn:aws:iam::210000000001:contextProvider/IdentityCenter"» } }',
    ),
  ],
  good: [
    under('{ "StringEquals": { "redshift:DurationSeconds": "3600", "redshift:DbUser": ["etl", "${aws:username}"] } }'),
    under(
      '{ "StringLike": { "kms:RequestAlias": ["alias/staging", "*"] }, "Null": { "kms:ResourceAliases": "true" } }',
    ),
    under('{ "StringNotEquals": { "redshift:ConsumerIdentifier": ["739204815566", "ADX"] } }'),
    under('{ "StringEquals": { "s3:x-amz-server-side-encryption": ["AES256", "aws:kms", "aws:kms:dsse"] } }'),
    under(
      '{ "ForAllValues:ArnEquals": { "sts:RequestContextProviders": "arn:aws:iam::aws:contextProvider/IdentityCenter" } }',
    ),
  ],
  needs: ["closed-key"],
  *run(policy) {
    for (const { lowerKey, key, operator, values } of policy.conditions) {
      const form = forms.get(lowerKey);
      const type = operator?.base.type;
      if (form === undefined || (type !== "String" && type !== "Arn")) continue;
      for (const value of values) {
        const text = value.value;
        if (text === "" || isLeftOpen(text) || form.fits.test(text)) continue;
        const effect = operator?.base.negated === true ? "always differs" : "never matches";
        yield {
          at: value,
          details: `${quoteWhole(key)} carries ${form.words}, and ${quoteWhole(text)} is none, so it ${effect}. Write such a value.`,
        };
      }
    }
  },
};

interface Form {
  readonly fits: RegExp;
  readonly words: string;
}

/**
 * By key in lower case; `key-feature.ts` knows the same keys.
 * https://docs.aws.amazon.com/redshift/latest/APIReference/API_GetClusterCredentials.html
 * https://docs.aws.amazon.com/redshift/latest/APIReference/API_AuthorizeDataShare.html
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
 */
const forms: ReadonlyMap<string, Form> = new Map([
  ["kms:requestalias", { fits: /^alias\//, words: "a name such as `alias/staging`" }],
  ["kms:resourcealiases", { fits: /^alias\//, words: "names such as `alias/staging`" }],
  ["redshift:consumerarn", { fits: /^arn:/, words: "an ARN" }],
  [
    "redshift:consumeridentifier",
    { fits: /^(?!arn:|\d{4}-\d{4}-\d{4}$)/, words: "the 12 digits of an account, or `ADX`" },
  ],
  ["redshift:dbuser", { fits: /^(?!arn:)/, words: "the name of a database user" }],
  ["redshift:durationseconds", { fits: /^(?:9\d\d|[12]\d{3}|3[0-5]\d\d|3600)$/, words: "seconds from 900 to 3600" }],
  [
    "s3:x-amz-server-side-encryption",
    { fits: /^(?:AES256|aws:(?:fsx|kms(?::dsse)?))$/i, words: "`AES256`, `aws:kms` or `aws:kms:dsse`" },
  ],
  [
    "sts:requestcontextproviders",
    {
      fits: /^arn:[^:]*:iam::aws:contextProvider\//,
      words: "an ARN such as `arn:aws:iam::aws:contextProvider/IdentityCenter`",
    },
  ],
]);
