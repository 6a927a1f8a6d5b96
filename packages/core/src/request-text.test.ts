import { expect, test } from "vitest";
import type { Request } from "./access/request.ts";
import { assumeRoleCommand, requestParts } from "./request-text.ts";

const role = "arn:aws:iam::111122223333:role/Etl";
const request = (context: Request["context"], more: Partial<Request> = {}): Request => ({
  action: "sts:AssumeRole",
  principal: { type: "AWS", id: "arn:aws:iam::999999999999:root" },
  context,
  ...more,
});

test.each<[Request, string | undefined]>([
  [request({}), `aws sts assume-role --role-arn ${role} --role-session-name redshift-guard`],
  [
    request({ "STS:externalid": "a b" }),
    `aws sts assume-role --role-arn ${role} --role-session-name redshift-guard --external-id 'a b'`,
  ],
  [
    request({ "sts:ExternalId": "it's $(rm -rf ~) `x`" }),
    `aws sts assume-role --role-arn ${role} --role-session-name redshift-guard --external-id 'it'\\''s $(rm -rf ~) \`x\`'`,
  ],
  [
    request({ "sts:RoleSessionName": "me", "sts:SourceIdentity": "you" }),
    `aws sts assume-role --role-arn ${role} --role-session-name me --source-identity you`,
  ],
  [request({}, { principal: { type: "Service", id: "redshift.amazonaws.com" } }), undefined],
  [request({}, { action: "sts:TagSession" }), undefined],
])("%j", (asked, command) => expect(assumeRoleCommand(asked, role)).toBe(command));

test("the parts of a request, who first", () => {
  expect(requestParts(request({ "aws:TagKeys": ["a", "b"], "sts:ExternalId": "x" }, { resource: role }))).toEqual([
    ["principal", "AWS arn:aws:iam::999999999999:root"],
    ["action", "sts:AssumeRole"],
    ["resource", role],
    ["aws:TagKeys", '["a","b"]'],
    ["sts:ExternalId", "x"],
  ]);
});
