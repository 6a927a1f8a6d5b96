/** What stands after `config:`. */
export interface AggregatorScope {
  readonly aggregator: string;
  /** For the reads that confirm a drift, in accounts other than the credentials' own. */
  readonly auditRole: { readonly roleName: string; readonly externalId?: string } | undefined;
  /** Whether the accounts are compared with the organization's. */
  readonly coverage: boolean;
  /** Accounts that need not be there. */
  readonly except: readonly string[];
}

const forms: Readonly<Record<string, RegExp>> = {
  role: /^[\w+=,.@/-]{1,512}$/,
  coverage: /^organization$/,
  except: /^\d{12}$/,
};

/** Throws a TypeError that names the part and the form. */
export function parseAggregatorScope(rest: string): AggregatorScope {
  const form = "`config:AGGREGATOR-NAME[,role=ROLE-NAME][,external-id=ID][,coverage=organization[,except=ID]…]`";
  const [aggregator = "", ...parts] = rest.split(",");
  if (!/^[\w-]{1,256}$/.test(aggregator))
    throw new TypeError(`Which aggregator? \`${aggregator}\` is no name of one. Write ${form}.`);
  const options = new Map<string, string>();
  const except: string[] = [];
  for (const part of parts) {
    const [, name, value] = /^(role|external-id|coverage|except)=(.+)$/.exec(part) ?? [];
    if (name === undefined || value === undefined || forms[name]?.test(value) === false)
      throw new TypeError(`\`${part}\` is not understood after \`config:\`. Write ${form}.`);
    if (name === "except") except.push(value);
    else options.set(name, value);
  }
  const roleName = options.get("role");
  const externalId = options.get("external-id");
  const coverage = options.has("coverage");
  if (roleName === undefined) return { aggregator, auditRole: undefined, coverage, except };
  return { aggregator, coverage, except, auditRole: { roleName, ...(externalId === undefined ? {} : { externalId }) } };
}
