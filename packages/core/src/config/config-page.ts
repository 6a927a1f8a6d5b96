import type { JsonSchema } from "./shape.ts";

/** An example that shows every part of the config; a test holds it to be right. */
export const configExample = `version: 1

accounts:
  production: ["111122223333", "444455556666"]

roles:
  # A policy file, relative to this file.
  - role: arn:aws:iam::111122223333:role/RedshiftSpectrum
    trust:
      policy: policies/trust/spectrum.json

  # A template with its parameters.
  - role: arn:aws:iam::111122223333:role/RedshiftCopy
    trust:
      template: redshift-service-trust-regions
      parameters:
        regions: [us-east-1, us-west-2]

  # The domain's own words. One entry for the role of this name in each account of the group.
  - role: RedshiftEtl
    accounts: production
    trust:
      cluster: analytics
      region: us-east-1
      db-users: [etl, "IAMR:scheduler"]

  # A vendor, and a variant that is no drift for a while.
  - role: PolytomicAccess
    accounts: production
    trust:
      vendor: polytomic
      external-id: 0b9f4c1e-6a52-4b0e-9c58-7d1f3e2a6c44
    accept:
      - trust:
          vendor: polytomic
          external-id: 7d1f3e2a-6c44-4b0e-9c58-0b9f4c1e6a52
        reason: Polytomic moves us to a new organization
        expires: 2027-03-31

  # A pattern; an entry with the role's name or ARN decides before it.
  - role: /redshift/readonly/*
    trust:
      service: redshift

ignore:
  - role: Legacy*
    reason: goes away with the old cluster in May

unknown-roles: error

vendors:
  our-etl-tool: "777788889999"

validate:
  paths: [policies/**, terraform/*.tf]
  policy-types:
    policies/guardrails/**: scp
  values:
    templates/etl/**: parameters/etl-production.json
    terraform/*.tf: [terraform/variables.tf, terraform/production.tfvars]
    templates/**:
      Environment: production
      Vendors: ["568237466542", "777788889999"]
    modules/loader/*.tf:
      vendors: { etl: { account: "777788889999", open: false } }
  fail-on: WARNING
  suppressions:
    - code: REDUNDANT_STATEMENT
      path: policies/legacy/**
      reason: goes away in May
      owner: warehouse team
      expires: 2027-05-31
  forbidden-actions:
    - actions: [iam:*, redshift:DeleteCluster]
      path: policies/analysts/**
      reason: analysts read data
`;

/** The page about every member of the config, from its JSON Schema. */
export function configPage(schema: JsonSchema): string {
  return [
    "# `redshift-guard.yml`",
    "",
    "Who should be able to assume which role, and how policies are checked. YAML or JSON: the commands and the validate action find `redshift-guard.yml`, `redshift-guard.yaml` or `redshift-guard.json` in the folder they run in, and two of them are an error; the drift action takes `redshift-guard.yml`. Each takes another path by its `config`. `explain`, `compare`, `can` and `template match` take policy types and values of the files that they are given from it, and say so. Editors know it by its JSON Schema, which is in the package `@redshift-guard/core` as `schema/config.schema.json`.",
    "",
    "A mistake in the file is reported at its place, with what was probably meant, and never passes as a clean run.",
    "",
    "```yaml",
    configExample.trimEnd(),
    "```",
    "",
    "Which entry decides for a role: its ARN before its name, its name before a pattern, and among equals the first. Roles that AWS manages itself (service-linked roles, IAM Identity Center) are never selected by a pattern.",
    "",
    ...sections(schema, "The file"),
  ].join("\n");
}

function sections(schema: JsonSchema, title: string): string[] {
  const properties = schema["properties"] as Readonly<Record<string, JsonSchema>>;
  const required = (schema["required"] ?? []) as readonly string[];
  const rows = Object.entries(properties).map(([name, member]) => {
    const must = required.includes(name) ? " (required)" : "";
    return `| \`${name}\`${must} | ${inTable(inWords(member))} | ${inTable(String(member["description"] ?? ""))} |`;
  });
  const inner = Object.entries(properties).flatMap(([name, member]) =>
    objectsIn(member).flatMap((one, index, all) => {
      const parent = title === "The file" ? name : `${title.replaceAll("`", "")}.${name}`;
      const which = all.length > 1 ? `, form ${index + 1}` : "";
      return sections(one, `\`${parent}\`${which}`);
    }),
  );
  const table = ["| member | value | what it means |", "|---|---|---|", ...rows];
  // `accept` holds the same trust as its role.
  const isKnown = title.includes("accept.trust");
  return isKnown ? [] : [`## ${title}`, "", ...table, "", ...inner];
}

/** The objects with members of their own that a value may be or hold. */
function objectsIn(schema: JsonSchema): readonly JsonSchema[] {
  if (schema["properties"] !== undefined) return [schema];
  const parts = [
    ...((schema["anyOf"] ?? []) as readonly JsonSchema[]),
    schema["items"],
    schema["additionalProperties"],
  ];
  return parts.flatMap((part) => (typeof part === "object" && part !== null ? objectsIn(part as JsonSchema) : []));
}

function inWords(schema: JsonSchema): string {
  const choices = schema["enum"] as readonly unknown[] | undefined;
  if (choices !== undefined) return choices.map((choice) => `\`${choice}\``).join(", ");
  const forms = schema["anyOf"] as readonly JsonSchema[] | undefined;
  if (forms !== undefined) {
    const [first = "", ...others] = [...new Set(forms.map(inWords))];
    return others.length === 1 && others[0] === `list of ${first}`
      ? `${first}, or a list`
      : [first, ...others].join(" or ");
  }
  const examples = schema["examples"] as readonly string[] | undefined;
  if (examples !== undefined) return `text such as \`${examples[0]}\``;
  if (schema["format"] === "date") return "day";
  if (schema["type"] === "array") return `list of ${inWords(schema["items"] as JsonSchema)}`;
  if (Array.isArray(schema["type"]) && schema["type"].includes("object")) return "value";
  const values = schema["additionalProperties"];
  if (schema["type"] === "object")
    return typeof values === "object" ? `object of ${inWords(values as JsonSchema)}` : "object";
  return schema["pattern"] === "^\\d{12}$" || schema["type"] === "integer" ? "account id" : "text";
}

function inTable(text: string): string {
  return text.replaceAll("|", "\\|");
}
