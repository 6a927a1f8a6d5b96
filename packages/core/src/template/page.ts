import { markdownFence } from "../markdown-text.ts";
import { renderTemplate, type Template } from "../template.ts";
import { templateOrigins } from "./origin.ts";
import type { TemplateParameter } from "./parameter.ts";

/** A template's page in the documentation, as Markdown. */
export function templatePage(template: Template): string {
  const { id, title, summary, parameters, reasons, sources, notes } = template;
  const examples = Object.fromEntries(parameters.map(({ name, example }) => [name, example]));
  const sections = [
    `# ${title}`,
    `\`${id}\` · ${kinds[template.kind]}`,
    summary,
    templateOrigins[template.origin],
    ...relatives(template),
    "## What it grants, and why",
    table(
      ["Permission", "Why"],
      Object.entries(reasons).map(([of, why]) => [`\`${of}\``, why]),
    ),
    "## Parameters",
    parameters.length === 0
      ? "None."
      : table(["Parameter", "What it is", "Default", "It takes", "Example"], parameters.map(parameterRow)),
    "## With example values",
    markdownFence("sh", command(template)),
    markdownFence("json", renderTemplate(id, examples).trimEnd()),
    "## Notes",
    notes.map((note) => `- ${note}`).join("\n"),
    "## Sources",
    sources.map((source) => `- <${source}>`).join("\n"),
  ];
  return `${sections.join("\n\n")}\n`;
}

const kinds: Readonly<Record<Template["kind"], string>> = {
  permission: "permissions of a role or user",
  trust: "trust policy of a role",
  key: "key policy of a KMS key",
  resource: "resource policy of a Redshift namespace",
};

/** The list of all pages. */
export function templatesPage(templates: readonly Template[]): string {
  const lists = Object.entries(kinds).map(([kind, words]) => {
    const ofKind = templates.filter((template) => template.kind === kind);
    const rows = ofKind.map(({ id, title }) => [`[\`${id}\`](${id}.md)`, title]);
    return `## ${words.charAt(0).toUpperCase()}${words.slice(1)}\n\n${table(["Template", "What it is"], rows)}`;
  });
  return `${[
    "# Templates",
    "Ready policies for Amazon Redshift and the systems that connect to it. `redshift-guard template render ID` writes one with your values; in `redshift-guard.yml`, `template: ID` states that a role's trust policy must be one.",
    ...lists,
  ].join("\n\n")}\n`;
}

function relatives({ leastPrivilege, vendorForm }: Template): string[] {
  return [
    ...(leastPrivilege === undefined
      ? []
      : [`> It grants more than is needed in most places. Narrower: [\`${leastPrivilege}\`](${leastPrivilege}.md).`]),
    ...(vendorForm === undefined ? [] : [`The wider form, as it is printed: [\`${vendorForm}\`](${vendorForm}.md).`]),
  ];
}

function parameterRow({ name, type, many, description, default: usual, example }: TemplateParameter): string[] {
  const first = typeof example === "string" ? example : (example[0] as string);
  const need = usual === undefined ? "required" : usual === "" ? "nothing" : `\`${usual}\``;
  return [`\`${name}\`${many ? " (list)" : ""}`, description, need, type.rule, `\`${first}\``];
}

/** The command that renders the policy below it. */
function command(template: Template): string {
  const options = template.parameters
    .filter(({ default: usual, example }) => usual !== example)
    .flatMap(({ name, example }) =>
      (typeof example === "string" ? [example] : example).map((value) => `  --param ${name}=${value}`),
    );
  return [`redshift-guard template render ${template.id}`, ...options].join(" \\\n");
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}
