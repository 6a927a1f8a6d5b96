import { expect, test } from "vitest";
import { generateServiceData } from "./generate-service-data.ts";

test("the committed service data is the installed package's; `pnpm generate:services` writes it", async () => {
  await expect(await generateServiceData()).toMatchFileSnapshot("../packages/core/src/service-reference/data.ts");
});
