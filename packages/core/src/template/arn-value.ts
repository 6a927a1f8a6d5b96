import { orDidYouMean } from "../did-you-mean.ts";
import { type Arn, isAccountId, parseArn } from "../policy/arn.ts";
import { partitions, regions } from "../policy/region.ts";
import { commonProblem } from "./parameter.ts";

/** What the parameters that take an ARN ask of it in common. A problem follows the value in a sentence. */

/** The ARN that a value is, in a partition of AWS's; a text is the problem that it is none. */
export function readArn(value: string): Arn | string {
  const common = commonProblem(value);
  if (common !== undefined) return common;
  const arn = parseArn(value);
  return arn === undefined ? "is no ARN" : (partitionProblem(arn.partition) ?? arn);
}

function partitionProblem(name: string): string | undefined {
  if ((partitions as readonly string[]).includes(name)) return undefined;
  return `names the partition \`${name}\`, which AWS does not have${orDidYouMean(name, partitions)}`;
}

/** Why nothing stands at the ARN's place: a Region with Redshift, of its partition, and an account. */
export function placeProblem({ partition, region: name, account }: Arn): string | undefined {
  const region = regions.get(name);
  if (region === undefined) return `names the Region \`${name}\`, where Redshift is not`;
  if (region.partition !== partition)
    return `names the partition \`${partition}\`, but \`${name}\` is a Region of \`${region.partition}\``;
  return isAccountId(account) ? undefined : `has the account ID \`${account}\`, which is not 12 digits`;
}

export function partitionOfArn(value: string): string | undefined {
  return parseArn(value)?.partition;
}
