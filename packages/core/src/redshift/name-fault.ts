import { hasWildcard } from "../policy/pattern.ts";
import { quoteWhole } from "../quote.ts";

/**
 * Why no cluster is named so, in words; of a pattern, why none that it matches can be.
 * https://docs.aws.amazon.com/redshift/latest/mgmt/amazon-redshift-limits.html
 */
export function faultOfClusterName(name: string): string | undefined {
  if (name === "") return "the cluster's name is empty";
  const odd = /[^A-Za-z0-9*?-]/u.exec(name)?.[0];
  if (odd !== undefined && hasWildcard(name)) return `no cluster's name has ${quoteWhole(odd)}`;
  if (hasWildcard(name)) return undefined;
  if (name.endsWith(".redshift.amazonaws.com")) return `${quoteWhole(name)} is the cluster's endpoint, not its name`;
  if (name.length > 63) return `a cluster's name has at most 63 characters, this one ${name.length}`;
  if (!/^[a-z](?:-?[a-z0-9])*$/i.test(name)) {
    return `${quoteWhole(name)} is no cluster name: a letter, then letters, digits and single hyphens`;
  }
  return undefined;
}

/**
 * Why no database user is named so, in words. IAM identities are `IAM:` or `IAMR:` and the name.
 * https://docs.aws.amazon.com/redshift/latest/APIReference/API_GetClusterCredentials.html
 */
export function faultOfUserName(name: string): string | undefined {
  if (name === "") return "the user's name is empty";
  if (name.toLowerCase() === "public") return "`PUBLIC` is the group of all users, not a user";
  if (name.includes("/") && !name.startsWith("IAM")) return "there is more than one `/` after the cluster";
  return faultOfCharacters(name);
}

/** Blanks, quotes and what cannot be seen, which come with copying. */
export function faultOfCharacters(name: string): string | undefined {
  const odd = /[\s\p{C};,'"`\u2010-\u201f]/u.exec(name)?.[0];
  if (odd === undefined) return undefined;
  if (/\s/.test(odd)) return `there is a blank in ${quoteWhole(name)}`;
  const code = (odd.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, "0");
  return /\p{C}/u.test(odd) ? `it holds a character that cannot be seen, U+${code}` : `no name has ${quoteWhole(odd)}`;
}
