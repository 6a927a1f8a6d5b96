import { type Check, policyChecksPage } from "../check.ts";
import { servicePrincipalStatements } from "../facts/service-principal-statement.ts";
import { quote } from "../quote.ts";

export const unsupportedConditionKeyForServicePrincipal: Check = {
  id: "unsupported-condition-key-for-service-principal",
  findingType: "ERROR",
  policyTypes: ["resource", "trust"],
  title: "A condition asks a service for what only roles and users have",
  why: "A service principal belongs to no organization and has no account, ARN or tags that these keys could hold. The condition never matches, or always when it is negated.",
  fix: "Remove the key, or use `aws:SourceOrgID`, `aws:SourceAccount` or `aws:SourceArn` to limit on whose behalf the service acts.",
  learnMoreLink: policyChecksPage("error-unsupported-condition-key-for-service-principal"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "cloudfront.amazonaws.com" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::site/*", "Condition": { "StringEquals": { «1:"aws:PrincipalOrgID"»: "o-a1b2c3d4e5", «2:"aws:PrincipalAccount"»: "111122223333" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "cloudfront.amazonaws.com" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::site/*", "Condition": { "StringEquals": { «"aws:PrincipalOrgID"»: "o-a1b2c3d4e5" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "cloudfront.amazonaws.com" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::site/*", "Condition": { "StringEquals": { «"aws:PrincipalTag/team"»: "web" } } }] }',
    {
      policyType: "trust",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "redshift.amazonaws.com" }, "Action": "sts:AssumeRole", "Condition": { "ArnLike": { «"aws:PrincipalArn"»: "arn:aws:iam::111122223333:role/*" } } }] }',
    },
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "cloudfront.amazonaws.com" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::site/*", "Condition": { "StringEquals": { "aws:SourceOrgID": "o-a1b2c3d4e5" }, "Bool": { "aws:PrincipalIsAWSService": "true" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "cloudfront.amazonaws.com", "AWS": "111122223333" }, "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }] }',
    {
      policyType: "trust",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "rolesanywhere.amazonaws.com" }, "Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"], "Condition": { "StringEquals": { "aws:PrincipalTag/x509Subject/CN": "etl" } } }] }',
    },
  ],
  needs: ["principal", "condition"],
  *run(policy) {
    for (const { statement, principals } of servicePrincipalStatements(policy)) {
      // IAM Roles Anywhere takes tags from the certificate that a session begins with.
      const hasTags = principals.some(({ value }) => value === rolesAnywhere);
      const unsupported = statement.conditions.filter(
        ({ lowerKey, operator }) =>
          (keysOfRolesAndUsers.has(lowerKey) || (!hasTags && lowerKey.startsWith("aws:principaltag/"))) &&
          operator?.ifExists !== true &&
          operator?.base.type !== "Null",
      );
      if (unsupported.length === 0) continue;
      const keys = [...new Set(unsupported.map(({ key }) => quote(key)))].join(", ");
      yield {
        at: unsupported.map(({ member }) => member.key),
        details: `A call by ${principals.map(({ value }) => quote(value)).join(", ")} never carries ${keys}. Remove ${unsupported.length === 1 ? "it" : "them"}, or limit the source with \`aws:SourceAccount\`, \`aws:SourceArn\` or \`aws:SourceOrgID\`.`,
      };
    }
  },
};

const rolesAnywhere = "rolesanywhere.amazonaws.com";

const keysOfRolesAndUsers: ReadonlySet<string> = new Set([
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:principaltype",
  "aws:userid",
  "aws:username",
]);
