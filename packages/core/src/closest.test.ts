import { expect, test } from "vitest";
import { closest } from "./closest.ts";

const formats = ["sarif", "text", "json", "junit"];
const services = ["s3", "ec2", "ecr", "redshift", "redshift-data", "redshift-serverless", "lambda"];
const actions = ["GetObject", "GetObjectAcl", "PutObject", "DeleteObject", "ListBucket"];
const partitions = ["aws", "aws-cn", "aws-iso", "aws-iso-b", "aws-iso-e"];

test.each([
  ["serif", formats, "sarif"],
  ["TEXT", formats, "text"],
  ["tset", ["test", "text"], "test"],
  ["jason", formats, "json"],
  ["xyzzy", formats, undefined],
  ["text", [], undefined],
  ["redshfit", services, "redshift"],
  ["lamda", services, "lambda"],
  ["Redshift", services, "redshift"],
  ["redshift-severless", services, "redshift-serverless"],
  ["GetObjct", actions, "GetObject"],
  ["getobjectacls", actions, "GetObjectAcl"],
  ["ListBuckets", actions, "ListBucket"],
  ["CreateQueue", actions, undefined],
  // Equally near to two: either would be a guess.
  ["ec", services, undefined],
  ["cp", ["scp", "rcp"], undefined],
  ["aws-isob", partitions, undefined],
  ["", services, undefined],
  ["x".repeat(200), services, undefined],
  // A third of the letters of a long name are more than typing mistakes.
  ["redshift-loads-copy", ["redshift-s3-copy-read"], undefined],
])("%s among %j: %s", (written, candidates, meant) => expect(closest(written, candidates)).toBe(meant));
