import type { HclBlock } from "./syntax.ts";

/** A block that has a name goes by it: its place changes when another is added before it. */
export function addressOf({ type, body }: HclBlock, address: string): string {
  const value = body.attributes.find(({ name }) => name.value === "name")?.value;
  return value?.kind === "text" && value.templates.length === 0
    ? `${address}.${type.value}[${JSON.stringify(value.value)}]`
    : address;
}
