import { type FindingType, findingTypes, type Location } from "../finding.ts";
import { type PolicyType, policyTypes } from "../policy/document.ts";
import { either, list, map, object, oneOrMany, type Placed, placed, type Shape } from "./shape.ts";
import { codeOfCheckId } from "./suppressed-code.ts";
import { type WrittenTrust, writtenTrust } from "./trust-shape.ts";
import { accountId, choice, day, text } from "./value-shape.ts";
import { type ValuesOfFiles, type WrittenValues, writtenValues } from "./values-of-files.ts";

/** The config as written, checked member by member; what the members mean together is decided in `config.ts`. */
export interface WrittenConfig {
  readonly at: Location;
  readonly version: 1;
  readonly accounts?: ReadonlyMap<string, readonly string[]>;
  readonly vendors?: ReadonlyMap<string, readonly string[]>;
  readonly roles?: readonly WrittenRole[];
  readonly ignore?: readonly WrittenIgnore[];
  readonly unknownRoles?: Placed<UnknownRoles>;
  readonly validate?: WrittenValidate;
}

/** What becomes of roles that trust Redshift, a listed vendor or everybody, and that the config does not name. */
export type UnknownRoles = "error" | "warning" | "ignore";

export interface WrittenRole {
  readonly at: Location;
  readonly role: Placed<string>;
  readonly accounts?: readonly Placed<string>[];
  readonly trust: WrittenTrust;
  readonly accept?: readonly WrittenAccept[];
}

export interface WrittenAccept {
  readonly at: Location;
  readonly trust: WrittenTrust;
  readonly reason: string;
  readonly expires?: Placed<string>;
}

export interface WrittenIgnore {
  readonly at: Location;
  readonly role: Placed<string>;
  readonly accounts?: readonly Placed<string>[];
  readonly reason: string;
}

/** The `validate` part: what `redshift-guard validate` looks at, and what it lets pass. */
export interface ValidateSettings {
  readonly at: Location;
  /** Globs relative to the config file. */
  readonly paths?: readonly string[];
  readonly policyTypes?: ReadonlyMap<string, Placed<PolicyType>>;
  readonly values?: ReadonlyMap<string, ValuesOfFiles>;
  readonly failOn?: FindingType;
  readonly suppressions?: readonly Suppression[];
  readonly forbiddenActions?: readonly ForbiddenActions[];
}

/** As the config has it, before the files that it names are read. */
export interface WrittenValidate extends Omit<ValidateSettings, "values"> {
  readonly values?: ReadonlyMap<string, Placed<WrittenValues>>;
}

/** Findings that somebody decided to live with. */
export interface Suppression {
  readonly at: Location;
  readonly code: Placed<string>;
  /** A glob; absent for every file. */
  readonly path?: string;
  readonly reason: string;
  readonly owner?: string;
  /** The last day on which it holds. */
  readonly expires?: Placed<string>;
}

/** Actions that no policy of the files may allow, as an entry of `forbidden-actions` says. */
export interface ForbiddenActions {
  readonly at: Location;
  /** A glob; absent for every file. */
  readonly path?: string;
  /** Actions with or without wildcards, as a policy writes them. */
  readonly actions: readonly Placed<string>[];
  /** ARNs with or without wildcards; absent for every resource. */
  readonly resources?: readonly Placed<string>[];
  readonly reason: string;
}

const roleText = text({
  expected: "a role's ARN, its name, or a pattern of names or paths",
  pattern: "arn:aws[a-z-]*:iam::(?:[0-9]{12}|[*]):role/[!-~]+|/[!-~]+|[\\w+=,.@*?-]+",
  examples: ["arn:aws:iam::111122223333:role/RedshiftCopy", "RedshiftCopy", "/redshift/*"],
});
const roleMember = {
  shape: placed(roleText),
  description:
    "The role: its ARN, its name, or a pattern (`Redshift*`, `/path/*`). `*` is any text, `?` one character.",
  required: true,
} as const;

const accountsMember = {
  shape: oneOrMany(placed(accountOrGroup())),
  description: "Only the roles of these accounts: account ids, or groups from the top-level `accounts`.",
};

const reason = text({
  expected: "a reason in words",
  pattern: "\\s*\\S[\\s\\S]*",
  examples: ["moves to the new cluster in May"],
});
const pathGlob = text({ expected: "a path with `*`, `**` and `?`", examples: ["policies/**/*.json"] });
const reasonMember = (what: string) => ({ shape: reason, description: what, required: true }) as const;
const expires = placed(day);

const accept: Shape<WrittenAccept> = object<WrittenAccept>({
  expected: "an accepted variant with `trust` and `reason`",
  members: {
    trust: { shape: writtenTrust, description: "The variant, written as the role's own `trust`.", required: true },
    reason: reasonMember("Why this variant is all right."),
    expires: { shape: expires, description: "The last day on which it is accepted, as `YYYY-MM-DD`." },
  },
});

const role: Shape<WrittenRole> = object<WrittenRole>({
  expected: "a role with `role` and `trust`",
  members: {
    role: roleMember,
    accounts: accountsMember,
    trust: { shape: writtenTrust, description: "Who may assume the role.", required: true },
    accept: {
      shape: list(accept, "a list of accepted variants"),
      description: "Other trusts that are not drift, each with a reason and, better, a last day.",
    },
  },
});

