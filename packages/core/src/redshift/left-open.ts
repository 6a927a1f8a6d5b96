/** A wildcard, a policy variable, or a placeholder that something fills in before IAM reads it. */
const opening = /[*?$<{[%]/;

/** Whether a text leaves something open that may turn out to be anything. */
export function isLeftOpen(text: string): boolean {
  return opening.test(text);
}

/** The text with `*` for each variable and each placeholder: `${…}`, `{{…}}`, `<…>`, `[…]`, `%…`, `$NAME`. */
export function openAsStars(text: string): string {
  return text.replaceAll(/\$?\{+[^}]*\}*|<[^>]*>?|\[[^\]]*\]?|%\w*%?|\$\w*/g, "*");
}
