import { expect, test } from "vitest";
import { nearestRegion } from "../policy/nearest-region.ts";
import { services } from "../service-reference/services.ts";
import { meantPrincipal } from "./known-principals.ts";
import { parseRedshiftPrincipal } from "./service-principal.ts";

test.each([
  ["redshfit.amazonaws.com", "redshift.amazonaws.com"],
  ["redshift.amazonws.com", "redshift.amazonaws.com"],
  ["redshift.amazon.com", "redshift.amazonaws.com"],
  ["redshift.amazonaws.com.", "redshift.amazonaws.com"],
  ["Redshift.amazonaws.com", "redshift.amazonaws.com"],
  [" redshift.amazonaws.com", "redshift.amazonaws.com"],
  ["redshift", "redshift.amazonaws.com"],
  ["redshift.us-east-1", "redshift.us-east-1.amazonaws.com"],
  ["redshift-us-east-1.amazonaws.com", "redshift.us-east-1.amazonaws.com"],
  ["redshfit.us-east-1.amazonaws.com", "redshift.us-east-1.amazonaws.com"],
  ["redshift.us-east-1.amazonaws.co", "redshift.us-east-1.amazonaws.com"],
  ["redshiftserverless.amazonaws.com", "redshift-serverless.amazonaws.com"],
  ["serverless.redshift.amazonaws.com", "redshift-serverless.amazonaws.com"],
  ["redshift-scheduler.amazonaws.com", "scheduler.redshift.amazonaws.com"],
  ["lamda.amazonaws.com", "lambda.amazonaws.com"],
  ["quicksigth.amazonaws.com", "quicksight.amazonaws.com"],
])("%s means %s", (written, meant) => {
  expect(meantPrincipal(written, services)).toBe(meant);
});

/** Principals that exist, or may: nothing may be guessed for them. */
test.each([
  ..."redshift redshift-serverless scheduler.redshift redshift.us-east-1 redshift-data ec2 ecs ecs-tasks lambda edgelambda events scheduler".split(
    " ",
  ),
  ..."pods.eks eks eks-fargate-pods glue backup batch config kafka kafkaconnect kinesis kinesisanalytics inspector inspector2".split(
    " ",
  ),
  ..."macie macie2 lex lexv2 channels.lexv2 sms sns sqs ses sso ssm sts s3 s3tables logs logs.us-east-1 states.us-east-1".split(
    " ",
  ),
  ..."ops.emr-serverless airflow airflow-env airflow-serverless bedrock bedrock-agentcore translate transcribe transfer".split(
    " ",
  ),
  ..."dms dlm ds rds ram rum monitoring.rds monitoring delivery.logs vpc-flow-logs spotfleet spot opensearchservice osis-pipelines".split(
    " ",
  ),
])("nothing is guessed for %s", (service) => {
  expect(meantPrincipal(`${service}.amazonaws.com`, services)).toBeUndefined();
});

test.each([
  ["redshift.amazonaws.com", { service: "redshift", region: undefined, chinaSuffix: false }],
  ["redshift.us-east-1.amazonaws.com", { service: "redshift", region: "us-east-1", chinaSuffix: false }],
  ["redshift.cn-north-1.amazonaws.com.cn", { service: "redshift", region: "cn-north-1", chinaSuffix: true }],
  ["redshift-serverless.amazonaws.com", { service: "redshift-serverless", region: undefined, chinaSuffix: false }],
  ["scheduler.redshift.amazonaws.com", { service: "scheduler.redshift", region: undefined, chinaSuffix: false }],
  ["redshift.us-west2.amazonaws.com", { service: "redshift", region: "us-west2", chinaSuffix: false }],
  ["us-east-1.redshift.amazonaws.com", undefined],
  ["Redshift.amazonaws.com", undefined],
  ["redshift-data.amazonaws.com", undefined],
  ["redshift.amazonaws.com.evil.example", undefined],
])("%s", (name, principal) => {
  expect(parseRedshiftPrincipal(name)).toEqual(principal);
});

test.each([
  ["us-west2", "us-west-2"],
  ["useast1", "us-east-1"],
  ["us_east_1", "us-east-1"],
  ["us-east-1a", "us-east-1"],
  ["US-EAST-1", "us-east-1"],
  ["us-esat-1", "us-east-1"],
  ["eu-centrall-1", "eu-central-1"],
  ["us-east-3", undefined],
  ["region", undefined],
  ["a".repeat(10_000), undefined],
])("the Region meant by %s is %s", (written, meant) => {
  expect(nearestRegion(written)).toBe(meant);
});
