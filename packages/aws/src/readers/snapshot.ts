// Not of `node:fs/promises`, which takes Node a tenth of a short run to load; there is nothing else to do meanwhile.
import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import {
  type DeployedRole,
  decodePolicyText,
  memberOf,
  type Node,
  type NotRead,
  parseText,
  positionsIn,
  type RoleReading,
  roleFromArn,
} from "@redshift-guard/core";
import { readAssociations } from "../associations.ts";
import { awsCalls } from "../aws-calls.ts";
import { callerAccount } from "../caller.ts";
import { notRead as callFailed } from "../not-read.ts";
import type { ReadContext, RoleReader } from "../reader.ts";

/** Roles as the AWS CLI printed them: a file, a folder of files, or the standard input; of one account or many. */
export const snapshot: RoleReader = {
  scheme: "snapshot",
  title: "A file or folder with what `aws iam get-account-authorization-details`, `list-roles` or `get-role` printed",
  open(rest, context) {
    if (rest === "")
      throw new TypeError("Which file? Write `snapshot:roles.json`, `snapshot:` and a folder, or `snapshot:-`.");
    return {
      async *read() {
        const readings = rest === "-" ? rolesIn("stdin", decodeText(await standardInput())) : readPath(rest);
        for (const reading of withoutRepairedCuts(readings))
          if (reading.kind !== "role" || context.keep?.(reading) !== false) yield reading;
        if (context.associations === true) yield* associationsOfCaller(context);
      },
    };
  },
};

/** A snapshot tells nothing about clusters: they are asked of the account of the credentials. */
async function* associationsOfCaller(context: ReadContext): AsyncGenerator<RoleReading> {
  const calls = context.calls ?? awsCalls(context.signal === undefined ? {} : { signal: context.signal });
  try {
    const account = await callerAccount(calls);
    yield* readAssociations(account, await calls.clientConfig(), calls, context.regions);
  } catch (error) {
    yield callFailed("Redshift of the account of the credentials", "Asking STS who the credentials are", error);
  }
}

