/** A text as a YAML scalar: plain where no reader can take it for anything else, in double quotes else. */
export function yamlScalar(text: string): string {
  const isPlain = /^[A-Za-z/][\w/.@=+-]*(?:[:,]+[\w/.@=+-]+)*$/.test(text);
  return isPlain && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text) ? text : JSON.stringify(text);
}

/** Comment lines of at most `width` characters. Whatever the text holds, it stays inside the comment. */
export function yamlComment(text: string, indent: string, width = 120): string[] {
  const lines: string[] = [];
  let line = "";
  // Control characters and the line separators of Unicode would end the comment.
  for (const word of text.split(/[\s\p{C}\u2028\u2029]+/u).filter((part) => part !== "")) {
    if (line !== "" && indent.length + 3 + line.length + word.length > width) {
      lines.push(line);
      line = "";
    }
    line = line === "" ? word : `${line} ${word}`;
  }
  if (line !== "") lines.push(line);
  return lines.map((one) => `${indent}# ${one}`);
}
