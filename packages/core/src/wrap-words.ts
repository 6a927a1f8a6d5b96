/** Words in lines of at most `width` characters, unless one word is longer; no lines for no words. */
export function wrapWords(words: readonly string[], width: number): string[] {
  if (words.length === 0) return [];
  const lines: string[] = [];
  let line = "";
  for (const word of words) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
