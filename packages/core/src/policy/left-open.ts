/** A wildcard, a policy variable, or a placeholder that something fills in before IAM reads it. */
const opening = /[*?$<{[%]/;

/** Whether a text leaves something open that may turn out to be anything. */
export function isLeftOpen(text: string): boolean {
  return opening.test(text);
}

/** The service that a text's ARN names; undefined where it is no ARN, or leaves the service open. */
export function serviceNamed(text: string): string | undefined {
  return /^arn:[^:${<{[%]*:([a-z0-9-]+):/.exec(text)?.[1];
}

/** The text with `*` for each variable and each placeholder: `${…}`, `$(…)`, `{{…}}`, `<…>`, `[…]`, `%…`, `$NAME`. */
export function openAsStars(text: string): string {
  return text.replaceAll(/\$\([^)]*\)?|\$?\{+[^}]*\}*|<[^>]*>?|\[[^\]]*\]?|%\w*%?|\$\w*/g, "*");
}
