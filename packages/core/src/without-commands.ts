/**
 * A text for a log that GitHub's runner reads: none of its lines is a command. The runner obeys `::` where a line begins,
 * behind spaces too, and `##[` anywhere. `#` gets JSON's escape, so that JSON stays JSON, of the same value.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function withoutCommands(text: string): string {
  return text.replace(command, (found) => (found === "##" ? "#\\u0023" : `${found.slice(0, -2)}\\::`));
}

/** `^` would find lines behind U+2028, too: the runner knows none there, and JSON has that character bare in its strings. */
const command = /(?<![^\n\r])[^\S\n\r]*::|##(?=\[)/g;
