import { expect, test } from "vitest";
import { parsePolicy } from "../parse-policy.ts";
import { usedBy } from "./used-by.ts";

const account = "111122223333";
const east = lets({ Service: "redshift.us-east-1.amazonaws.com" });
const user = { "sts:ExternalId": `arn:aws:redshift:us-east-1:${account}:dbuser:dwh/etl` };

test.each<[string, readonly object[], readonly string[]]>([
  ["a Region", [east], ["Redshift in us-east-1"]],
  [
    "each once, in the policy's order",
    [lets({ AWS: [account, `arn:aws:iam::${account}:role/x`] }), east, east],
    [`Account ${account}`, "Redshift in us-east-1"],
  ],
  [
    "a cluster, where database users are named",
    [lets({ Service: "redshift.amazonaws.com" }, { StringEquals: user })],
    [`Redshift cluster \`dwh\` (account ${account}, us-east-1)`],
  ],
  ["anybody", [lets({ AWS: "*" })], ["Every AWS account"]],
  [
    "not a deleted principal",
    [lets({ AWS: ["AROAEXAMPLEEXAMPLE123", account] }), lets({ AWS: "AIDAEXAMPLEEXAMPLE123" })],
    [`Account ${account}`],
  ],
  [
    "not the users of another Region than the service's",
    [
      lets(
        { Service: "redshift.us-east-1.amazonaws.com" },
        { StringEquals: { "sts:ExternalId": `arn:aws:redshift:us-west-2:${account}:dbuser:dwh/etl` } },
      ),
    ],
    [],
  ],
  ["not one whom a Deny keeps out", [east, lets({ AWS: account }), deny(east)], [`Account ${account}`]],
  [
    "one whom a Deny keeps out at times",
    [east, { ...deny(east), Condition: { StringEquals: user } }],
    ["Redshift in us-east-1"],
  ],
  ["nobody, where the role is locked", [east, lets({ AWS: account }), deny(lets({ AWS: "*" })), deny(east)], []],
  ["nobody, where there is no Allow", [deny(east)], []],
  [
    "not one who may pass tags only",
    [{ ...lets({ AWS: account }), Action: "sts:TagSession" }, east],
    ["Redshift in us-east-1"],
  ],
  [
    "one with every action but some",
    [{ ...without(lets({ AWS: account }), "Action"), NotAction: "sts:TagSession" }],
    [`Account ${account}`],
  ],
  ["one with a pattern of actions", [{ ...lets({ AWS: account }), Action: "STS:assume*" }], [`Account ${account}`]],
])("%s", (_, statements, titles) => {
  const text = JSON.stringify({ Version: "2012-10-17", Statement: statements });
  expect(usedBy(parsePolicy(text, { policyType: "trust" }).policy)).toEqual(titles);
});

function lets(principal: object, conditions?: object): object {
  const condition = conditions === undefined ? {} : { Condition: conditions };
  return { Effect: "Allow", Principal: principal, Action: "sts:AssumeRole", ...condition };
}

function deny(statement: object): object {
  return { ...statement, Effect: "Deny" };
}

function without(statement: object, name: string): object {
  return Object.fromEntries(Object.entries(statement).filter(([key]) => key !== name));
}
