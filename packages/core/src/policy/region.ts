/**
 * AWS partitions and Regions, and where Redshift exists.
 * https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html and
 * https://docs.aws.amazon.com/general/latest/gr/redshift-service.html, read 2026-11-21.
 */
export interface Region {
  readonly name: string;
  readonly partition: Partition;
  /** Must be enabled by the account; requests from it to other Regions carry only its regional service principal. */
  readonly optIn: boolean;
  /** `maybe` where AWS's sources disagree. */
  readonly redshiftServerless: boolean | "maybe";
}

export const partitions = [
  "aws",
  "aws-cn",
  "aws-us-gov",
  "aws-eusc",
  "aws-iso",
  "aws-iso-b",
  "aws-iso-e",
  "aws-iso-f",
] as const;
/** What stands behind `arn:` in every ARN: a group of Regions, with accounts of its own. */
export type Partition = (typeof partitions)[number];

export function isPartition(text: string): text is Partition {
  return partitions.some((known) => known === text);
}

const regionNames: Readonly<Record<Partition, string>> = {
  aws: "af-south-1* ap-east-1* ap-east-2* ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2* ap-southeast-1 ap-southeast-2 ap-southeast-3* ap-southeast-4* ap-southeast-5* ap-southeast-6* ap-southeast-7* ca-central-1 ca-west-1* eu-central-1 eu-central-2* eu-north-1 eu-south-1* eu-south-2* eu-west-1 eu-west-2 eu-west-3 il-central-1* me-central-1* me-south-1* mx-central-1* sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2",
  "aws-cn": "cn-north-1 cn-northwest-1",
  "aws-us-gov": "us-gov-east-1 us-gov-west-1",
  "aws-eusc": "eusc-de-east-1",
  "aws-iso": "us-iso-east-1 us-iso-west-1",
  "aws-iso-b": "us-isob-east-1 us-isob-west-1",
  "aws-iso-e": "eu-isoe-west-1",
  "aws-iso-f": "us-isof-east-1 us-isof-south-1",
};

const withoutServerless = new Set(["me-south-1", "us-iso-east-1", "us-iso-west-1", "us-isob-east-1", "us-isob-west-1"]);
const perhapsServerless = new Set(["ap-southeast-4", "ap-southeast-6", "ca-west-1"]);

/** By code, in every partition. */
export const regions: ReadonlyMap<string, Region> = new Map(
  partitions.flatMap((partition) =>
    regionNames[partition].split(" ").map((written): [string, Region] => {
      const name = written.replace("*", "");
      const redshiftServerless = withoutServerless.has(name) ? false : perhapsServerless.has(name) ? "maybe" : true;
      return [name, { name, partition, optIn: written.endsWith("*"), redshiftServerless }];
    }),
  ),
);
