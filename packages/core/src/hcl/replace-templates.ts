import type { HclTemplate, HclText } from "./syntax.ts";

/**
 * The text with other characters for its templates: those of the function, which is told where they will stand in the
 * new text. A template for which it has none stays. What is new has the place of its template in the file.
 */
export function replaceTemplates(
  text: HclText,
  replacementFor: (template: HclTemplate, at: number) => string | undefined,
): HclText {
  const parts: string[] = [];
  const offsets: number[] = [];
  const templates: HclTemplate[] = [];
  let from = 0;
  const copy = (to: number): void => {
    parts.push(text.value.slice(from, to));
    for (; from < to; from++) offsets.push(text.offsets[from] as number);
  };
  for (const template of text.templates) {
    copy(template.from);
    const replacement = replacementFor(template, offsets.length);
    if (replacement === undefined) {
      templates.push({ ...template, from: offsets.length, to: offsets.length + template.to - template.from });
      copy(template.to);
      continue;
    }
    parts.push(replacement);
    for (let i = 0; i < replacement.length; i++) offsets.push(template.start);
    from = template.to;
  }
  copy(text.value.length);
  offsets.push(text.offsets[text.value.length] as number);
  return { ...text, value: parts.join(""), offsets, templates };
}
