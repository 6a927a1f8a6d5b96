/**
 * Makes a text safe for a log that GitHub's runner reads: none of its lines is a command. The runner obeys `::` where a
 * line begins, after spaces too, and `##[` anywhere. `#` becomes JSON's escape sequence, so that JSON stays JSON of the
 * same value.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function withoutCommands(text: string): string {
  return text.replace(command, (found) => (found === "##" ? "#\\u0023" : `${found.slice(0, -2)}\\::`));
}

/**
 * `^` would also match after U+2028, where the runner begins no line; in JSON, strings hold that character as it is.
 */
const command = /(?<![^\n\r])[^\S\n\r]*::|##(?=\[)/g;
