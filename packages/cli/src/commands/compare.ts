import {
  type Access,
  assumeRoleCommand,
  compareTrust,
  type PolicyDocument,
  parsePolicy,
  printable,
  requestParts,
  requestSentence,
  type TextFile,
  validatePolicy,
} from "@redshift-guard/core";
import { Command } from "commander";
import { readPolicyFile, readStandardInput } from "../read-file.ts";

interface Options {
  readonly json?: true;
  readonly role: string;
}

interface Side {
  readonly policy?: PolicyDocument;
  /** Why the file cannot be compared. */
  readonly because?: string;
}

export function compareCommand(): Command {
  return new Command("compare")
    .description(
      "Compares two trust policies by meaning, in both directions. A difference comes with a request that only one of them lets in.",
    )
    .argument("<expected>", "the policy as it should be; `-` is the standard input")
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
  $ aws iam get-role --role-name Etl --query Role.AssumeRolePolicyDocument | redshift-guard compare expected.json -

Exit status: 0 the same access, 1 different access, 2 wrong use, 3 it could not be decided.`,
    )
    .action((expected: string, actual: string, options: Options) => compare(expected, actual, options));
}

function compare(expectedPath: string, actualPath: string, options: Options): void {
  const [expected, actual] = [expectedPath, actualPath].map(read) as [Side, Side];
  const because = expected.because ?? actual.because;
  const result =
    expected.policy === undefined || actual.policy === undefined || because !== undefined
      ? { verdict: "unknown", newAccess: unknown(because), lostAccess: unknown(because), differences: [] }
      : compareTrust(expected.policy, actual.policy);
  if (options.json === true) {
    const plain = { ...result, newAccess: toPlain(result.newAccess), lostAccess: toPlain(result.lostAccess) };
    process.stdout.write(`${JSON.stringify(plain, undefined, 2)}\n`);
  } else {
    const lines = [
      verdictLine(result.verdict),
      ...result.differences.map((difference) => `  ${printable(difference)}`),
      ...accessLines(
        "New access: let in by the actual policy, not by the expected one.",
        result.newAccess,
        options.role,
      ),
      ...accessLines(
        "Lost access: let in by the expected policy, not by the actual one.",
        result.lostAccess,
        options.role,
      ),
    ];
    process.stdout.write(`${lines.join("\n")}\n`);
  }
  process.exitCode =
    result.verdict === "identical" || result.verdict === "cosmetic" ? 0 : result.verdict === "unknown" ? 3 : 1;
}

function read(path: string): Side {
  const file: TextFile | { readonly finding: { readonly findingDetails: string } } =
    path === "-" ? readStandardInput() : readPolicyFile(path, path);
  if ("finding" in file) return { because: `\`${path}\`: ${file.finding.findingDetails}` };
  const outcome = validatePolicy(file.text, { file: file.path, policyType: "trust" });
  if (outcome.kind === "not-analysed") return { because: `\`${path}\`: ${outcome.finding.findingDetails}` };
  const { policy, problems } = parsePolicy(file.text, { file: file.path, policyType: "trust" });
  const [fault] = problems;
  // IAM stores no text with a fault, so what it would mean is nobody's guess.
  return fault === undefined ? { policy } : { because: `\`${path}\` is no valid policy: ${fault.details}` };
}

function unknown(because = ""): Access {
  return { kind: "unknown", because };
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

function accessLines(title: string, access: Access, role: string): string[] {
  if (access.kind === "none") return [];
  if (access.kind === "unknown") return ["", title, `  unknown: ${printable(access.because)}`];
  const command = assumeRoleCommand(access.witness, role);
  return [
    "",
    title,
    `  ${printable(requestSentence(access.witness, "can", { statement: access.statement }))}`,
    ...requestParts(access.witness).map(([name, value]) => `    ${printable(name)}: ${printable(value)}`),
    ...(command === undefined
      ? []
      : [`  To try it as ${printable(access.witness.principal.id)}:`, `    $ ${printable(command)}`]),
  ];
}

/** A statement holds syntax nodes; readers need which one it is. */
function toPlain(access: Access): object {
  if (access.kind !== "new") return access;
  const { index, sid } = access.statement;
  return { ...access, statement: { index, ...(sid === undefined ? {} : { sid: sid.value }) } };
}
