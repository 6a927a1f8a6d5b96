/** What the checks see for values that the deployment decides. */
/** No account has this number, so a policy that writes one out never means it. */
export const assumedAccount = "000000000000";
export const assumedRegion = "us-east-1";
export const assumedPartition = "aws";
export const assumedUrlSuffix = "amazonaws.com";
export const assumedUuid = "1234abcd-12ab-34cd-56ef-1234567890ab";

/**
 * Hexadecimal digits of an identifier that the deployment makes up: always the same for one resource. Two resources
 * never share one, so their ARNs are not to look as if one were written twice.
 */
export function assumedDigits(resource: string, count: number): string {
  let digits = "";
  for (let round = 0; digits.length < count; round++) {
    let hash = 0x811c9dc5 ^ round;
    for (let i = 0; i < resource.length; i++) hash = Math.imul(hash ^ resource.charCodeAt(i), 0x01000193);
    digits += (hash >>> 0).toString(16).padStart(8, "0");
  }
  return digits.slice(0, count);
}

/** A form's text with such an identifier where it says `{uuid}` or, for one of that many digits, `{hex17}`. */
export function withIdentifiers(form: string, resource: string): string {
  return form.replaceAll(/\{(?:uuid|hex(\d+))\}/g, (_, count: string | undefined) =>
    count === undefined
      ? `${assumedUuid.slice(0, -12)}${assumedDigits(resource, 12)}`
      : assumedDigits(resource, Number(count)),
  );
}