async function standardInput(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** A list that was cut is no loss where another file has the last page of the account's. */
function* withoutRepairedCuts(readings: Iterable<RoleReading>): Generator<RoleReading> {
  const cuts: NotRead[] = [];
  const whole = new Set<string>();
  for (const reading of readings) {
    if (reading.kind === "not-read" && reading.code === listCut) {
      cuts.push(reading);
      continue;
    }
    if (reading.kind === "account") whole.add(reading.account);
    yield reading;
  }
  for (const cut of cuts) if (cut.account === undefined || !whole.has(cut.account)) yield cut;
}

/** `above` are the real paths of the folders that it stands in; undefined for the path that the user named. */
function* readPath(path: string, above?: readonly string[]): Generator<RoleReading> {
  let bytes: Buffer;
  try {
    if (statSync(path).isDirectory()) {
      yield* readFolder(path, above);
      return;
    }
    // A link to some other file.
    if (above !== undefined && !/\.json$/i.test(path)) return;
    bytes = readFileSync(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unknown error";
    const advice = code === "ENOENT" ? "No such file is there. Check the path." : "Check the path and its permissions.";
    yield notRead(path, "UNREADABLE", `The snapshot cannot be read (${code}). ${advice}`);
    return;
  }
  yield* rolesIn(path, decodeText(bytes));
}

/** Every JSON file below the folder, in the order of names; hidden ones are left out. Links to folders are followed. */
function* readFolder(folder: string, above: readonly string[] | undefined): Generator<RoleReading> {
  const real = realpathSync(folder);
  // A link to a folder that it stands in: that one is being read.
  if (above?.includes(real) === true) return;
  const entries = readdirSync(folder, { withFileTypes: true });
  const names = entries
    .filter(({ name }) => !name.startsWith("."))
    .filter((entry) => entry.isDirectory() || entry.isSymbolicLink() || /\.json$/i.test(entry.name))
    .map((entry) => entry.name)
    .sort();
  if (names.length === 0 && above === undefined)
    yield notRead(folder, "NO_ROLES", "The folder holds no JSON file. Check the path.");
  for (const name of names) yield* readPath(`${folder.replace(/\/+$/, "")}/${name}`, [...(above ?? []), real]);
}

/** PowerShell's `>` writes UTF-16 with a byte order mark. */
function decodeText(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.subarray(2).toString("utf16le");
  const text = bytes.toString("utf8");
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/** The roles of one document of the AWS CLI. A document that is broken anywhere gives none of its roles. */
function* rolesIn(path: string, text: string): Generator<RoleReading> {
  const { root, problems, tooDeep } = parseText(text, { syntax: "json" });
  const [problem] = problems;
  if (root === undefined || problem !== undefined || tooDeep !== undefined) {
    const line =
      text.trim() === ""
        ? " It is empty."
        : problem === undefined
          ? ""
          : ` Line ${positionsIn(text).at(problem.at.start).line}: ${problem.details}`;
    yield notRead(
      path,
      "SNAPSHOT",
      `The snapshot is not JSON as the AWS CLI prints it with \`--output json\`.${line} Write it again.`,
    );
    return;
  }
  const lists = root.kind === "array" && !root.items.some(isRole) ? root.items : [root];
  for (const list of lists) yield* rolesInList(path, text, list);
}

function* rolesInList(path: string, text: string, root: Node): Generator<RoleReading> {
  const list = (memberOf(root, "RoleDetailList") ?? memberOf(root, "Roles"))?.value;
  const single = memberOf(root, "Role")?.value ?? (isRole(root) ? root : undefined);
  const nodes =
    list?.kind === "array" ? list.items : root.kind === "array" ? root.items : single ? [single] : undefined;
  if (nodes === undefined) {
    const details =
      "There are no roles in this file. Write it with `aws iam get-account-authorization-details --filter Role`.";
    yield notRead(path, "NO_ROLES", details);
    return;
  }
  const accounts = new Set<string>();
  for (const node of nodes) {
    const reading = toReading(path, text, node);
    if (reading.account !== undefined) accounts.add(reading.account);
    yield reading;
  }
  if (list === undefined) return;
  if (!isCut(root)) for (const account of accounts) yield { kind: "account", account };
  else if (accounts.size === 0) yield cut(path);
  // A list that AWS cut off says nothing about the roles that are missing in it.
  else for (const account of accounts) yield { ...cut(path), account };
}

const listCut = "NOT_ANALYSED_LIST_CUT";

function cut(path: string): NotRead {
  return {
    kind: "not-read",
    subject: path,
    code: listCut,
    details:
      "AWS cut this list off: the roles on its other pages are not in it. Write it without `--max-items` and `--no-paginate`, or put every page into one folder.",
  };
}

function toReading(path: string, text: string, node: Node): DeployedRole | NotRead {
  const arn = textOf(node, "Arn") ?? "";
  const named = roleFromArn(arn);
  const document = memberOf(node, "AssumeRolePolicyDocument")?.value;
  if (named === undefined || document === undefined || (document.kind !== "object" && document.kind !== "string")) {
    const subject = arn === "" ? path : arn;
    const missing = named === undefined ? "a role's `Arn`" : "`AssumeRolePolicyDocument`";
    const reading = notRead(subject, "SNAPSHOT", `A role in ${path} lacks ${missing}. Write the snapshot again.`);
    return named === undefined ? reading : { ...reading, account: named.account };
  }
  const roleId = textOf(node, "RoleId");
  return {
    kind: "role",
    arn,
    account: named.account,
    name: textOf(node, "RoleName") ?? named.name,
    path: textOf(node, "Path") ?? named.path,
    ...(roleId === undefined ? {} : { roleId }),
    // The text as it stands, so that what a parser would drop, such as a repeated member, is still seen.
    trustPolicy:
      document.kind === "string" ? decodePolicyText(document.value) : text.slice(document.start, document.end),
    source: path,
  };
}

function isRole(node: Node): boolean {
  return memberOf(node, "AssumeRolePolicyDocument") !== undefined && memberOf(node, "Arn") !== undefined;
}

function isCut(root: Node): boolean {
  const cut = memberOf(root, "IsTruncated")?.value;
  if (cut?.kind === "boolean" && cut.value === true) return true;
  return ["NextToken", "Marker"].some((name) => textOf(root, name) !== undefined);
}

function textOf(node: Node, name: string): string | undefined {
  const value = memberOf(node, name)?.value;
  return value?.kind === "string" ? value.value : undefined;
}

function notRead(subject: string, code: string, details: string): NotRead {
  return { kind: "not-read", subject, code: `NOT_ANALYSED_${code}`, details };
}
