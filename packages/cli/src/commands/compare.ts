import {
  type Access,
  assumeRoleCommand,
  conditionKeys,
  driftAccess,
  type PolicyType,
  policyTypes,
  printable,
  requestParts,
  requestSentence,
  type TrustComparison,
} from "@redshift-guard/core";
import { Command } from "commander";
import { assumingLines } from "../assuming-lines.ts";
import { comparePolicies } from "../compare-policies.ts";
import { readSoundConfig } from "../config-file.ts";
import { readTrustOrOther } from "../named-policies.ts";
import { oneOf } from "../one-of.ts";
import { print, printJson } from "../print.ts";
import { addConfigOption } from "../report-options.ts";
import { UsageError } from "../usage-error.ts";

interface Options {
  readonly config?: string;
  readonly policyType?: PolicyType;
  readonly json?: true;
  readonly role: string;
}

export function compareCommand(): Command {
  const command = new Command("compare")
    .description(
      "Compares two policies of one type by meaning, in both directions: the trust of roles, permissions, or policies of resources. A difference comes with a request that only one of them lets in.",
    )
    .argument("<expected>", "the policy as it should be, alone or as the AWS CLI prints it; `-` is the standard input")
    .argument("<actual>", "the policy as it is")
    .option(
      "-t, --policy-type <type>",
      `what the policies are, instead of detecting it: ${policyTypes.join(", ")}`,
      oneOf("policy type", policyTypes),
    );
  return addConfigOption(command)
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
  $ redshift-guard compare permissions-before.json permissions.json
  $ aws iam get-role --role-name Etl | redshift-guard compare expected.json -

Exit status: 0 the same access, 1 different access, 2 wrong use, such as a file with several policies,
3 it could not be decided, or a file could not be read.`,
    )
    .action((expected: string, actual: string, options: Options) => compare(expected, actual, options));
}

function compare(expectedPath: string, actualPath: string, options: Options): void {
  if (expectedPath === "-" && actualPath === "-")
    throw new UsageError("The standard input can be one of the two policies. Name a file for the other.");
  const { words, assuming, ...result } = comparisonOf(expectedPath, actualPath, options);
  const { verdict, newAccess, lostAccess, differences } = result;
  if (options.json === true) {
    printJson({ ...result, newAccess: driftAccess(newAccess), lostAccess: driftAccess(lostAccess), assuming });
  } else {
    const { policyType } = words;
    const allowed = policyType === "trust" ? "let in" : "allowed";
    const lines = [
      verdictLine(verdict, policyType),
      ...differences.map((difference) => `  ${printable(difference)}`),
      ...(newAccess.kind === "unknown" && lostAccess.kind === "unknown" && newAccess.because === lostAccess.because
        ? [`  ${printable(newAccess.because)}`]
        : [
            ...accessLines(
              `New access: ${allowed} by the actual policy, not by the expected one.`,
              newAccess,
              "can",
              options.role,
              words,
            ),
            ...accessLines(
              `Lost access: ${allowed} by the expected policy, not by the actual one.`,
              lostAccess,
              "can no longer",
              options.role,
              words,
            ),
          ]),
      ...[
        ...assumingLines(assuming.expected, "The expected policy is read "),
        ...assumingLines(assuming.actual, "The actual policy is read "),
      ].map((line) => `${line}.`),
    ];
    print(`${lines.join("\n")}\n`);
  }
  process.exitCode = verdict === "identical" || verdict === "cosmetic" ? 0 : verdict === "unknown" ? 3 : 1;
}

/** What the two policies rest on beside their files, each in words. */
interface Assuming {
  readonly expected: readonly string[];
  readonly actual: readonly string[];
}

/** What the sentences about a difference need to know of the policies. */
interface Words {
  readonly policyType: PolicyType;
  readonly keys: readonly string[];
}

function comparisonOf(
  expectedPath: string,
  actualPath: string,
  options: Options,
): TrustComparison & { readonly words: Words; readonly assuming: Assuming } {
  const said = { ...options, config: readSoundConfig(options.config) };
  const expected = readTrustOrOther(expectedPath, said);
  const actual = readTrustOrOther(actualPath, said);
  if (!("policy" in expected && "policy" in actual)) {
    // IAM stores no text with a fault, so what it means would be a guess.
    const faults = [expected, actual].flatMap((side) =>
      "policy" in side ? [] : [`\`${side.subject}\` cannot be compared. ${side.because}`],
    );
    return unknown([...new Set(faults)].join(" "));
  }
  const { type } = expected.policy;
  if (type !== actual.policy.type)
    return unknown(
      `\`${expectedPath}\` is a policy of type ${type}, and \`${actualPath}\` one of type ${actual.policy.type}: they decide about different requests. Where that is read wrongly, say what both are with \`--policy-type\`.`,
    );
  const words = { policyType: type, keys: [...conditionKeys([expected.policy, actual.policy]).values()] };
  const assuming = { expected: expected.assuming, actual: actual.assuming };
  return { ...comparePolicies(expected.policy, actual.policy), words, assuming };
}

function unknown(because: string): ReturnType<typeof comparisonOf> {
  const access: Access = { kind: "unknown", because };
  const words = { policyType: "trust", keys: [] } as const;
  const assuming = { expected: [], actual: [] };
  return { verdict: "unknown", newAccess: access, lostAccess: access, differences: [], words, assuming };
}

function verdictLine(verdict: string, policyType: PolicyType): string {
  const [allow, allows] = policyType === "trust" ? ["let in", "lets in"] : ["allow", "allows"];
  const refuses = policyType === "trust" ? "refuses" : "does not allow";
  switch (verdict) {
    case "identical":
      return "identical: the two policies are the same JSON.";
    case "cosmetic":
      return `cosmetic: the texts differ, and they ${allow} exactly the same requests.`;
    case "widened":
      return `widened: the actual policy ${allows} more than the expected one.`;
    case "narrowed":
      return `narrowed: the actual policy ${allows} less than the expected one.`;
    case "shifted":
      return `shifted: each of the two ${allows} requests that the other ${refuses}.`;
    default:
      return `unknown: it could not be decided whether the two ${allow} the same requests.`;
  }
}

function accessLines(
  title: string,
  access: Access,
  can: "can" | "can no longer",
  role: string,
  { policyType, keys }: Words,
): string[] {
  if (access.kind === "none") return [];
  if (access.kind === "unknown") return ["", title, `  unknown: ${printable(access.because)}`];
  const { witness, statement } = access;
  const command = policyType === "trust" ? assumeRoleCommand(witness, role) : undefined;
  return [
    "",
    title,
    `  ${printable(requestSentence(witness, can, { statement, policyType, keys }))}`,
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
