import {
  explainPolicy,
  parsePolicy,
  plural,
  renderTemplate,
  type Template,
  type TemplateParameter,
  type TemplateParameters,
  templateOrigins,
  wrapWords,
} from "@redshift-guard/core";

/** Each template's id and title: on one line where every title fits, else on two. */
export function templateList(templates: readonly Template[], width: number): string {
  const column = Math.max(...templates.map(({ id }) => id.length)) + 2;
  const fits = templates.every(({ title }) => column + title.length <= width);
  const lines = templates.flatMap(({ id, title }) =>
    fits ? [`${id.padEnd(column)}${title}`] : [id, ...wrap(title, width, "    ")],
  );
  return `${lines.join("\n")}\n\n${plural(templates.length, "template")}. \`redshift-guard template show ID\` explains one.\n`;
}

/** Everything about a template, for a terminal. */
export function templateText(template: Template, width: number): string {
  const examples = Object.fromEntries(template.parameters.map(({ name, example }) => [name, example]));
  const sections = [
    [template.id, ...wrap(template.title, width)],
    wrap(template.summary, width),
    [
      `Policy type  ${template.policyType}`,
      ...hang("Text         ", templateOrigins[template.origin], width),
      ...(template.leastPrivilege === undefined ? [] : [`Narrower     ${template.leastPrivilege}`]),
      ...(template.vendorForm === undefined ? [] : [`As printed   ${template.vendorForm}`]),
    ],
    ["With the example values below, it says", ...explanation(template, examples, width)],
    [
      "Why each permission",
      ...Object.entries(template.reasons).flatMap(([of, why]) => [`  ${of}`, ...wrap(why, width, "      ")]),
    ],
    template.parameters.length === 0
      ? ["It takes no parameters."]
      : ["Parameters", ...template.parameters.flatMap((parameter) => parameterLines(parameter, width))],
    ["With example values", "", ...renderTemplate(template.id, examples).trimEnd().split("\n")],
    ["Notes", ...template.notes.flatMap((note) => hang("  - ", note, width))],
    ["Sources", ...template.sources.map((source) => `  ${source}`)],
  ];
  return `${sections.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function explanation(template: Template, parameters: TemplateParameters, width: number): string[] {
  const { policy } = parsePolicy(renderTemplate(template.id, parameters), { policyType: template.policyType });
  const { first, groups } = explainPolicy(policy);
  return [
    ...first.flatMap((sentence) => hang("  ! ", sentence, width)),
    ...groups.flatMap(({ title, sentences }) => [
      `  ${title}`,
      ...sentences.flatMap((one) => wrap(one, width, "      ")),
    ]),
  ];
}

function parameterLines(parameter: TemplateParameter, width: number): string[] {
  const { name, type, many, description, default: usual, example } = parameter;
  const need = usual === undefined ? "required" : usual === "" ? "optional" : `default ${usual}`;
  const examples = (typeof example === "string" ? [example] : example).join(", ");
  return [
    `  ${name}  (${many ? "one or more, " : ""}${need})`,
    ...wrap(description, width, "      "),
    ...wrap(`It takes ${type.rule}.`, width, "      "),
    ...wrap(`Example: ${examples}`, width, "      "),
  ];
}

function hang(mark: string, text: string, width: number): string[] {
  const [first, ...rest] = wrap(text, width, " ".repeat(mark.length));
  return [`${mark}${(first ?? "").trimStart()}`, ...rest];
}

function wrap(text: string, width: number, margin = ""): string[] {
  return wrapWords(text.split(" "), width - margin.length).map((line) => margin + line);
}
