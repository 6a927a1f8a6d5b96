import { expect, test } from "vitest";
import { closest, didYouMean } from "./did-you-mean.ts";

test.each([
  ["serif", ["sarif", "text"], "sarif"],
  ["TEXT", ["sarif", "text"], "text"],
  ["tset", ["test", "text"], "test"],
  ["jason", ["json", "junit"], "json"],
  ["xyzzy", ["sarif", "text"], undefined],
  ["", ["a"], undefined],
  ["text", [], undefined],
])("%s among %j: %s", (word, candidates, meant) => expect(closest(word, candidates)).toBe(meant));

const services = ["s3", "ec2", "ecr", "redshift", "redshift-data", "redshift-serverless", "lambda"];
const actions = ["GetObject", "GetObjectAcl", "PutObject", "DeleteObject", "ListBucket"];

test.each([
  ["redshfit", services, "redshift"],
  ["lamda", services, "lambda"],
  ["Redshift", services, "redshift"],
  ["redshift-severless", services, "redshift-serverless"],
  ["GetObjct", actions, "GetObject"],
  ["getobjectacls", actions, "GetObjectAcl"],
  ["ec", services, undefined],
  ["ListBuckets", actions, "ListBucket"],
  ["CreateQueue", actions, undefined],
  ["", services, undefined],
  ["x".repeat(200), services, undefined],
])("%s", (written, candidates, meant) => {
  expect(didYouMean(written, candidates)).toBe(meant);
});
