import type { DescribeClustersCommandOutput } from "@aws-sdk/client-redshift";
import type { ListNamespacesCommandOutput } from "@aws-sdk/client-redshift-serverless";
import type { Association, RoleReading } from "@redshift-guard/core";
import { answerWith } from "./answer.ts";
import type { AwsCalls, ClientConfig } from "./aws-calls.ts";
import { notRead } from "./not-read.ts";
import { pages } from "./pages.ts";

interface AssociationScope {
  readonly account: string;
  readonly region: string;
  /** Credentials and connections of the account. */
  readonly config: ClientConfig;
}

/**
 * Which clusters and Serverless namespaces of one account have which roles attached, Region by Region: in those named,
 * or else in the environment's. A Region that cannot be read is reported, not taken for empty.
 */
export async function* readAssociations(
  account: string,
  config: ClientConfig,
  calls: AwsCalls,
  named: readonly string[] | undefined,
): AsyncGenerator<RoleReading> {
  const usual = process.env["AWS_REGION"] ?? process.env["AWS_DEFAULT_REGION"] ?? "us-east-1";
  for (const region of named === undefined || named.length === 0 ? [usual] : named) {
    try {
      yield* listAssociations({ account, region, config }, calls);
      yield { kind: "associations", account, region };
    } catch (error) {
      const doing = `Asking Redshift in ${region} which roles are attached`;
      yield notRead(`Redshift of account ${account} in ${region}`, doing, error, account);
    }
  }
}

async function* listAssociations(
  { account, region, config }: AssociationScope,
  calls: AwsCalls,
): AsyncGenerator<Association> {
  const [{ RedshiftClient, DescribeClustersCommand }, { RedshiftServerlessClient, ListNamespacesCommand }] =
    await Promise.all([import("@aws-sdk/client-redshift"), import("@aws-sdk/client-redshift-serverless")]);
  const clusters = new RedshiftClient({ ...config, region });
  const askClusters = (Marker: string | undefined): Promise<DescribeClustersCommandOutput> =>
    calls.send("redshift:DescribeClusters", (o) =>
      answerWith("Clusters", clusters.send(new DescribeClustersCommand({ MaxRecords: 100, Marker }), o)),
    );
  for await (const page of pages(askClusters, ({ Marker: marker }) => marker)) {
    for (const { ClusterIdentifier: name = "", IamRoles: roles } of page.Clusters ?? []) {
      for (const { IamRoleArn: role } of roles ?? [])
        if (role !== undefined) yield { kind: "cluster", name, account, region, role };
    }
  }

  const namespaces = new RedshiftServerlessClient({ ...config, region });
  const askNamespaces = (nextToken: string | undefined): Promise<ListNamespacesCommandOutput> =>
    calls.send("redshift-serverless:ListNamespaces", (o) =>
      answerWith("namespaces", namespaces.send(new ListNamespacesCommand({ maxResults: 100, nextToken }), o)),
    );
  for await (const page of pages(askNamespaces, ({ nextToken: token }) => token)) {
    for (const { namespaceName: name = "", iamRoles: roles } of page.namespaces ?? []) {
      for (const written of roles ?? []) yield { kind: "namespace", name, account, region, role: roleArnIn(written) };
    }
  }
}

/**
 * ListNamespaces gives `IamRole(applyStatus=in-sync, iamRoleArn=arn:…)` where its documentation says an ARN; both are
 * read.
 */
function roleArnIn(text: string): string {
  return /arn:[^\s,)]+/.exec(text)?.[0] ?? text;
}
