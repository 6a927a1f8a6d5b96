import { expect, test } from "vitest";
import { didYouMean } from "./did-you-mean.ts";

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
