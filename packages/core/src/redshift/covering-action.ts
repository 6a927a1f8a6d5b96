import { perText } from "../facts/per-text.ts";
import type { ServiceReference } from "../service-reference/service-reference.ts";

/** API operations that another action covers. https://docs.aws.amazon.com/redshift/latest/mgmt/data-api-iam.html */
const coveredBy: ReadonlyMap<string, string> = new Map([
  ["redshift-data:getstatementresultv2", "redshift-data:GetStatementResult"],
]);
const family = ["redshift-data", "redshift-serverless", "redshift"];

/** The action that covers an operation, given in lower case; empty for one that is an action itself, or nothing. */
export const coveringAction: (name: string, services: ServiceReference) => string = perText(
  (name, services) => coveredBy.get(name) ?? elsewhere(name, services) ?? "",
);

/** Redshift's actions are spread over three services, and a name under the wrong prefix names nothing. */
function elsewhere(name: string, services: ServiceReference): string | undefined {
  const colon = name.indexOf(":");
  const prefix = name.slice(0, colon);
  if (!family.includes(prefix)) return undefined;
  const action = name.slice(colon + 1);
  if (services.service(prefix)?.action(action) !== undefined) return undefined;
  for (const other of family) {
    const found = services.service(other)?.action(action);
    if (found !== undefined) return `${other}:${found.name}`;
  }
  return undefined;
}
