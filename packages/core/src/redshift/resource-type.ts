import { parseArn } from "../policy/arn.ts";
import type { PolicyDocument, Value } from "../policy/document.ts";
import { hasWildcard } from "../policy/pattern.ts";
import { rememberLast } from "../remember-last.ts";
import type { ServiceResourceType } from "../service-reference/service-reference.ts";

/** Resource types that only one of the two namespaces has. `namespace` and `snapshot` are in both. */
export const serverlessTypes: ReadonlySet<string> = new Set([
  "workgroup",
  "managed-workgroup",
  "managedvpcendpoint",
  "recoverypoint",
]);
export const provisionedTypes: ReadonlySet<string> = new Set([
  "cluster",
  "dbuser",
  "dbname",
  "dbgroup",
  "datashare",
  "eventsubscription",
  "hsmclientcertificate",
  "hsmconfiguration",
  "integration",
  "parametergroup",
  "securitygroup",
  "snapshotcopygrant",
  "snapshotschedule",
  "subnetgroup",
  "usagelimit",
]);
const sharedTypes: ReadonlySet<string> = new Set(["namespace", "snapshot"]);

/** Every resource type of Redshift's two services. */
export const redshiftTypes: ReadonlySet<string> = new Set([...serverlessTypes, ...provisionedTypes, ...sharedTypes]);

/** A Redshift ARN whose resource type is written out. */
export interface RedshiftArn {
  readonly value: Value;
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly type: string;
  /** `:` or `/`, or empty when nothing follows the type. */
  readonly separator: string;
  /** What follows the separator. */
  readonly name: string;
}

export function readRedshiftArn(value: Value): RedshiftArn | undefined {
  if (!value.value.includes(":redshift")) return undefined;
  const arn = parseArn(value.value);
  if (arn === undefined || !/^redshift(?:-serverless|-data)?$/.test(arn.service)) return undefined;
  const match = /^([a-z-]+)([:/]?)(.*)$/s.exec(arn.resource);
  const type = match?.[1] ?? "";
  if (!redshiftTypes.has(type)) return undefined;
  const { partition, service, region, account } = arn;
  return { value, partition, service, region, account, type, separator: match?.[2] ?? "", name: match?.[3] ?? "" };
}

/** Every Redshift ARN of the policy's resources and of its conditions on `aws:SourceArn`. */
export const redshiftArns: (policy: PolicyDocument) => readonly RedshiftArn[] = rememberLast((policy) =>
  policy.features.has("redshift") ? readRedshiftArns(policy) : [],
);

function readRedshiftArns(policy: PolicyDocument): RedshiftArn[] {
  const arns: RedshiftArn[] = [];
  const read = (value: Value): void => {
    const arn = readRedshiftArn(value);
    if (arn !== undefined) arns.push(arn);
  };
  for (const { resource, notResource } of policy.statements) {
    resource?.values.forEach(read);
    notResource?.values.forEach(read);
  }
  for (const { lowerKey, values } of policy.conditions) if (lowerKey === "aws:sourcearn") values.forEach(read);
  return arns;
}

/** Whether a `Resource` value can name a resource of the type. Errs on the side of yes where wildcards leave it open. */
export function mayName(resource: string, type: ServiceResourceType): boolean {
  // The colons of a pseudo parameter are none of the ARN's.
  const pattern = parseArn(resource.replaceAll("${AWS::", "${"));
  if (pattern === undefined) return hasWildcard(resource) || resource.includes("${");
  const [, , service = ""] = type.arn.split(":");
  if (!hasWildcard(pattern.service) && pattern.service !== service) {
    // A mistaken namespace has a finding of its own.
    if (!pattern.service.startsWith("redshift")) return false;
  }
  const form = type.arn.split(":").slice(5).join(":");
  const name = form.slice(0, Math.max(0, form.search(/[:/]/)));
  const written = /^[^:/*?$]*/.exec(pattern.resource)?.[0] ?? "";
  const open = /[*?$]/.test(pattern.resource.charAt(written.length));
  return open ? name.startsWith(written) : name === written;
}
