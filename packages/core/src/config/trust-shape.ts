import { closest } from "../closest.ts";
import type { Location } from "../finding.ts";
import { regions as knownRegions } from "../policy/region.ts";
import { memberOf, type Node, type ObjectNode } from "../syntax/node.ts";
import {
  anyObject,
  either,
  list,
  map,
  object,
  oneOrMany,
  type Placed,
  placed,
  type Shape,
  type ShapeContext,
} from "./shape.ts";
import { accountId, choice, scalarText, text } from "./value-shape.ts";

/** Who should be able to assume a role, in one of its three forms. */
export type WrittenTrust = WrittenPolicy | (WrittenTemplate & InPart) | (WrittenTerms & InPart);

export interface InPart {
  /** Whether something else stands there that could not be read: what is missing may be that. */
  readonly isMisread?: boolean;
}

export interface WrittenPolicy {
  readonly at: Location;
  /** A file, or the policy itself. */
  readonly policy: Placed<string | ObjectNode>;
}

export interface WrittenTemplate {
  readonly at: Location;
  readonly template: Placed<string>;
  readonly parameters?: ReadonlyMap<string, Placed<string | readonly Placed<string>[]>>;
}

/** The domain's own words; `trust-terms.ts` makes a policy of them. */
export interface WrittenTerms {
  readonly at: Location;
  readonly vendor?: Placed<string>;
  readonly account?: readonly string[];
  readonly principals?: readonly string[];
  readonly externalId?: readonly Placed<string>[];
  readonly service?: Placed<string>;
  readonly regions?: readonly Placed<string>[];
  readonly region?: Placed<string>;
  readonly cluster?: Placed<string>;
  readonly workgroup?: Placed<string>;
  readonly dbUsers?: readonly Placed<string>[];
}

// Templates check a value by the parameter's own rule.
const parameter = either(list(placed(scalarText), "a list of texts"), scalarText);

const policy: Shape<WrittenPolicy> = object<WrittenPolicy>({
  expected: "a trust given as a policy",
  foreign: notBeside("policy"),
  members: {
    policy: {
      shape: placed(
        either<string, ObjectNode>(
          text({ expected: "the path of a policy file", examples: ["policies/trust/redshift.json"] }),
          { ...anyObject, expected: "the policy itself" },
        ),
      ),
      description:
        "The trust policy: a JSON or YAML file, relative to this file, or the policy itself, which `validate` checks like any other.",
      required: true,
    },
  },
});

const template: Shape<WrittenTemplate> = object<WrittenTemplate>({
  expected: "a trust given as a template",
  foreign: notBeside("template"),
  members: {
    template: {
      shape: placed(text({ expected: "the id of a template", examples: ["redshift-service-trust-regions"] })),
      description: "The id of a template; `redshift-guard template list` shows them.",
      required: true,
    },
    parameters: {
      shape: map(placed(parameter), "an object from parameter to value"),
      description: "The template's parameters; `redshift-guard template show ID` explains them.",
    },
  },
});

const dbUserPattern = "[A-Za-z0-9_+=,.@:-]+";
const externalIdText = text({
  expected: "an ExternalId: 2 to 1224 letters, digits and `+=,.@:/-_`",
  pattern: "[A-Za-z0-9_+=,.@:/-]{2,1224}",
  examples: ["0b9f4c1e-6a52-4b0e-9c58-7d1f3e2a6c44"],
});
const regionText = text({
  expected: "an AWS Region",
  pattern: "[a-z]{2,4}(?:-[a-z]+)+-[0-9]+",
  examples: ["us-east-1"],
  meant: (written) => closest(written, knownRegions.keys()),
});

