import { editDistance } from "../edit-distance.ts";
import { perText } from "../facts/per-text.ts";
import { regions } from "../policy/region.ts";
import type { ServiceReference } from "../service-reference/service-reference.ts";
import { parseRedshiftPrincipal } from "./service-principal.ts";

/** Service principals that stand beside Redshift in trust policies, and the most used ones. */
const names = new Set(
  (
    "airflow airflow-env apigateway appflow apprunner appsync athena autoscaling backup batch bedrock cloudformation " +
    "cloudfront cloudtrail cloudwatch codebuild codedeploy codepipeline cognito-idp config databrew datapipeline " +
    "datasync datazone delivery.logs dms dynamodb ec2 ecr ecs ecs-tasks edgelambda eks eks-fargate elasticache " +
    "elasticbeanstalk elasticfilesystem elasticloadbalancing elasticmapreduce emr-serverless es events firehose " +
    "forecast glue greengrass guardduty inspector iot kafka kafkaconnect kinesis kinesisanalytics lakeformation " +
    "lambda lex logs monitoring.rds opensearchservice personalize pipes pods.eks quicksight rds redshift " +
    "redshift-serverless rekognition rolesanywhere s3 sagemaker scheduler scheduler.redshift secretsmanager " +
    "securityhub ses sns spotfleet sqlworkbench sqs ssm states textract transcribe transfer translate vpc-flow-logs"
  )
    .split(" ")
    .map((name) => `${name}.amazonaws.com`),
);

/** The principal that was certainly meant by a wrong name; undefined where the name may well exist. */
export function meantPrincipal(name: string, services: ServiceReference): string | undefined {
  return names.has(name) ? undefined : meant(name, services).principal;
}

const meant = perText((name, services) => ({ principal: principalMeantBy(name, services) }));

function principalMeantBy(name: string, services: ServiceReference): string | undefined {
  if (name.length > 80) return undefined;
  const tidy = name.trim().toLowerCase();
  const alias = aliases.get(tidy.replace(/\.amazonaws\.com$/, ""));
  if (alias !== undefined) return alias;
  if (tidy !== name && (names.has(tidy) || parseRedshiftPrincipal(tidy) !== undefined)) return tidy;
  if (parseRedshiftPrincipal(name) !== undefined) return undefined;
  const hyphenated = /^(redshift-serverless|redshift)-(.+)\.amazonaws\.com$/.exec(tidy);
  if (hyphenated !== null && regions.has(hyphenated[2] as string))
    return `${hyphenated[1]}.${hyphenated[2]}.amazonaws.com`;
  const full = /^[a-z0-9-]+$/.test(tidy) ? `${tidy}.amazonaws.com` : tidy;
  if (full !== tidy) return names.has(full) ? full : undefined;
  const [first = "", ...rest] = tidy.split(".");
  const family = ["redshift", "redshift-serverless"].find((known) => mistakes(first, known, 2) > 0);
  if (family !== undefined && !isService(first, services)) {
    const candidate = [family, ...rest].join(".");
    if (parseRedshiftPrincipal(candidate) !== undefined) return candidate;
  }
  const written = /^(redshift-serverless|scheduler\.redshift|redshift)\.(.+)$/.exec(tidy);
  if (written !== null) return mended(written[1] as string, written[2] as string);
  if (first.length < 5 || isService(first, services)) return undefined;
  const near = [...names].filter((known) => mistakes(tidy, known, 1) === 1);
  return near.length === 1 ? near[0] : undefined;
}

/** What certainly means a service of Redshift's and is more than a typing mistake away. */
const aliases: ReadonlyMap<string, string> = new Map([
  ["redshift-scheduler", "scheduler.redshift.amazonaws.com"],
  ["redshift.scheduler", "scheduler.redshift.amazonaws.com"],
  ["redshift.serverless", "redshift-serverless.amazonaws.com"],
  ["serverless-redshift", "redshift-serverless.amazonaws.com"],
  ["serverless.redshift", "redshift-serverless.amazonaws.com"],
  // Spectrum has no principal of its own.
  ["redshift-spectrum", "redshift.amazonaws.com"],
  ["spectrum.redshift", "redshift.amazonaws.com"],
]);

/** The service is right; what follows is a Region, the domain, or both, with a mistake in them. */
function mended(service: string, rest: string): string | undefined {
  if (isAlmostDomain(rest)) return `${service}.amazonaws.com`;
  const dot = rest.indexOf(".");
  const region = dot === -1 ? rest : rest.slice(0, dot);
  if (!regions.has(region) || (dot !== -1 && !isAlmostDomain(rest.slice(dot + 1)))) return undefined;
  return `${service}.${region}.amazonaws.com`;
}

function isService(prefix: string, services: ServiceReference): boolean {
  return services.prefixes.includes(prefix);
}

function isAlmostDomain(domain: string): boolean {
  return ["amazon.com", "aws.com", "aws.amazon.com"].includes(domain) || mistakes(domain, "amazonaws.com", 2) > 0;
}

/** How many typing mistakes lie between the two; 0 when none, or more than `limit`. */
function mistakes(a: string, b: string, limit: number): number {
  const distance = editDistance(a, b, limit);
  return distance <= limit ? distance : 0;
}
