import type { Check } from "../check.ts";
import { allowing } from "../example-text.ts";
import { isAllow, type PolicyDocument, type Value, type ValueList } from "../policy/document.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { allows } from "../redshift/redshift-action.ts";
import { rememberEach } from "../remember-each.ts";

const onStaging = (action: string, resource: string): string =>
  allowing(`"Action": ${action}, "Resource": ${resource}`);

export const s3ActionWithoutItsResource: Check = {
  id: "s3-action-without-its-resource",
  findingType: "ERROR",
  policyTypes: ["identity", "session", "resource", "endpoint"],
  title: "An action on buckets names only objects, or one on objects only buckets",
  why: "`COPY` lists the bucket and reads its objects. `s3:ListBucket` is allowed on the bucket's ARN, `arn:aws:s3:::staging`, and `s3:GetObject` on that of the objects, `arn:aws:s3:::staging/*`. On the other one each is denied.",
  fix: "Name the bucket and its objects, or give each action the one it needs.",
  learnMoreLink: awsPage.s3Actions,
  bad: [
    onStaging('["s3:GetObject", «"s3:ListBucket"»]', '"arn:aws:s3:::staging/*"'),
    onStaging(
      '["s3:GetObject", «"s3:ListBucket"», "kms:Decrypt"]',
      '["arn:aws:s3:::staging/*", "arn:aws:kms:us-west-2:210000000001:key/5d7c5b7e-2d36-4a51-9f63-6a2a9f4c1d20"]',
    ),
    onStaging('[«"s3:GetObject"», "s3:ListBucket"]', '["arn:aws:s3:::staging", "arn:aws:s3:::reports"]'),
  ],
  good: [
    onStaging('["s3:GetObject", "s3:ListBucket"]', '["arn:aws:s3:::staging", "arn:aws:s3:::staging/*"]'),
    onStaging('["s3:GetObject", "s3:ListBucket"]', '"arn:aws:s3:::staging*"'),
    onStaging('["s3:GetObject", "s3:ListBucket"]', '"*"'),
    onStaging('"s3:GetObject"', '"arn:aws:s3:us-west-2:210000000001:accesspoint/etl/object/*"'),
    onStaging('"s3:GetObject"', '"arn:aws:s3:::<bucket-and-prefix>"'),
    onStaging('"s3:ListBucket"', '"arn:aws:s3:::${aws:PrincipalTag/bucket}"'),
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket"], "Resource": "arn:aws:s3:::staging/*" }, { "Effect": "Allow", "Action": "s3:List*", "Resource": "arn:aws:s3:::staging" }] }`,
  ],
  needs: ["s3-arn"],
  *run(policy) {
    const isAllowed = rememberEach((name) => isAllowedSomewhere(policy, name, kinds.get(name) ?? 0));
    for (const statement of policy.statements) {
      const { action, resource } = statement;
      if (action === undefined || resource === undefined || resource.values.length === 0 || !isAllow(statement))
        continue;
      const named = kindsIn(resource);
      // A statement about nothing of S3's was meant for other actions.
      if (named === 0 || named === (bucket | objects)) continue;
      for (const value of action.values) {
        const kind = kindOf(value);
        if (kind === undefined || (named & kind) !== 0) continue;
        if (isAllowed(value.value.toLowerCase())) continue;
        const [needed, form] = kind === bucket ? ["a bucket", "<bucket>"] : ["objects", "<bucket>/*"];
        yield {
          at: value,
          details: `${quoteWhole(value.value)} needs the ARN of ${needed}, and the policy names none for it, so this policy never allows it. Add \`arn:${partitionOf(resource)}:s3:::${form}\`.`,
        };
      }
    }
  },
};

/** The partition that the statement's ARNs of S3 are in; that of most Regions where they leave it open. */
function partitionOf({ values }: ValueList): string {
  const partition = values.map(({ value }) => /^arn:(aws[a-z-]*):s3:::/.exec(value)?.[1]).find((each) => each);
  return partition ?? "aws";
}

/** As bits. */
const bucket = 1;
const objects = 2;

/** What the actions need that `COPY`, `UNLOAD` and the tools around them use. */
const kinds: ReadonlyMap<string, number> = new Map([
  ["s3:listbucket", bucket],
  ["s3:listbucketmultipartuploads", bucket],
  ["s3:getbucketlocation", bucket],
  ["s3:getbucketacl", bucket],
  ["s3:getobject", objects],
  ["s3:getobjectversion", objects],
  ["s3:putobject", objects],
  ["s3:deleteobject", objects],
  ["s3:abortmultipartupload", objects],
  ["s3:listmultipartuploadparts", objects],
]);

function kindOf({ value }: Value): number | undefined {
  // The second character rules out nearly all.
  return value.charCodeAt(1) === 0x33 /* 3 */ ? kinds.get(value.toLowerCase()) : undefined;
}

function kindsIn({ values }: ValueList): number {
  let found = 0;
  for (const { value } of values) {
    found |= kindsOf(value);
    if (found === (bucket | objects)) break;
  }
  return found;
}

/** What the resource may be: an access point, a wildcard or a variable before the slash leave it open. */
function kindsOf(resource: string): number {
  const start = resource.startsWith("arn:") ? resource.indexOf(":s3:::") : -1;
  if (start === -1) return /^arn:[^:]*:(?!s3)[a-z0-9-]+:/.test(resource) ? 0 : bucket | objects;
  const name = resource.slice(start + ":s3:::".length);
  // A placeholder may hold the slash.
  const first = name.search(/[/*?$<{[%]/);
  // Without a name it is no ARN at all, which another check tells.
  if (first === -1) return name === "" ? bucket | objects : bucket;
  // A slash at the end is a mistake of its own, and either may be meant.
  return name.charAt(first) === "/" && first + 1 < name.length ? objects : bucket | objects;
}

function isAllowedSomewhere({ statements }: PolicyDocument, action: string, kind: number): boolean {
  return statements.some(
    (statement) =>
      allows(statement, action) && (statement.resource === undefined || (kindsIn(statement.resource) & kind) !== 0),
  );
}
