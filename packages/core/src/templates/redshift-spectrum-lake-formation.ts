import { accountId, partition, region } from "../template/identity-parameters.ts";
import { glueDatabaseName } from "../template/resource-parameters.ts";
import type { Template } from "../template.ts";

export const redshiftSpectrumLakeFormation: Template = {
  id: "redshift-spectrum-lake-formation",
  title: "Spectrum with Lake Formation: read the catalogue and get data access",
  summary:
    "Lets Redshift Spectrum read one Glue database, and get credentials from Lake Formation for the data that Lake Formation grants it.",
  kind: "permission",
  policyType: "identity",
  origin: "derived",
  parameters: [partition(), region(), accountId(), glueDatabaseName()],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "ReadCatalog",
        Effect: "Allow",
        Action: [
          "glue:GetDatabase",
          "glue:GetDatabases",
          "glue:GetTable",
          "glue:GetTables",
          "glue:GetPartition",
          "glue:GetPartitions",
          "glue:BatchGetPartition",
        ],
        Resource: [
          "arn:${partition}:glue:${region}:${accountId}:catalog",
          "arn:${partition}:glue:${region}:${accountId}:database/${glueDatabase}",
          "arn:${partition}:glue:${region}:${accountId}:table/${glueDatabase}/*",
        ],
      },
      {
        Sid: "LakeFormationDataAccess",
        Effect: "Allow",
        Action: "lakeformation:GetDataAccess",
        Resource: "*",
      },
    ],
  },
  reasons: {
    "glue:GetDatabase": "Opens the external schema's database.",
    "glue:GetDatabases": "Lists the databases of the catalogue.",
    "glue:GetTable": "Reads a table's columns and place.",
    "glue:GetTables": "Lists the database's tables.",
    "glue:GetPartition": "Reads one partition of a table.",
    "glue:GetPartitions": "Finds the partitions that a query needs.",
    "glue:BatchGetPartition": "Reads many partitions at once.",
    "lakeformation:GetDataAccess":
      "Gets temporary access to the data that Lake Formation permits. The action supports no resource, so it needs `*`.",
  },
  sources: [
    "https://docs.aws.amazon.com/redshift/latest/dg/c-getting-started-using-spectrum-create-role.html",
    "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslakeformation.html",
  ],
  notes: [
    "AWS's sample grants `glue:*` on everything.",
    "What may be read is granted in Lake Formation, table by table, not here.",
  ],
};
