import {
  configSchemaUrl,
  exampleExternalId,
  regions,
  renderTemplate,
  type TextFile,
  vendors,
} from "@redshift-guard/core";

/** What `init` has to know. */
export interface StarterAnswers {
  readonly account: string;
  readonly region: string;
  /** Name of the role that Redshift uses. */
  readonly role: string;
  /** Absent where no vendor has a role of its own. */
  readonly vendor?: string;
  readonly externalId?: string;
}

export interface StarterQuestion {
  readonly name: keyof StarterAnswers;
  readonly text: string;
  /** The answer when nothing is typed; an empty one leaves the question open. Absent: the question must be answered. */
  readonly usual?: string;
  /** Why the answer cannot be taken. */
  problem(answer: string): string | undefined;
  /** Whether the question comes up after the answers so far. */
  isDue?(answers: Partial<StarterAnswers>): boolean;
}

const vendorNames = vendors.map(({ name }) => name.toLowerCase());

/** In the order in which they are asked; at most five. */
export const starterQuestions: readonly StarterQuestion[] = [
  {
    name: "account",
    text: "AWS account of the data warehouse (12 digits)",
    problem: (answer) => (/^\d{12}$/.test(answer) ? undefined : "An account id has 12 digits."),
  },
  {
    name: "region",
    text: "Region of the data warehouse",
    usual: "us-east-1",
    problem: (answer) => (regions.has(answer) ? undefined : "That is no Region with Redshift. Example: us-east-1."),
  },
  {
    name: "role",
    text: "Name of the role that Redshift uses for COPY and UNLOAD",
    usual: "RedshiftCopyUnload",
    problem: (answer) =>
      /^[\w+=,.@-]{1,64}$/.test(answer) ? undefined : "A role's name has up to 64 letters, digits and +=,.@-_",
  },
  {
    name: "vendor",
    text: `A vendor with a role of its own (${vendorNames.join(", ")}; empty for none)`,
    usual: "",
    problem: (answer) =>
      answer === "" || vendorNames.includes(answer.toLowerCase())
        ? undefined
        : `The vendors known are ${vendorNames.join(", ")}; others can be added to the config.`,
  },
  {
    name: "externalId",
    text: "The ExternalId that the vendor shows for you",
    problem: (answer) => {
      if (!/^[\w+=,.@:/-]{2,1224}$/.test(answer)) return "An ExternalId has 2 to 1224 letters, digits and +=,.@:/-_";
      const kind = exampleExternalId(answer);
      return kind === undefined ? undefined : `That is ${kind}. Take the ExternalId that was made for you.`;
    },
    isDue: ({ vendor }) => vendor !== undefined && vendor !== "",
  },
];

/** A policy repository to begin with: the config, example policies and the two workflows. */
export function starterFiles(answers: StarterAnswers): TextFile[] {
  const { account, region } = answers;
  const partition = regions.get(region)?.partition ?? "aws";
  return [
    { path: "redshift-guard.yml", text: configText(answers, partition) },
    {
      path: "policies/redshift-copy-unload.json",
      text: renderTemplate("redshift-s3-copy-unload", {
        partition,
        bucketName: `warehouse-${account}`,
        prefix: "load/",
      }),
    },
    {
      path: "policies/trust/redshift-copy-unload.json",
      text: renderTemplate("redshift-service-trust-regions", { regions: [region] }),
    },
    { path: ".github/workflows/redshift-guard-validate.yml", text: validateWorkflow },
    { path: ".github/workflows/redshift-guard-drift.yml", text: driftWorkflow(answers, partition) },
  ];
}

function configText({ account, role, vendor, externalId }: StarterAnswers, partition: string): string {
  const title = vendors.find(({ name }) => name.toLowerCase() === vendor?.toLowerCase())?.name;
  const vendorRole =
    title === undefined || externalId === undefined
      ? ""
      : `
  # ${title}, only with the ExternalId that it shows for us.
  - role: arn:${partition}:iam::${account}:role/${title}Access
    trust:
      vendor: ${title.toLowerCase()}
      external-id: ${JSON.stringify(externalId)}
`;
  return `# yaml-language-server: $schema=${configSchemaUrl}
# What the roles of the data warehouse should trust. \`redshift-guard drift\` compares each deployed role with it, and
# every difference is reported on the line here that states the expectation.
version: 1
roles:
  # COPY and UNLOAD, in one Region.
  - role: arn:${partition}:iam::${account}:role/${role}
    trust:
      policy: policies/trust/redshift-copy-unload.json
${vendorRole}
validate:
  paths: policies
`;
}

const validateWorkflow = `name: Validate IAM policies
on:
  pull_request:
  push:
    branches: [main]
permissions:
  contents: read
  pull-requests: read
  checks: write
jobs:
  validate:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
        with:
          fetch-depth: 0
      - uses: redshift-guard/redshift-guard/actions/validate@v1
`;

function driftWorkflow({ account, region }: StarterAnswers, partition: string): string {
  return `name: Drift of Redshift roles
on:
  schedule:
    - cron: "17 6 * * *"
  workflow_dispatch:
permissions:
  contents: read
  id-token: write
jobs:
  drift:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - uses: aws-actions/configure-aws-credentials@v5
        with:
          # Its permissions: \`redshift-guard template render redshift-guard-audit-role\`,
          # its trust: \`redshift-guard template render github-actions-trust\`.
          role-to-assume: arn:${partition}:iam::${account}:role/redshift-guard-drift
          aws-region: ${region}
      # The last report: it tells roles that were deleted and created again since.
      - uses: actions/cache@v4
        with:
          path: drift.json
          key: drift-\${{ github.run_id }}
          restore-keys: drift-
      - uses: redshift-guard/redshift-guard/actions/drift@v1
        with:
          roles: "iam:"
          previous: drift.json
          reports: json=drift.json
`;
}
