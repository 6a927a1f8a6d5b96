import { expect, test } from "vitest";
import { faultOfPrincipal } from "./principal-fault.ts";

const account = "604938217455";
const iam = `arn:aws:iam::${account}`;

test.each([
  account,
  "AROAEXAMPLEID1234567X",
  `${iam}:root`,
  `${iam}:user/analysts/alice`,
  `${iam}:role/service-role/etl+a=b,c.d@e-f_g`,
  `arn:aws-eusc:iam::${account}:role/etl`,
  `arn:aws-iso-b:iam::${account}:root`,
  `arn:aws:sts::${account}:assumed-role/etl/session`,
  `arn:aws:sts::${account}:federated-user/alice`,
  `arn:aws:sts::${account}:assumed-root/session`,
  "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1EXAMPLE",
  // Left to other checks.
  "*",
  `${iam}:role/*`,
  `${iam}:saml-provider/Okta`,
  "arn:aws:iam::${aws:PrincipalAccount}:root",
  "arn:aws:iam::<account>:<IAM-USER>",
])("%s is a principal, or left to others", (text) => {
  expect(faultOfPrincipal(text)).toBeUndefined();
});

test.each([
  ["", "it is empty", undefined],
  ["60493821745", "has 11", undefined],
  ["6049-3821-7455", "without hyphens", account],
  ["redshift.amazonaws.com", "under `Service`", undefined],
  ["informatica-agent", "neither the 12 digits", undefined],
  [`ARN:aws:iam::${account}:root`, "neither the 12 digits", undefined],
  [`arn:aws:iam:${account}:role/etl`, "two colons", `${iam}:role/etl`],
  [`arn:aws:iam::${account}`, "`:root` is missing", `arn:aws:iam::${account}:root`],
  [`arn:asw:iam::${account}:root`, "`asw` is no partition", `${iam}:root`],
  [`arn:aws:redshift:us-west-2:${account}:cluster:analytics`, "ARN of a resource", undefined],
  [`arn:aws:iam:us-west-2:${account}:root`, "no Region", `${iam}:root`],
  ["arn:aws:iam::6049-3821-7455:role/etl", "without hyphens", `${iam}:role/etl`],
  ["arn:aws:iam::account-id:root", "`account-id` is none", undefined],
  ["arn:aws:iam:::root", "the account is missing", undefined],
  [`${iam}:informatica-agent`, "`role/` or `user/` is missing", undefined],
  [`${iam}:`, "is missing after the account", undefined],
  [`${iam}:roles/etl`, "the type is written `role`", `${iam}:role/etl`],
  [`${iam}:User/alice`, "the type is written `user`", `${iam}:user/alice`],
  [`${iam}:ROOT`, "written `root`", `${iam}:root`],
  [`${iam}:role/`, "the name of the role is missing", undefined],
  [`${iam}:user/alice b`, "`alice b` is no name", undefined],
  [`${iam}:group/analysts`, "a group is no principal", undefined],
  [`${iam}:instance-profile/agent`, "name the role in it", undefined],
  [`${iam}:assumed-role/etl/s`, "of `sts`", `arn:aws:sts::${account}:assumed-role/etl/s`],
  [`arn:aws:sts::${account}:assumed-role/etl`, "the session's name is missing", `${iam}:role/etl`],
  [`arn:aws:sts::${account}:role/etl`, "of `iam`", `${iam}:role/etl`],
])("%j: %s", (text, reason, meant) => {
  const fault = faultOfPrincipal(text);
  expect(fault?.reason).toContain(reason);
  expect(fault?.meant).toBe(meant);
});

test("a long text takes no time, and a reason stays one line", () => {
  expect(faultOfPrincipal(`${iam}:role/${"a/".repeat(200_000)}`)?.reason).toBeDefined();
  expect(faultOfPrincipal(`${iam}:user/${"a".repeat(200_000)}\n`)?.reason).not.toContain("\n");
});
