import { closest } from "@redshift-guard/core";
import { UsageError } from "./usage-error.ts";

/** Reads an option that is one of a few words; case and `-` for `_` do not matter. */
export function oneOf<T extends string>(what: string, choices: readonly T[]): (value: string) => T {
  return (value) => {
    const choice = choices.find((candidate) => plain(candidate) === plain(value));
    if (choice !== undefined) return choice;
    const meant = closest(value, choices);
    const hint = meant === undefined ? "" : ` Did you mean \`${meant}\`?`;
    throw new UsageError(`There is no ${what} \`${value}\`.${hint} There are ${choices.join(", ")}.`);
  };
}

function plain(word: string): string {
  return word.toLowerCase().replaceAll("_", "-");
}
