import type { PolicyDocument, Value, ValueList } from "../policy/document.ts";
import type { ServiceReference } from "../service-reference/service-reference.ts";
import { patternsOverlap } from "./pattern-overlap.ts";
import { type ResourceTypeFormat, resourceTypeFormats } from "./resource-type-formats.ts";

/** A string of `Resource` or `NotResource` with the six fields of an ARN; each may hold wildcards and variables. */
export interface ResourceArn {
  readonly value: Value;
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** Why a string is no ARN: its first field is not `arn`, or there are too few. */
export type ArnFault = "prefix" | "fields";

const knownArns = new WeakMap<ValueList, readonly ResourceArn[]>();
const none: readonly ResourceArn[] = [];

/** Every ARN in `Resource` and `NotResource`, read once for all checks. */
export function* everyArn(policy: PolicyDocument): Iterable<ResourceArn> {
  for (const { resource, notResource } of policy.statements) {
    yield* arnsIn(resource);
    yield* arnsIn(notResource);
  }
}

export function* everyResource(policy: PolicyDocument): Iterable<Value> {
  for (const { resource, notResource } of policy.statements) {
    if (resource !== undefined) yield* resource.values;
    if (notResource !== undefined) yield* notResource.values;
  }
}

function arnsIn(list: ValueList | undefined): readonly ResourceArn[] {
  if (list === undefined) return none;
  let arns = knownArns.get(list);
  if (arns === undefined) {
    arns = list.values.flatMap((value) => {
      const fields = arnFields(value.value);
      if (fields.length < 6 || fields[0] !== "arn") return none;
      const [, partition, service, region, account, resource] = fields as [
        string,
        string,
        string,
        string,
        string,
        string,
      ];
      return [{ value, partition, service, region, account, resource }];
    });
    knownArns.set(list, arns);
  }
  return arns;
}

/** What keeps a string from being an ARN; undefined when it is one, or the bare `*`. */
export function arnFault(text: string): ArnFault | undefined {
  if (text === "*") return undefined;
  const fields = arnFields(text);
  if (fields.length > 1 && fields[0] !== "arn") return "prefix";
  return fields.length < 6 ? "fields" : undefined;
}

/** At most six fields; a colon inside a policy variable parts nothing. */
function arnFields(text: string): string[] {
  if (!text.includes("${")) {
    const fields = text.split(":", 6);
    if (fields.length === 6) fields[5] = text.slice(fields.slice(0, 5).join(":").length + 1);
    return fields;
  }
  const fields: string[] = [];
  let start = 0;
  for (let i = 0; i < text.length && fields.length < 5; i++) {
    if (text.startsWith("${", i)) {
      const close = text.indexOf("}", i);
      if (close === -1) break;
      i = close;
    } else if (text[i] === ":") {
      fields.push(text.slice(start, i));
      start = i + 1;
    }
  }
  fields.push(text.slice(start));
  return fields;
}

/** What is fixed text in a field: policy variables become `*`. */
export function asPattern(field: string): string {
  return field.includes("${") ? field.replace(/\$\{[^}]*\}/g, "*") : field;
}

/** Whether a field leaves its value open: a wildcard or a policy variable. */
export function isOpen(field: string): boolean {
  return field.includes("*") || field.includes("?") || field.includes("${");
}

/** The formats that an ARN can belong to, judged by its resource part; undefined when its service has none. */
export function formatsOf(arn: ResourceArn, services: ServiceReference): readonly ResourceTypeFormat[] | undefined {
  let formats = knownFormats.get(arn);
  if (formats === undefined) {
    const all = resourceTypeFormats(arn.service, services);
    if (all.length === 0) return undefined;
    const resource = asPattern(arn.resource);
    formats = all.filter((format) => patternsOverlap(resource, format.resource));
    knownFormats.set(arn, formats);
  }
  return formats;
}

const knownFormats = new WeakMap<ResourceArn, readonly ResourceTypeFormat[]>();
