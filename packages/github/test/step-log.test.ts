import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

test("a long log arrives whole, however slowly it is read", async () => {
  const module = fileURLToPath(new URL("../src/step-log.ts", import.meta.url));
  const program = `import { writeLog } from ${JSON.stringify(module)}; for (let i = 0; i < 2000; i++) writeLog("ä".repeat(499) + i + "\\n");`;
  const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  for await (const chunk of child.stdout.setEncoding("utf8")) {
    text += chunk;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  const lines = text.trimEnd().split("\n");
  expect(lines).toHaveLength(2000);
  expect(lines.every((line, i) => line === "ä".repeat(499) + i)).toBe(true);
});
