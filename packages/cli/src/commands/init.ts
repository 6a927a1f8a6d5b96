import { createInterface } from "node:readline";
import { findingsOf, loadConfig, parseText, printable, type TextFile, validateFiles } from "@redshift-guard/core";
import { Command } from "commander";
import { print, printError } from "../print.ts";
import { standardError } from "../standard-streams.ts";
import { type StarterAnswers, type StarterQuestion, starterFiles, starterQuestions } from "../starter.ts";
import { UsageError } from "../usage-error.ts";
import { writeNewFiles } from "../write-new-files.ts";

interface Options extends Partial<StarterAnswers> {
  readonly output: string;
  readonly yes?: true;
  readonly force?: true;
}

export function initCommand(): Command {
  return new Command("init")
    .description(
      "Writes a config, example policies and the two workflows, and checks them. On a terminal it asks at most five questions; options answer them beforehand. To begin with the roles that are deployed, use `adopt`.",
    )
    .option("--account <id>", "AWS account of the data warehouse")
    .option("--region <region>", "Region of the data warehouse")
    .option("--role <name>", "name of the role that Redshift uses for COPY and UNLOAD")
    .option("--vendor <name>", "a vendor with a role of its own")
    .option("--external-id <id>", "the ExternalId that the vendor shows for you")
    .option("-y, --yes", "ask nothing: what no option says takes its default")
    .option("-o, --output <folder>", "the folder to write into", ".")
    .option("--force", "write over files that are there")
    .addHelpText(
      "after",
      `
Examples:
  $ redshift-guard init
  $ redshift-guard init --account 111122223333 --region eu-central-1 --yes
  $ redshift-guard init --account 111122223333 --vendor polytomic --external-id 0b9f4c1e-6a52 --output guard

Exit status: 0 written, 2 wrong use.`,
    )
    .action((options: Options) => init(options));
}

async function init(options: Options): Promise<void> {
  const ask = options.yes !== true && process.stdin.isTTY === true ? terminalAsker() : undefined;
  let answers: StarterAnswers;
  try {
    answers = await answersFor(starterQuestions, options, ask?.ask);
  } finally {
    ask?.close();
  }
  const files = starterFiles(answers);
  const written = writeNewFiles(files, options.output, options.force === true);
  const remarks = check(files);
  const lines = [
    ...written.map((path) => `Wrote ${path}`),
    ...(remarks.length === 0 ? ["All of it was checked: no findings."] : remarks.map(printable)),
    "Next: `redshift-guard validate`, and `redshift-guard drift --roles iam:` with credentials of the account.",
  ];
  print(`${lines.join("\n")}\n`);
}

/** Answers from the options; what they leave open is asked, or has its usual answer where nobody can be asked. */
export async function answersFor(
  questions: readonly StarterQuestion[],
  given: Partial<StarterAnswers>,
  ask?: (text: string) => Promise<string>,
): Promise<StarterAnswers> {
  const answers: Record<string, string> = {};
  for (const question of questions) {
    const { name } = question;
    const option = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    if (question.isDue?.(answers) === false) {
      if (given[name] !== undefined) throw new UsageError(`\`${option}\` is for a vendor's role; add \`--vendor\`.`);
      continue;
    }
    let answer = given[name];
    if (answer === undefined && ask !== undefined) answer = await askUntilRight(question, ask);
    answer ??= question.usual;
    if (answer === undefined) throw new UsageError(`${question.text}? Say it with \`${option}\`.`);
    const problem = question.problem(answer);
    if (problem !== undefined) throw new UsageError(`\`${option} ${answer}\`: ${problem}`);
    if (answer !== "") answers[name] = answer;
  }
  return answers as unknown as StarterAnswers;
}

async function askUntilRight(question: StarterQuestion, ask: (text: string) => Promise<string>): Promise<string> {
  const usual = question.usual === undefined || question.usual === "" ? "" : ` [${question.usual}]`;
  for (;;) {
    const typed = (await ask(`${question.text}${usual}: `)).trim();
    const answer = typed === "" ? (question.usual ?? "") : typed;
    const problem = question.problem(answer);
    if (problem === undefined) return answer;
    printError(`  ${problem}\n`);
  }
}

function terminalAsker(): { ask(text: string): Promise<string>; close(): void } {
  const terminal = createInterface({ input: process.stdin, output: standardError.stream() });
  // While it asks, the terminal sends Control-C as a key.
  terminal.once("SIGINT", () => process.kill(process.pid, "SIGINT"));
  // Lines that are pasted at once wait here for their questions.
  const lines = terminal[Symbol.asyncIterator]();
  return {
    async ask(text) {
      terminal.setPrompt(text);
      terminal.prompt();
      const { value, done } = await lines.next();
      if (done === true) throw new UsageError("The questions were broken off; nothing was written.");
      return value;
    },
    close: () => terminal.close(),
  };
}

/** What the product itself says about the files that it wrote. */
function check(files: readonly TextFile[]): string[] {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const [config, ...others] = files;
  const own = config === undefined ? [] : loadConfig(config, { readFile: (path) => texts.get(path) }).findings;
  const policies = others.filter(({ path }) => path.startsWith("policies/"));
  const found = validateFiles(policies).flatMap(findingsOf);
  const broken = others.flatMap(({ path, text }) =>
    path.endsWith(".yml")
      ? parseText(text, { syntax: "yaml" }).problems.map(({ details }) => `${path}: ${details}`)
      : [],
  );
  const findings = [...own, ...found].map(
    ({ findingDetails, locations }) => `${locations[0]?.file ?? ""}: ${findingDetails}`,
  );
  return [...findings, ...broken];
}
