import { expect, test } from "vitest";
import { markdownFence } from "./markdown-text.ts";

test.each([
  ["{}", "```json\n{}\n```"],
  ["a ``` b", "````json\na ``` b\n````"],
  ["`````", "``````json\n`````\n``````"],
])("no text ends its fence: %s", (text, block) => expect(markdownFence("json", text)).toBe(block));
