import type { Template } from "../template.ts";

export const redshiftGuardValidate: Template = {
  id: "redshift-guard-validate",
  title: "redshift-guard: what the validate action needs to ask Access Analyzer",
  summary:
    "Lets the validate action ask IAM Access Analyzer. None of these actions reads or changes anything of the account.",
  kind: "permission",
  policyType: "identity",
  origin: "derived",
  parameters: [],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "AccessAnalyzer",
        Effect: "Allow",
        Action: [
          "access-analyzer:ValidatePolicy",
          "access-analyzer:CheckNoNewAccess",
          "access-analyzer:CheckAccessNotGranted",
          "access-analyzer:CheckNoPublicAccess",
        ],
        Resource: "*",
      },
    ],
  },
  reasons: {
    "access-analyzer:ValidatePolicy": "Asks IAM Access Analyzer for its findings.",
    "access-analyzer:CheckNoNewAccess": "Compares a changed policy with the one before (charged per call).",
    "access-analyzer:CheckAccessNotGranted": "Checks that forbidden actions are not granted (charged per call).",
    "access-analyzer:CheckNoPublicAccess": "Checks that a resource or trust policy is not public (charged per call).",
  },
  sources: [
    "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsiamaccessanalyzer.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-checks-validating-policies.html",
  ],
  notes: [
    "The action works offline without it.",
    "These actions support no resource, so they need `*`. Leave out the checks that you do not use.",
  ],
};
