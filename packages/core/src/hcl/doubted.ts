import type { FoundPolicy, TextFile, UnreadPolicy } from "../source.ts";
import { behindLocalsOf } from "./condition-operand.ts";
import type { ModuleBeside } from "./module-beside.ts";
import type { HclDeclarations } from "./resolve.ts";
import type { HclBody } from "./syntax.ts";

export type Doubted = (policies: Iterable<FoundPolicy | UnreadPolicy>) => Generator<FoundPolicy | UnreadPolicy>;

/** What is not known, with what the files beside it have to do with that. */
export function doubtsOf(
  file: TextFile,
  body: HclBody,
  declarations: HclDeclarations,
  beside: ModuleBeside | undefined,
): Doubted {
  const behindLocals = behindLocalsOf(file, body.blocks, declarations);
  return function* (policies) {
    for (const found of policies) {
      if (beside === undefined || found.kind === "policy") {
        beside?.takeDoubts();
        yield found;
        continue;
      }
      const details = [found.details, ...beside.takeDoubts()].join(" ");
      const behind = behindLocals(found.at);
      beside.takeDoubts();
      yield { ...found, behind, details };
    }
  };
}
