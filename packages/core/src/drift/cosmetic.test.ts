import { expect, test } from "vitest";
import { parseJson } from "../syntax/json.ts";
import type { Node } from "../syntax/node.ts";
import { cosmeticDifferences } from "./cosmetic.ts";

function node(value: unknown): Node {
  return parseJson(JSON.stringify(value)).root as Node;
}

const statement = {
  Sid: "A",
  Effect: "Allow",
  Principal: { AWS: ["111122223333", "444455556666"] },
  Action: "sts:AssumeRole",
  Condition: { StringEquals: { "sts:ExternalId": ["a1", "b1"] } },
};
const document = { Version: "2012-10-17", Id: "x", Statement: [statement] };

function withStatement(change: object): object {
  return { ...document, Statement: [{ ...statement, ...change }] };
}

test.each<[unknown, readonly string[]]>([
  [{ ...document, Version: "2008-10-17" }, ["`Version`"]],
  [{ ...document, Id: "y" }, ["`Id`"]],
  [{ ...document, Statement: statement }, ["one value or a list of one"]],
  [withStatement({ Sid: "B" }), ["`Sid`"]],
  [withStatement({ Action: ["sts:AssumeRole"] }), ["one value or a list of one"]],
  [withStatement({ Action: "STS:assumerole" }), ["the case of actions"]],
  [withStatement({ Principal: { AWS: ["444455556666", "111122223333"] } }), ["the order of values"]],
  [
    withStatement({ Principal: { AWS: ["arn:aws:iam::111122223333:root", "444455556666"] } }),
    ["an account's id or its root ARN"],
  ],
  [
    withStatement({ Condition: { StringLike: { "sts:ExternalId": ["a1", "b1"] } } }),
    ["`…Like` without a wildcard or `…Equals`"],
  ],
  [
    withStatement({ Condition: { stringequals: { "STS:externalid": ["a1", "b1"] } } }),
    ["the case of condition keys or operators"],
  ],
  [withStatement({ Condition: { StringEquals: { "sts:ExternalId": ["a1", "b1", "a1"] } } }), ["repeated values"]],
  [withStatement({ Condition: { ...statement.Condition, Null: {} } }), ["an empty `Condition`"]],
  [
    withStatement({ Sid: "", Action: ["STS:AssumeRole"] }),
    ["one value or a list of one", "`Sid`", "the case of actions"],
  ],
  [{ ...document, Statement: [statement, statement] }, ["statements or values that are split, merged or redundant"]],
])("%j", (other, differences) => {
  expect(cosmeticDifferences(node(document), node(other))).toEqual(differences);
  expect(cosmeticDifferences(node(other), node(document))).toEqual(differences);
});
