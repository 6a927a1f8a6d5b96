import type { TextFile } from "../source.ts";
import type { Range } from "../syntax/node.ts";

/** Far longer than the variables that IAM has. */
const longestVariable = 200;

/**
 * The first part that Terraform fills in, where the file is a template of Terraform's by its name. `${aws:username}` is
 * none: that is IAM's, and no expression of Terraform has such a colon.
 * https://developer.hashicorp.com/terraform/language/functions/templatefile
 */
export function templateIn({ path, text }: TextFile): Range | undefined {
  if (!/\.(?:tpl|tftpl|tmpl)$/i.test(path)) return undefined;
  for (let i = text.indexOf("{"); i !== -1; i = text.indexOf("{", i + 1)) {
    const mark = text[i - 1];
    if ((mark !== "$" && mark !== "%") || text[i - 2] === mark) continue;
    if (mark === "$" && /^\{(?:[A-Za-z][\w-]*:[\w-]|[*?$]\})/.test(text.slice(i, i + longestVariable))) continue;
    const close = text.slice(i, i + longestVariable).search(/[}\r\n]/);
    return { start: i - 1, end: close === -1 ? i + 1 : text[i + close] === "}" ? i + close + 1 : i + close };
  }
  return undefined;
}
