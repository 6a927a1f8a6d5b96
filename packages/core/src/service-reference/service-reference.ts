import type { ActionIndex } from "./action-index.ts";

/**
 * What AWS services define for policies: actions, resource types, condition keys.
 * Source: AWS Service Authorization Reference, https://docs.aws.amazon.com/service-authorization/latest/reference/
 */
export interface ServiceReference {
  /** The day of the data, `YYYY-MM-DD`. */
  readonly date: string;
  /** Whether the data is more than 90 days older than the caller's day: a name it does not hold may be new. */
  readonly outdated: boolean;
  /** Every service prefix, sorted. */
  readonly prefixes: readonly string[];
  /** The service with that prefix (lower case), decoded when first asked for. */
  service(prefix: string): Service | undefined;
}

export interface Service {
  readonly prefix: string;
  readonly name: string;
  /** The places of its actions by their names, in whatever case. */
  readonly actionIndex: ActionIndex;
  /** Their names in lower case, each between commas: `,pausecluster,rebootcluster,`. */
  readonly actionNames: string;
  /** The action of that name, in whatever case. */
  action(name: string): ServiceAction | undefined;
  /** The action at a place of `actionIndex`. */
  actionAt(place: number): ServiceAction;
  /** By name as written. */
  readonly resourceTypes: ReadonlyMap<string, ServiceResourceType>;
  /** The ARN formats of all resource types. */
  readonly arnFormats: readonly ArnFormat[];
  /** By lower-case name; a name may end in `/${TagKey}`-like parts, kept as written in `name`. */
  readonly conditionKeys: ReadonlyMap<string, ServiceConditionKey>;
  /** Whether a request for some action can carry the key (lower case). The page lists keys that none does. */
  someActionCarries(key: string): boolean;
}

export interface ServiceAction {
  readonly name: string;
  readonly accessLevel: string;
  /** Empty when the action knows no resource: only `*` reaches it. */
  readonly resourceTypes: readonly ActionResourceType[];
  /** Keys of the action itself, lower case, global ones included where the page lists them. */
  readonly conditionKeys: readonly string[];
  /** Whether a request for it can carry the key (lower case), by itself or through its resources. */
  carries(key: string): boolean;
}

export interface ActionResourceType {
  readonly name: string;
  readonly required: boolean;
  /** Lower case. */
  readonly conditionKeys: readonly string[];
}

export interface ServiceResourceType {
  readonly name: string;
  /** ARN format with `${…}` placeholders, as AWS prints it; the first where there are several. */
  readonly arn: string;
  readonly arns: readonly string[];
  /** Lower case. */
  readonly conditionKeys: readonly string[];
}

/** The ARN format of a resource type as patterns: what AWS writes `${Name}` is `*`. */
export interface ArnFormat {
  /** The prefix of the service that defines the type. */
  readonly owner: string;
  readonly type: string;
  /** The ARN's service, which may be another. */
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** AWS's type names: `String`, `ArrayOfString`, `ARN`, `Bool`, `Numeric`, `Date`, `IPAddress`, … */
export interface ServiceConditionKey {
  readonly name: string;
  readonly type: string;
  /** Whether the request can hold several values for it. */
  readonly multivalued: boolean;
}
