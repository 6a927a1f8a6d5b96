import { assumedAccount, assumedPartition, assumedRegion, assumedUrlSuffix } from "../assumed-values.ts";

const serviceAccount = (id: string, name: string) => ({ id, arn: `arn:${assumedPartition}:iam::${id}:${name}` });

/** What the checks see for data sources that tell where Terraform runs, as for CloudFormation's pseudo parameters. */
const values: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  aws_caller_identity: { account_id: assumedAccount, id: assumedAccount },
  aws_partition: { partition: assumedPartition, id: assumedPartition, dns_suffix: assumedUrlSuffix },
  // From which the services write logs, in that Region.
  aws_billing_service_account: serviceAccount("386209384616", "root"),
  aws_cloudtrail_service_account: serviceAccount("086441151436", "root"),
  aws_elb_service_account: serviceAccount("127311923021", "root"),
  aws_redshift_service_account: serviceAccount("193672423079", "user/logs"),
  aws_region: { name: assumedRegion, region: assumedRegion, id: assumedRegion },
};

export function deploymentValue(dataSource: string, attribute: string): string | undefined {
  const attributes = Object.hasOwn(values, dataSource) ? values[dataSource] : undefined;
  return attributes !== undefined && Object.hasOwn(attributes, attribute) ? attributes[attribute] : undefined;
}
