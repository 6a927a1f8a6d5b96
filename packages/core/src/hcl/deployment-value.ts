import { assumedAccount, assumedPartition, assumedRegion, assumedUrlSuffix } from "../assumed-values.ts";

/** What the checks see for data sources that tell where Terraform runs, as for CloudFormation's pseudo parameters. */
const values: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  aws_caller_identity: { account_id: assumedAccount, id: assumedAccount },
  aws_partition: { partition: assumedPartition, id: assumedPartition, dns_suffix: assumedUrlSuffix },
  aws_region: { name: assumedRegion, region: assumedRegion, id: assumedRegion },
};

export function deploymentValue(dataSource: string, attribute: string): string | undefined {
  const attributes = Object.hasOwn(values, dataSource) ? values[dataSource] : undefined;
  return attributes !== undefined && Object.hasOwn(attributes, attribute) ? attributes[attribute] : undefined;
}
