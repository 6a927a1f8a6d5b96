import { type Check, everyPolicyType } from "../check.ts";
import { allowing } from "../example-text.ts";
import type { Value } from "../policy/document.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";

export const s3ArnWithoutKey: Check = {
  id: "s3-arn-without-key",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "An ARN of a bucket ends with a slash",
  why: "What follows the slash is the key of an object, and a key has a character at least: `arn:aws:s3:::staging/` is neither the bucket nor any object in it.",
  fix: "Write `/*` for the objects, or take the slash away for the bucket.",
  learnMoreLink: awsPage.s3Actions,
  bad: [
    allowing('"Action": "s3:GetObject", "Resource": «"arn:aws:s3:::staging/"»'),
    allowing(
      '"Action": ["s3:GetObject", "s3:ListBucket"], "Resource": ["arn:aws:s3:::staging", «"arn:aws:s3:::staging/"»]',
    ),
  ],
  good: [
    allowing('"Action": "s3:GetObject", "Resource": ["arn:aws:s3:::staging/*", "arn:aws:s3:::staging/in/"]'),
    allowing('"Action": "s3:ListBucket", "Resource": "arn:aws:s3:::staging"'),
  ],
  needs: ["s3-arn"],
  *run({ statements }) {
    for (const { resource, notResource } of statements) {
      const values = (resource ?? notResource)?.values ?? [];
      for (const value of values) if (isWithoutKey(value)) yield problemWith(value);
    }
  },
};

function isWithoutKey({ value }: Value): boolean {
  return value.endsWith("/") && /^arn:[^:]*:s3:::[^/]+\/$/.test(value);
}

function problemWith(value: Value) {
  const bucket = value.value.slice(0, -1);
  return {
    at: value,
    details: `${quoteWhole(value.value)} is neither the bucket nor an object in it, so it matches nothing. Write ${quoteWhole(`${bucket}/*`)} for the objects, ${quoteWhole(bucket)} for the bucket.`,
  };
}
