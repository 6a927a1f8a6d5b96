import type { ServiceConditionKey } from "./service-reference.ts";

/*
 * The keys that exist for requests to any service, which the pages of the services do not list in full.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html, read 2026-11-21.
 * `[]` marks a key whose requests can hold several values; a name that ends in `/` is followed by a tag's key.
 */
const names: Readonly<Record<string, string>> = {
  String:
    "aws:PrincipalAccount aws:PrincipalOrgPaths[] aws:PrincipalOrgID aws:PrincipalTag/ aws:PrincipalServiceName " +
    "aws:PrincipalServiceNamesList[] aws:PrincipalType aws:userid aws:username " +
    "aws:FederatedProvider aws:Ec2InstanceSourceVpc aws:SourceIdentity aws:ViaCustomerDomain " +
    "aws:SourceVpc aws:SourceVpce aws:VpceAccount aws:VpceOrgID aws:VpceOrgPaths[] " +
    "aws:ResourceAccount aws:ResourceOrgID aws:ResourceOrgPaths[] aws:ResourceTag/ " +
    "aws:CalledVia[] aws:CalledViaFirst aws:CalledViaLast aws:CalledViaAWSMCP aws:referer aws:RequestedRegion " +
    "aws:RequestTag/ aws:TagKeys[] aws:SourceAccount aws:SourceOwner aws:SourceOrgID aws:SourceOrgPaths[] aws:UserAgent " +
    "glue:RoleAssumedBy glue:CredentialIssuingService identitystore:UserId",
  ARN:
    "aws:PrincipalArn aws:SignInSessionArn aws:ChatbotSourceArn aws:SourceVpcArn aws:SourceArn " +
    "ec2:SourceInstanceArn codebuild:BuildArn codebuild:ProjectArn lambda:SourceFunctionArn ssm:SourceInstanceArn",
  Bool:
    "aws:PrincipalIsAWSService aws:AssumedRoot aws:MultiFactorAuthPresent aws:ViaAWSService aws:ViaAWSMCPService " +
    "aws:SecureTransport aws:IsMcpServiceAction",
  Numeric: "aws:MultiFactorAuthAge ec2:RoleDelivery",
  Date: "aws:TokenIssueTime aws:CurrentTime aws:EpochTime",
  IPAddress: "aws:SourceIp aws:VpcSourceIp aws:Ec2InstanceSourcePrivateIPv4",
};

/** By lower-case name; a name that ends in `/` stands for every key that begins with it. */
export const globalConditionKeys: ReadonlyMap<string, ServiceConditionKey> = new Map(
  Object.entries(names).flatMap(([type, list]) =>
    list.split(" ").map((written): [string, ServiceConditionKey] => {
      const multivalued = written.endsWith("[]");
      const name = multivalued ? written.slice(0, -2) : written;
      return [name.toLowerCase(), { name, type: multivalued ? `ArrayOf${type}` : type, multivalued }];
    }),
  ),
);
