/*
 * Service principals: `<name>.amazonaws.com`, where the name is the service's prefix in most cases.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services
 */

/** Names that stand before `.amazonaws.com` and are no service's prefix in actions. From the services' user guides. */
export const servicePrincipalNames: ReadonlySet<string> = new Set(
  (
    "alexa-appkit apidestinations application-insights assets.marketplace autoscaling-plans aws-artifact-account-sync " +
    "cassandra-streams config-conforms config-multiaccountsetup cloudwatch-crossaccount codecatalyst-runner connector.sagemaker " +
    "delivery.logs ec2fastlaunch ec2fleet ec2scheduled ecs-compute ecs-tasks edgelambda email.cognito-idp " +
    "eks-fargate-pods eks-nodegroup elasticbeanstalk-enhanced-health fis gamelift-fleet guardduty-malware-protection " +
    "inspector integrationservices iotroborunner lakeformation-data lexv2 macie migrationhub monitoring " +
    "opensearchservice ops.apigateway org-notifications quicksight replicator resource-access-manager " +
    "schemas securityhubv2 servicecatalog-appregistry service-linked-role signin spot spotfleet ssm-incidents " +
    "ssm-quicksetup streams tagpolicies transitgateway vmie vpc-flow-logs vpce vpcflowlogs"
  ).split(" "),
);

const form =
  /^(?:[a-z0-9-]+(\.[a-z0-9-]+)*\.(amazonaws\.com(\.cn)?|amazonaws\.eu|aws\.internal|c2s\.ic\.gov|sc2s\.sgov\.gov)|alexa-[a-z-]+\.amazon\.com)$/;

/** Whether the text is written as service principals are, whatever the service. */
export function isServicePrincipal(text: string): boolean {
  return text.length <= 255 && form.test(text);
}

/** Whether the text is a service's name with a Region in it, as `kms:ViaService` has it. */
export function isRegionalName(text: string): boolean {
  return /^[a-z0-9-]+\.[a-z]{2,}(-[a-z0-9]+)+\.amazonaws\.com(\.cn)?$/.test(text);
}
