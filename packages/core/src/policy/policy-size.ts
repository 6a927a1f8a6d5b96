import type { PolicyDocument, PolicyType } from "./document.ts";

/**
 * From where on Access Analyzer speaks, in characters. Of identity-based policies it allows more than the 6,144 of a
 * managed policy: inline policies of a role may have 10,240. Of resource-based policies it allows the 20,480 that
 * services such as S3 and VPC endpoints do.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 * https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 */
export const sizeQuota: Readonly<Record<PolicyType, number>> = {
  identity: 10240,
  session: 10240,
  trust: 2048,
  scp: 10240,
  rcp: 5120,
  resource: 20480,
  endpoint: 20480,
};

/** What an account's quota for trust policies can be raised to. */
export const highestTrustQuota = 8192;

/** IAM does not count white space; Organizations and other services do. */
const countedWithoutSpace: ReadonlySet<PolicyType> = new Set(["identity", "session", "trust"]);

/** The characters of a policy that count. */
export function policySize({
  type,
  text,
  node,
  plainJson,
}: Pick<PolicyDocument, "type" | "text" | "node" | "plainJson">): number {
  const size = node.end - node.start;
  if (!countedWithoutSpace.has(type)) return size;
  return size - (plainJson?.space ?? spaceIn(text, node.start, node.end));
}

/** What is too much of a policy, in a sentence; undefined for one that is as long as its type may be. */
export function sizeFault(policy: PolicyDocument): string | undefined {
  const size = policySize(policy);
  const quota = sizeQuota[policy.type];
  if (size <= quota) return undefined;
  const counted = countedWithoutSpace.has(policy.type) ? " without white space" : "";
  return `The policy has ${size} characters${counted}, and at most ${quota} are allowed.`;
}

function spaceIn(text: string, start: number, end: number): number {
  let space = 0;
  for (let i = start; i < end; i++) {
    const c = text.charCodeAt(i);
    if (c <= 0x20 && (c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09)) space++;
  }
  return space;
}
