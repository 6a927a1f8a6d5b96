/**
 * Whose text a template's policy is: the vendor's or AWS's as printed (broken syntax mended); reconstructed from their
 * prose where the sample is not to be had; or ours, derived from the pages named as sources.
 */
export type TemplateOrigin = "vendor" | "aws" | "reconstructed" | "derived";

/** For the reader, in a sentence. */
export const templateOrigins: Readonly<Record<TemplateOrigin, string>> = {
  vendor: "The vendor's own policy, with its syntax mended where the page is broken.",
  aws: "AWS's own policy, as its documentation prints it.",
  reconstructed: "Reconstructed: not the vendor's text. Its sample could not be had; the notes say what this rests on.",
  derived: "Derived from the documentation in the sources: no page prints this very policy.",
};
