import {
  type Access,
  assumeRoleCommand,
  compareTrust,
  driftAccess,
  printable,
  requestParts,
  requestSentence,
  type TrustComparison,
} from "@redshift-guard/core";
import { Command } from "commander";
import { readOnePolicy } from "../named-policies.ts";
import { print, printJson } from "../print.ts";

interface Options {
  readonly json?: true;
  readonly role: string;
}

export function compareCommand(): Command {
  return new Command("compare")
    .description(
      "Compares two trust policies by meaning, in both directions. A difference comes with a request that only one of them lets in.",
    )
    .argument("<expected>", "the policy as it should be, alone or as the AWS CLI prints it; `-` is the standard input")
    .argument("<actual>", "the policy as it is")
    .option("--json", "print the comparison as JSON")
    .option(
      "--role <arn>",
      "the role's ARN, for the command that tries the request",
      "arn:aws:iam::111122223333:role/ROLE",
    )
    .addHelpText(
      "after",
      `
Examples:
  $ redshift-guard compare expected.json deployed.json
  $ aws iam get-role --role-name Etl | redshift-guard compare expected.json -

Exit status: 0 the same access, 1 different access, 2 wrong use, such as a file with several policies,
3 it could not be decided, or a file could not be read.`,
    )
    .action((expected: string, actual: string, options: Options) => compare(expected, actual, options));
}

function compare(expectedPath: string, actualPath: string, options: Options): void {
  const result = comparisonOf(expectedPath, actualPath);
  const { verdict, newAccess, lostAccess, differences } = result;
  if (options.json === true) {
    printJson({ ...result, newAccess: driftAccess(newAccess), lostAccess: driftAccess(lostAccess) });
  } else {
    const lines = [
      verdictLine(verdict),
      ...differences.map((difference) => `  ${printable(difference)}`),
      ...(newAccess.kind === "unknown" && lostAccess.kind === "unknown" && newAccess.because === lostAccess.because
        ? [`  ${printable(newAccess.because)}`]
        : [
            ...accessLines(
              "New access: let in by the actual policy, not by the expected one.",
              newAccess,
              "can",
              options,
            ),
            ...accessLines(
              "Lost access: let in by the expected policy, not by the actual one.",
              lostAccess,
              "can no longer",
              options,
            ),
          ]),
    ];
    print(`${lines.join("\n")}\n`);
  }
  process.exitCode = verdict === "identical" || verdict === "cosmetic" ? 0 : verdict === "unknown" ? 3 : 1;
}

function comparisonOf(expectedPath: string, actualPath: string): TrustComparison {
  const expected = readOnePolicy(expectedPath, "trust");
  const actual = readOnePolicy(actualPath, "trust");
  if ("policy" in expected && "policy" in actual) return compareTrust(expected.policy, actual.policy);
  // IAM stores no text with a fault, so what it would mean is nobody's guess.
  const faults = [expected, actual].flatMap((side) =>
    "policy" in side ? [] : [`\`${side.subject}\` cannot be compared. ${side.because}`],
  );
  const unknown: Access = { kind: "unknown", because: [...new Set(faults)].join(" ") };
  return { verdict: "unknown", newAccess: unknown, lostAccess: unknown, differences: [] };
}

function verdictLine(verdict: string): string {
  switch (verdict) {
    case "identical":
      return "identical: the two policies are the same JSON.";
    case "cosmetic":
      return "cosmetic: the texts differ, and they let in exactly the same requests.";
    case "widened":
      return "widened: the actual policy lets in more than the expected one.";
    case "narrowed":
      return "narrowed: the actual policy lets in less than the expected one.";
    case "shifted":
      return "shifted: each of the two lets in requests that the other refuses.";
    default:
      return "unknown: it could not be decided whether the two let in the same requests.";
  }
}

function accessLines(title: string, access: Access, can: "can" | "can no longer", { role }: Options): string[] {
  if (access.kind === "none") return [];
  if (access.kind === "unknown") return ["", title, `  unknown: ${printable(access.because)}`];
  const { witness, statement } = access;
  const command = assumeRoleCommand(witness, role);
  return [
    "",
    title,
    `  ${printable(requestSentence(witness, can, { statement }))}`,
    ...requestParts(witness).map(([name, value]) => `    ${printable(name)}: ${printable(value)}`),
    ...(command === undefined
      ? []
      : [`  To try it as ${printable(callerInWords(witness.principal.id))}:`, `    $ ${printable(command)}`]),
  ];
}

/** AWS lets no root user assume a role. */
function callerInWords(id: string): string {
  const account = /^arn:[\w-]+:iam::(\d{12}):root$/.exec(id)?.[1];
  return account === undefined ? id : `a role or user of account ${account}`;
}
