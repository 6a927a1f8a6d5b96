import { closest } from "@redshift-guard/core";

/** Reads the inputs of one action, and says what is wrong with them in the user's words. */
export interface InputReader<Name extends string> {
  /** Undefined when it is not given. */
  text(name: Name): string | undefined;
  lines(name: Name): string[];
  /** The first value is the default. */
  choice<T extends string>(name: Name, values: readonly [T, ...T[]]): T;
  optionalChoice<T extends string>(name: Name, values: readonly T[]): T | undefined;
  count(name: Name, ifAbsent: number): number;
  /** Lines of `FORMAT=FILE`. */
  reports(name: Name): readonly WantedReport[];
}

/** A line `FORMAT=FILE` of the input `reports`; neither is checked yet. */
export interface WantedReport {
  readonly format: string;
  readonly path: string;
}

/**
 * `names` is every input of `action.yml`. The runner hands over whatever stands in `with:`; a misspelt input would
 * otherwise be without effect, so it throws a TypeError, as every wrong value does.
 */
export function inputReader<Name extends string>(
  names: readonly Name[],
  environment: Readonly<Record<string, string | undefined>>,
  getInput: (name: string) => string,
): InputReader<Name> {
  refuseUnknownInputs(names, environment);
  return {
    text,
    lines,
    choice,
    optionalChoice,
    count,
    reports: (name) => lines(name).map((line) => readReport(name, line)),
  };

  function text(name: Name): string | undefined {
    const value = getInput(name);
    return value === "" ? undefined : value;
  }

  function lines(name: Name): string[] {
    return getInput(name)
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "");
  }

  function choice<T extends string>(name: Name, values: readonly [T, ...T[]]): T {
    return optionalChoice(name, values) ?? values[0];
  }

  function optionalChoice<T extends string>(name: Name, values: readonly T[]): T | undefined {
    const written = text(name);
    if (written === undefined) return undefined;
    const value = values.find((candidate) => candidate.toLowerCase() === written.toLowerCase());
    if (value !== undefined) return value;
    const meant = closest(written, values);
    const hint = meant === undefined ? "" : ` Did you mean \`${meant}\`?`;
    throw new TypeError(`The input \`${name}\` is \`${written}\`, and it may be ${values.join(", ")}.${hint}`);
  }

  function count(name: Name, ifAbsent: number): number {
    const written = text(name);
    if (written === undefined) return ifAbsent;
    if (/^\d{1,7}$/.test(written)) return Number(written);
    throw new TypeError(`The input \`${name}\` is \`${written}\`, and it must be a whole number, such as ${ifAbsent}.`);
  }
}

function refuseUnknownInputs(
  names: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): void {
  const known = new Set(names.map((name) => `INPUT_${name.toUpperCase()}`));
  for (const variable of Object.keys(environment)) {
    if (!variable.startsWith("INPUT_") || known.has(variable)) continue;
    const name = variable.slice("INPUT_".length).toLowerCase();
    const meant = closest(name.replaceAll("_", "-"), names);
    const hint = meant === undefined ? `The inputs are ${names.join(", ")}.` : `Did you mean \`${meant}\`?`;
    throw new TypeError(`There is no input \`${name}\`. ${hint}`);
  }
}

function readReport(input: string, line: string): WantedReport {
  const at = line.indexOf("=");
  const format = line.slice(0, at).trim();
  const path = line.slice(at + 1).trim();
  if (at > 0 && path !== "") return { format, path };
  throw new TypeError(
    `The input \`${input}\` has the line \`${line}\`. Write \`FORMAT=FILE\`, such as \`sarif=report.sarif\`.`,
  );
}
