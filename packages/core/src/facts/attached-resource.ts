import type { PolicyDocument } from "../policy/document.ts";
import type { ResourceType } from "../policy/resource-type.ts";
import { actionNamed, type NamedAction } from "./named-actions.ts";
import { isOpen, type ResourceArn } from "./resource-arns.ts";

/** A resource that a policy can be attached to: what its policy may name. */
export interface AttachedResource {
  /** For sentences, with its article. */
  readonly words: string;
  readonly service: string;
  /** Resource types of the service that its actions reach. */
  readonly reaches: ReadonlySet<string>;
  /** A condition key that every request through the resource carries; an action without it is not done through it. */
  readonly key?: string;
  /** Actions in lower case that reach the resource, and that its policy does not decide about all the same. */
  readonly except?: ReadonlySet<string>;
  isOwnArn(arn: ResourceArn): boolean;
}

/** Both kinds of access point have an account in their ARNs; only those of one Region name a Region. */
const isAccessPointArn = ({ service, account, resource }: ResourceArn): boolean =>
  service === "s3" && account !== "" && /^(\*|accesspoint[/:].+)/.test(resource);

/** By ValidatePolicy's `validatePolicyResourceType`. */
const attachedResources: Readonly<Partial<Record<ResourceType, AttachedResource>>> = {
  "AWS::S3::Bucket": {
    words: "an S3 bucket",
    service: "s3",
    reaches: new Set(["bucket", "object"]),
    isOwnArn: ({ service, region, account, resource }) =>
      service === "s3" && region === "" && account === "" && resource !== "",
  },
  "AWS::S3::AccessPoint": {
    words: "an S3 access point",
    service: "s3",
    reaches: new Set(["accesspoint", "accesspointobject", "bucket", "object"]),
    key: "s3:dataaccesspointarn",
    isOwnArn: (arn) => isAccessPointArn(arn) && arn.region !== "",
  },
  "AWS::S3::MultiRegionAccessPoint": {
    words: "an S3 Multi-Region Access Point",
    service: "s3",
    reaches: new Set(["multiregionaccesspoint", "multiregionaccesspointarn", "accesspoint", "bucket", "object"]),
    key: "s3:dataaccesspointarn",
    isOwnArn: (arn) => isAccessPointArn(arn) && (arn.region === "" || isOpen(arn.region)),
  },
  "AWS::S3ObjectLambda::AccessPoint": {
    words: "an S3 Object Lambda access point",
    service: "s3-object-lambda",
    reaches: new Set(["objectlambdaaccesspoint"]),
    isOwnArn: ({ service, resource }) => service === "s3-object-lambda" && /^(\*|accesspoint[/:].+)/.test(resource),
  },
  "AWS::DynamoDB::Table": {
    words: "a DynamoDB table",
    service: "dynamodb",
    reaches: new Set(["table", "index", "export"]),
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-iam-actions.html
    except: new Set([
      "createglobaltable",
      "createtable",
      "importtable",
      "listexports",
      "listimports",
      "restoretablefrombackup",
      "updateglobaltable",
      "updateglobaltablesettings",
    ]),
    isOwnArn: ({ service, resource }) =>
      service === "dynamodb" && /^(\*|table\/[^/]+(\/(\*|(?:index|export)\/.+))?$)/.test(resource),
  },
};

/** What the policy is attached to, when the caller said so. */
export function attachedResource({ resourceType }: PolicyDocument): AttachedResource | undefined {
  return resourceType === undefined ? undefined : attachedResources[resourceType];
}

/** Whether a resource-based policy may turn out to be a role's: nobody said what it is attached to. */
export function mayBeTrust({ type, resourceType }: PolicyDocument): boolean {
  return type === "resource" && resourceType === undefined;
}

/** Whether an existing action can be allowed or denied by the resource's policy. Patterns are taken as they are. */
export function isSupported(named: NamedAction, resource: AttachedResource): boolean {
  const { prefix, name, service } = named;
  if (name === undefined) return true;
  if (prefix !== resource.service) return service === undefined;
  const action = actionNamed(named);
  if (action === undefined || resource.service === "s3-object-lambda") return true;
  if (resource.except?.has(name) === true) return false;
  if (resource.key !== undefined && !action.carries(resource.key)) return false;
  return action.resourceTypes.some((type) => resource.reaches.has(type.name));
}