const terms: Shape<WrittenTerms> = object<WrittenTerms>({
  expected: "a trust given as `policy`, as `template` with `parameters`, or in terms such as `vendor` and `regions`",
  members: {
    vendor: {
      shape: placed(text({ expected: "the name of a vendor", examples: ["polytomic"] })),
      description: "The vendor that may assume the role, by name; needs `external-id`.",
    },
    account: { shape: oneOrMany(accountId), description: "AWS accounts that may assume the role." },
    principals: {
      shape: oneOrMany(
        text({
          expected: "the ARN of an IAM role, user or account, or of a session",
          pattern:
            "arn:aws[a-z-]*:(?:iam::[0-9]{12}:(?:root|(?:role|user)/[\\w+=,.@/:-]+)|sts::[0-9]{12}:(?:assumed-role|federated-user)/[\\w+=,.@/:-]+)",
          examples: ["arn:aws:iam::111122223333:role/loader"],
        }),
      ),
      description: "IAM roles and users that may assume the role.",
    },
    externalId: {
      shape: oneOrMany(placed(externalIdText)),
      description: "The ExternalId that the vendor, account or principals must send; one of several.",
    },
    service: {
      shape: placed(choice(["redshift", "redshift-serverless"])),
      description: "The service that may assume the role; understood where a cluster, workgroup or Regions are named.",
    },
    regions: {
      shape: oneOrMany(placed(regionText)),
      description: "Redshift in these Regions only: the trust names the regional service principals.",
    },
    region: {
      shape: placed(regionText),
      description: "Where the cluster or workgroup is, for the ARNs of its database users.",
    },
    cluster: {
      shape: placed(
        text({
          expected: "a cluster's name",
          pattern: "[a-z](?:[a-z0-9]|-(?=[a-z0-9])){0,62}",
          examples: ["analytics"],
        }),
      ),
      description: "Only database users of this provisioned cluster, in the role's own account.",
    },
    workgroup: {
      shape: placed(
        text({
          expected: "the id of a Redshift Serverless workgroup (its UUID, not its name)",
          pattern: "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
          examples: ["5b2f1c7e-9d04-4a63-8a1e-2f6c0d9b7e31"],
        }),
      ),
      description: "Only database users of this Serverless workgroup, in the role's own account.",
    },
    dbUsers: {
      shape: oneOrMany(
        placed(text({ expected: "a database user's name", pattern: dbUserPattern, examples: ["etl", "IAMR:analyst"] })),
      ),
      description: "Only these database users of the cluster or workgroup; without it, all of them.",
    },
  },
});

/** The form follows from the member that only one of them has, if need be under a misspelt name. */
export const writtenTrust: Shape<WrittenTrust> = {
  expected: terms.expected,
  fits: terms.fits,
  read(node, context) {
    let isMisread = false;
    const watched: ShapeContext = {
      ...context,
      report: (...mistake) => {
        isMisread = true;
        context.report(...mistake);
      },
    };
    const form = formOf(node);
    if (form === "policy") return policy.read(node, watched);
    const read: WrittenTemplate | WrittenTerms | undefined = (form === "template" ? template : terms).read(
      node,
      watched,
    );
    return read === undefined || !isMisread ? read : { ...read, isMisread };
  },
  schema: () => ({ anyOf: [policy.schema(), template.schema(), { ...terms.schema(), minProperties: 1 }] }),
};

function formOf(node: Node): "policy" | "template" | "terms" {
  const names = node.kind === "object" ? node.members.map(({ key }) => key.value) : [];
  const isMeant = (form: string) =>
    names.some((name) => !termNames.includes(name) && closest(name, [form, "parameters", ...termNames]) === form);
  for (const form of ["policy", "template"] as const) if (memberOf(node, form) !== undefined) return form;
  if (memberOf(node, "parameters") !== undefined) return "template";
  return isMeant("policy") ? "policy" : isMeant("template") ? "template" : "terms";
}

function notBeside(form: "policy" | "template"): (name: string) => string | undefined {
  return (name) =>
    ["policy", "template", "parameters", ...termNames].includes(name)
      ? `It does not stand beside \`${form}\`: a trust is given in one form only.`
      : undefined;
}

const termNames = [
  "vendor",
  "account",
  "principals",
  "external-id",
  "service",
  "regions",
  "region",
  "cluster",
  "workgroup",
  "db-users",
];