const ignore: Shape<WrittenIgnore> = object<WrittenIgnore>({
  expected: "a role to ignore, with `role` and `reason`",
  members: {
    role: roleMember,
    accounts: accountsMember,
    reason: reasonMember("Why nobody has to look at it."),
  },
});

const suppression: Shape<Suppression> = object<Suppression>({
  expected: "a suppression with `code` and `reason`",
  members: {
    code: {
      shape: placed(
        text({
          expected: "an issue code",
          pattern: "[A-Z][A-Z0-9_]*",
          examples: ["EXTERNAL_ID_MISSING"],
          meant: codeOfCheckId,
        }),
      ),
      description: "The issue code of the findings to let pass.",
      required: true,
    },
    path: {
      shape: pathGlob,
      description:
        "Only in these files; without it, in every file. `JSON_SYNTAX_ERROR` and codes that begin with `NOT_ANALYSED_` need it.",
    },
    reason: reasonMember("Why these findings are all right."),
    owner: { shape: text({ expected: "a name" }), description: "Who answers for it." },
    expires: { shape: expires, description: "The last day on which it holds, as `YYYY-MM-DD`." },
  },
});

const action = text({
  expected: "an action such as `iam:PassRole` or `redshift:*`",
  pattern: "[*]|[\\w-]+:[\\w*?]+",
  examples: ["redshift:DeleteCluster"],
});

const resource = text({
  expected: "a resource's ARN, with or without wildcards",
  pattern: "[*]|arn:aws[a-z-]*:[\\w*-]+:[\\w*-]*:[\\d*]*:\\S+",
  examples: ["arn:aws:redshift:*:111122223333:cluster:production"],
});

const forbidden: Shape<ForbiddenActions> = object<ForbiddenActions>({
  expected: "forbidden actions, with `actions` and `reason`",
  members: {
    path: { shape: pathGlob, description: "Only in these files; without it, in every file." },
    actions: { shape: oneOrMany(placed(action)), description: "Actions that no policy may allow.", required: true },
    resources: {
      shape: oneOrMany(placed(resource)),
      description: "Only on these resources; without it, on every one.",
    },
    reason: reasonMember("Why nobody may have them; shown with the finding."),
  },
});

const validate: Shape<WrittenValidate> = object<WrittenValidate>({
  expected: "the settings of `validate`",
  members: {
    paths: { shape: oneOrMany(pathGlob), description: "What is validated when the command names no path." },
    policyTypes: {
      shape: map(
        placed(choice(policyTypes, "Write the path first, then its type: `policies/guardrails/**: scp`.")),
        "an object from path to policy type",
      ),
      description: "Policy types by path, where the text cannot tell: service control policies look like others.",
    },
    values: {
      shape: map(placed(writtenValues), "an object from path to values"),
      description:
        'Values of a deployment by path, where several paths reach a file by the first: for the parameters of CloudFormation templates, before their defaults, for pseudo parameters such as `AWS::Region`, and for the variables of Terraform files. CloudFormation takes a text or a list of texts, and a number or boolean for its text; Terraform also lists, maps and objects, as a `.tfvars.json` has them, each converted to the type that the variable declares. A module that another one calls takes its variables from there: reach only files that are deployed with these values. An object from name to value, or the path of a file, relative to this file: a parameter file (`[{ "ParameterKey", "ParameterValue" }]`, or `{ "Parameters": { … } }`), a `.tfvars` or `.tfvars.json`, or a `.tf` for the defaults of its variables. In a list of files, the last that has a name decides. Another environment has a config of its own, which `--config` names.',
    },
    failOn: {
      shape: choice(findingTypes),
      description: "The weakest type of finding that fails the run, of `drift` too. Without it: `SECURITY_WARNING`.",
    },
    suppressions: {
      shape: list(suppression, "a list of suppressions"),
      description: "Findings of `validate` to let pass, each with a reason. One that no finding needs is reported.",
    },
    forbiddenActions: {
      shape: list(forbidden, "a list of forbidden actions"),
      description: "Actions that policies in these files may not allow.",
    },
  },
});

export const writtenConfig: Shape<WrittenConfig> = object<WrittenConfig>({
  expected: "a redshift-guard config",
  description:
    "Who should be able to assume the roles of an Amazon Redshift data warehouse, and how policies are checked.",
  members: {
    version: { shape: choice([1] as const), description: "The version of this format.", required: true },
    accounts: {
      shape: map(oneOrMany(accountId), "an object from group name to account ids"),
      description: "Groups of AWS accounts, by a name of your own.",
    },
    vendors: {
      shape: map(oneOrMany(accountId), "an object from vendor name to account ids"),
      description: "Vendors and their AWS accounts, beside those that are built in.",
    },
    roles: { shape: list(role, "a list of roles"), description: "The trust spec: what each role should trust." },
    ignore: {
      shape: list(ignore, "a list of roles to ignore"),
      description: "Roles that are never compared or reported, each with the reason.",
    },
    unknownRoles: {
      shape: placed(choice(["error", "warning", "ignore"] as const)),
      description:
        "What becomes of deployed roles that trust Redshift, a vendor or everybody and are not in the spec. Without it: `warning`.",
    },
    validate: { shape: validate, description: "What `redshift-guard validate` checks, and what it lets pass." },
  },
});

function accountOrGroup(): Shape<string> {
  const group = text({
    expected: "the name of an account group",
    pattern: "[A-Za-z][\\w-]*",
    examples: ["production"],
  });
  return either(accountId, group);
}
