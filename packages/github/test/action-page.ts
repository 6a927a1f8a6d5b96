/** What stands in `action.yml`, as far as a page about the action shows it. */
export interface ActionDescription {
  readonly inputs: Readonly<Record<string, Described>>;
  readonly outputs: Readonly<Record<string, Described>>;
  readonly runs: { readonly using: string; readonly main: string };
}

export interface Described {
  readonly description: string;
  readonly default?: string;
}

/** A Markdown table with padded columns; the first row is its head. */
export function markdownTable([head = [], ...rows]: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(3, ...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const padded = (row: readonly string[]) => line(row.map((cell, column) => cell.padEnd(widths[column] ?? 0)));
  return [padded(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(padded)].join("\n");
}

/** The page with `content` between its markers `<!-- name: … -->` and `<!-- /name -->`. */
export function withSection(text: string, name: string, content: string): string {
  const start = new RegExp(`<!-- ${name}: [^\\n]*-->\\n`).exec(text);
  const end = text.indexOf(`<!-- /${name} -->`);
  if (start === null || end === -1) throw new Error(`README.md has no section ${name}`);
  return `${text.slice(0, start.index + start[0].length)}\n${content}\n\n${text.slice(end)}`;
}
