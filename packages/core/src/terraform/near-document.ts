import { editDistance } from "../edit-distance.ts";

/** Also the right name. Terraform refuses the others; until then, their policy is one that nobody looked at. */
export function isNearDocument(type: string): boolean {
  return editDistance(type, "aws_iam_policy_document", 2) <= 2;
}
