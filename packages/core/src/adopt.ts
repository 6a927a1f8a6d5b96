import { configSchemaUrl } from "./config.ts";
import { deadStatements, deletedPrincipals } from "./drift/dead-statement.ts";
import { type DeployedRole, managedByAws, type RoleReading } from "./drift/deployed-role.ts";
import { readTrust } from "./drift/read-trust.ts";
import { hasSameTrust } from "./drift/same-trust.ts";
import { policyRemarks } from "./explain/policy-remarks.ts";
import { jsonText } from "./json-text.ts";
import { matchTemplate, type TemplateInstance } from "./match-template.ts";
import type { PolicyDocument } from "./policy/document.ts";
import { principalValues } from "./policy/principal-values.ts";
import { policyFault } from "./policy-fault.ts";
import { parseRedshiftPrincipal } from "./redshift/service-principal.ts";
import type { TextFile } from "./source.ts";
import { plainValue } from "./syntax/node.ts";
import { yamlComment, yamlScalar } from "./yaml-text.ts";

/** A trust spec made from deployed roles, as files that nobody has written yet. */
export interface Adoption {
  /** `redshift-guard.yml` first, then its policy files; the paths are relative to one folder. */
  readonly files: readonly TextFile[];
  /** How many roles the spec names. */
  readonly roles: number;
  /** How many of them have something that a reviewer should look at. */
  readonly remarkable: number;
  /** What the spec does not name although it was seen, or could not be seen, with the reason. */
  readonly left: readonly LeftOut[];
}

/** A role, account or file that the spec says nothing about. */
export interface LeftOut {
  readonly subject: string;
  readonly reason: string;
  /** A role that AWS itself manages: nothing is missing in the spec. */
  readonly byAws: boolean;
}

interface AdoptedRole {
  readonly role: DeployedRole;
  readonly lines: readonly string[];
  readonly file?: TextFile;
  readonly remarkable: boolean;
}

/**
 * A trust spec that says what is deployed: every role with its trust, as a template where one means the same, as a
 * policy file where none does. Comparing the same roles with it finds nothing, by construction; what a
 * reviewer should look at stands in comments. Text of the roles never leaves its quotes, its comment or its file.
 */
export function adoptRoles(readings: Iterable<RoleReading>): Adoption {
  const adopted = new Map<string, AdoptedRole>();
  const trusts = new Map<string, AdoptedTrust | string>();
  const left: LeftOut[] = [];
  for (const reading of readings) {
    if (reading.kind === "not-read") left.push({ subject: reading.subject, reason: reading.details, byAws: false });
    if (reading.kind !== "role") continue;
    const known = adopted.get(reading.arn);
    if (known !== undefined) {
      const reason = `It was read from ${known.role.source} and ${reading.source} with different trust policies; the first is written.`;
      if (!hasSameTrust(known.role, reading)) left.push({ subject: reading.arn, reason, byAws: false });
      continue;
    }
    const managed = managedByAws(reading);
    const entry = managed === undefined ? adopt(reading, trusts) : `It is ${managed}.`;
    if (typeof entry === "string") left.push({ subject: reading.arn, reason: entry, byAws: managed !== undefined });
    else adopted.set(reading.arn, entry);
  }
  const roles = [...adopted.values()].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  const files = roles.flatMap(({ file }) => (file === undefined ? [] : [file]));
  return {
    files: [{ path: "redshift-guard.yml", text: configText(roles) }, ...files],
    roles: roles.length,
    remarkable: roles.filter(({ remarkable }) => remarkable).length,
    left,
  };
}

function sortKey({ role }: AdoptedRole): string {
  return `${role.account} ${role.name.toLowerCase()}`;
}

/** The entry of a role, or why it has none. */
function adopt(role: DeployedRole, trusts: Map<string, AdoptedTrust | string>): AdoptedRole | string {
  // Name and account become a file's path.
  if (!/^[\w+=,.@-]{1,64}$/.test(role.name) || /^\.+$/.test(role.name)) return "It has a name that IAM does not allow.";
  if (!/^arn:aws[a-z-]*:iam::\d{12}:role\/[!-~]+$/.test(role.arn) || /[*?]/.test(role.arn))
    return "It has an ARN that IAM does not allow.";
  if (!role.arn.includes(`::${role.account}:`)) return "Its ARN is of another account than the one it was read in.";
  // Hundreds of roles of an account share a few documents.
  const trust = trusts.get(role.trustPolicy) ?? adoptTrust(role.trustPolicy);
  trusts.set(role.trustPolicy, trust);
  if (typeof trust === "string") return trust;
  const { comments, template, text } = trust;
  const head = [...comments, `  - role: ${yamlScalar(role.arn)}`, "    trust:"];
  const remarkable = comments.length > 0;
  if (template !== undefined) return { role, lines: [...head, ...templateLines(template)], remarkable };
  const file = { path: `trust/${role.account}/${role.name}.json`, text };
  return { role, lines: [...head, `      policy: ${yamlScalar(file.path)}`], file, remarkable };
}

interface AdoptedTrust {
  readonly comments: readonly string[];
  readonly template?: TemplateInstance;
  /** The document, formatted. */
  readonly text: string;
}

function adoptTrust(trustPolicy: string): AdoptedTrust | string {
  const parsed = readTrust(trustPolicy);
  const fault = policyFault(parsed);
  if (fault !== undefined) return `Its trust policy cannot be read: ${fault.details}`;
  const { policy } = parsed;
  const remarks = policyRemarks(policy, "WARNING");
  const comments = remarks.flatMap((remark) => yamlComment(`REVIEW: ${remark}`, "  "));
  const text = `${jsonText(plainValue(policy.node))}\n`;
  // A template would drop what has no meaning, such as a dead statement, and the comparison would find it again.
  const isWhole = deadStatements(policy).length === 0 && deletedPrincipals(policy).length === 0;
  const match = isWhole ? matchTemplate(policy) : undefined;
  if (match?.kind !== "match" || !saysSomething(match, policy)) return { comments, text };
  return { comments, template: match, text };
}

/** A template without parameters names its purpose only; on a role of any other purpose it would mislead. */
function saysSomething({ template }: TemplateInstance, policy: PolicyDocument): boolean {
  if (template.parameters.length > 0) return true;
  const services = policy.statements.flatMap((statement) => principalValues(statement, "Service"));
  return services.some((service) => parseRedshiftPrincipal(service) !== undefined);
}

function templateLines({ template, parameters }: TemplateInstance): string[] {
  const entries = Object.entries(parameters).flatMap(([name, value]) =>
    typeof value === "string"
      ? [`        ${yamlScalar(name)}: ${yamlScalar(value)}`]
      : [`        ${yamlScalar(name)}:`, ...value.map((one) => `          - ${yamlScalar(one)}`)],
  );
  return [`      template: ${template.id}`, ...(entries.length === 0 ? [] : ["      parameters:", ...entries])];
}

function configText(roles: readonly AdoptedRole[]): string {
  const lines = [
    `# yaml-language-server: $schema=${configSchemaUrl}`,
    "# Who may assume the roles of the data warehouse. Adopted from what was deployed: it says what is, not yet what",
    "# should be. Look at the lines with REVIEW, change what is wrong here, and `redshift-guard drift` shows what to mend.",
    "version: 1",
    roles.length === 0 ? "roles: []" : "roles:",
  ];
  let account: string | undefined;
  for (const { role, lines: own } of roles) {
    if (role.account !== account) lines.push(...(account === undefined ? [] : [""]), `  # Account ${role.account}`);
    account = role.account;
    lines.push(...own);
  }
  return `${lines.join("\n")}\n`;
}
