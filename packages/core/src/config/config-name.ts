/** Names under which the config is found where nobody names it. */
export const configNames: readonly string[] = ["redshift-guard.yml", "redshift-guard.yaml", "redshift-guard.json"];

/**
 * The config of a folder; undefined where there is none. A name that is there and cannot be read, such as a link to
 * nowhere, is there. Throws a TypeError where there are several: which of them holds would be a guess.
 */
export function configNameIn(isThere: (name: string) => boolean): string | undefined {
  const [first, second] = configNames.filter(isThere);
  if (first !== undefined && second !== undefined)
    throw new TypeError(
      `There are two configs, \`${first}\` and \`${second}\`. Keep one of the two, or name the one that applies.`,
    );
  return first;
}
