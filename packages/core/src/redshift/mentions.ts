import type { PolicyDocument } from "../policy/document.ts";

/** Whether the text can speak of Redshift at all; one with escapes may. Most policies do not, and checks end here. */
export function mentionsRedshift({ features }: PolicyDocument): boolean {
  return features.has("redshift");
}
