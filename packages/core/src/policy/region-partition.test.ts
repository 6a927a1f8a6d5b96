import { expect, test } from "vitest";
import { partitionOfRegion } from "./region-partition.ts";

test.each([
  ["us-west-2", "aws"],
  ["cn-north-1", "aws-cn"],
  ["cn-*", "aws-cn"],
  ["us-gov-*", "aws-us-gov"],
  ["ap-*", "aws"],
  // Regions of several partitions, and of none.
  ["us-*", undefined],
  ["*", undefined],
  ["mars-*", undefined],
  ["us-west2", undefined],
  ["", undefined],
])("%s is in %s", (region, partition) => {
  expect(partitionOfRegion(region)).toBe(partition);
});
