import type { Check } from "../check.ts";
import { parseArn } from "../policy/arn.ts";
import { isAllow, type PolicyDocument, type Value } from "../policy/document.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { allowing } from "../redshift/example-text.ts";
import { quoteWhole } from "../redshift/quote-whole.ts";
import { allows } from "../redshift/redshift-action.ts";

const onStaging = (action: string, resource: string): string =>
  allowing(`"Action": ${action}, "Resource": ${resource}`);

export const s3ActionWithoutItsResource: Check = {
  id: "s3-action-without-its-resource",
  findingType: "ERROR",
  policyTypes: ["identity", "session"],
  title: "An action on buckets names only objects, or one on objects only buckets",
  why: "`COPY` lists the bucket and reads its objects. `s3:ListBucket` is allowed on the bucket's ARN, `arn:aws:s3:::staging`, and `s3:GetObject` on that of the objects, `arn:aws:s3:::staging/*`. On the other one each is denied.",
  fix: "Name the bucket and its objects, or give each action the one it needs.",
  learnMoreLink: awsPage.s3Actions,
  bad: [
    onStaging('["s3:GetObject", «"s3:ListBucket"»]', '"arn:aws:s3:::staging/*"'),
    onStaging('[«"s3:GetObject"», "s3:ListBucket"]', '["arn:aws:s3:::staging", "arn:aws:s3:::reports"]'),
  ],
  good: [
    onStaging('["s3:GetObject", "s3:ListBucket"]', '["arn:aws:s3:::staging", "arn:aws:s3:::staging/*"]'),
    onStaging('["s3:GetObject", "s3:ListBucket"]', '"arn:aws:s3:::staging*"'),
    onStaging('["s3:GetObject", "s3:ListBucket"]', '"*"'),
    onStaging('"s3:GetObject"', '"arn:aws:s3:us-west-2:210000000001:accesspoint/etl/object/*"'),
    onStaging('"s3:ListBucket"', '"arn:aws:s3:::${aws:PrincipalTag/bucket}"'),
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket"], "Resource": "arn:aws:s3:::staging/*" }, { "Effect": "Allow", "Action": "s3:List*", "Resource": "arn:aws:s3:::staging" }] }`,
  ],
  needs: ["s3-arn"],
  *run(policy) {
    const allowed = new Map<string, boolean>();
    for (const statement of policy.statements) {
      const { action, resource } = statement;
      if (!isAllow(statement) || action === undefined || resource === undefined || resource.values.length === 0)
        continue;
      for (const value of action.values) {
        const kind = kindOf(value);
        if (kind === undefined || resource.values.some((each) => mayBe(kind, each))) continue;
        const name = value.value.toLowerCase();
        let isAllowed = allowed.get(name);
        if (isAllowed === undefined) {
          isAllowed = isAllowedSomewhere(policy, name, kind);
          allowed.set(name, isAllowed);
        }
        if (isAllowed) continue;
        const [needed, form] =
          kind === "bucket" ? ["a bucket", "arn:aws:s3:::<bucket>"] : ["objects", "arn:aws:s3:::<bucket>/*"];
        yield {
          at: value,
          details: `${quoteWhole(value.value)} needs the ARN of ${needed}, and the policy names none for it, so it is always denied. Add \`${form}\`.`,
        };
      }
    }
  },
};

type Kind = "bucket" | "object";

/** Those that `COPY`, `UNLOAD` and the tools around them need. */
const kinds: ReadonlyMap<string, Kind> = new Map([
  ["s3:listbucket", "bucket"],
  ["s3:listbucketmultipartuploads", "bucket"],
  ["s3:getbucketlocation", "bucket"],
  ["s3:getbucketacl", "bucket"],
  ["s3:getobject", "object"],
  ["s3:getobjectversion", "object"],
  ["s3:putobject", "object"],
  ["s3:deleteobject", "object"],
  ["s3:abortmultipartupload", "object"],
  ["s3:listmultipartuploadparts", "object"],
]);

function kindOf({ value }: Value): Kind | undefined {
  return (value.charCodeAt(0) | 0x20) === 0x73 /* s */ ? kinds.get(value.toLowerCase()) : undefined;
}

/** Errs on the side of yes: an access point, a wildcard or a variable before the slash leave it open. */
function mayBe(kind: Kind, { value }: Value): boolean {
  const arn = parseArn(value);
  if (arn?.service !== "s3" || arn.region !== "" || arn.account !== "") return true;
  const first = arn.resource.search(/[/*?$]/);
  if (first === -1) return kind === "bucket";
  return arn.resource.charAt(first) === "/" ? kind === "object" : true;
}

function isAllowedSomewhere({ statements }: PolicyDocument, action: string, kind: Kind): boolean {
  return statements.some(
    (statement) =>
      allows(statement, action) && (statement.resource?.values.some((value) => mayBe(kind, value)) ?? true),
  );
}
