import type { Request } from "./access/request.ts";

/** A request as name and value pairs, in the order a reader wants them: who, what, on what, with what. */
export function requestParts(request: Request): readonly (readonly [name: string, value: string])[] {
  const resource: (readonly [string, string])[] =
    request.resource === undefined ? [] : [["resource", request.resource]];
  const context = Object.entries(request.context).map(([key, value]): readonly [string, string] => [
    key,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  return [
    ["principal", `${request.principal.type} ${request.principal.id}`],
    ["action", request.action],
    ...resource,
    ...context,
  ];
}
