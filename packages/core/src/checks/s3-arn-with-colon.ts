import type { Check } from "../check.ts";
import { allowing } from "../example-text.ts";
import { oddLists } from "../facts/odd-lists.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";

const onResource = (resource: string): string => allowing(`"Action": "s3:GetObject", "Resource": ${resource}`);

export const s3ArnWithColon: Check = {
  id: "s3-arn-with-colon",
  findingType: "ERROR",
  policyTypes: ["identity", "resource", "session", "scp", "rcp", "endpoint"],
  title: "A colon stands between bucket and key",
  why: "The ARN of an S3 object has a slash after the bucket's name, and no bucket's name has a colon. `arn:aws:s3:::bucket:*` names nothing, so COPY and UNLOAD are denied.",
  fix: "Write `arn:aws:s3:::<bucket>/*`.",
  learnMoreLink: awsPage.s3Actions,
  bad: [
    onResource('["arn:aws:s3:::staging", «"arn:aws:s3:::staging:*"»]'),
    onResource('«"arn:aws:s3:::s3://staging/*"»'),
  ],
  good: [
    onResource('["arn:aws:s3:::staging", "arn:aws:s3:::staging/*", "arn:aws:s3:::staging/at:noon/*"]'),
    onResource('"arn:aws:s3:us-west-2:210000000001:accesspoint/staging/object/*"'),
    onResource('"arn:aws:s3:::${aws:PrincipalTag/bucket}/*"'),
  ],
  needs: ["odd-resource"],
  *run(policy, services) {
    for (const { service, value: written } of oddLists(policy, services).arns) {
      if (service !== "s3") continue;
      const { value } = written;
      const match = /^(arn:[^:]*:s3:::[^:/${}]+):(.*)$/s.exec(value);
      if (match === null) continue;
      const url = /^(arn:[^:]*:s3:::)s3:\/\/(.+)$/s.exec(value);
      if (url !== null) {
        const meant = `${url[1]}${url[2]}`;
        yield {
          at: written,
          details: `${quoteWhole(value)} holds the address \`s3://…\` where an ARN has the bucket alone. Write ${quoteWhole(meant)}.`,
          replacement: JSON.stringify(meant),
        };
        continue;
      }
      // `*` alone behind the colon leaves open whether the bucket is meant or what it holds.
      const isOpen = match[2] === "*" || match[2] === "";
      const fixed = `${match[1]}/${match[2]}`;
      const advice = isOpen
        ? `${quoteWhole(`${match[1]}/*`)} for objects, ${quoteWhole(match[1] as string)} for the bucket`
        : quoteWhole(fixed);
      yield {
        at: written,
        details: `Between an S3 bucket and its keys stands \`/\`, so ${quoteWhole(value)} names nothing. Write ${advice}.`,
        ...(isOpen ? {} : { replacement: JSON.stringify(fixed) }),
      };
    }
  },
};
