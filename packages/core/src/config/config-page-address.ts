/** Every member of the config, in words: what findings about it, and about values that it could give, lead to. */
export const configPageAddress: string = "https://github.com/redshift-guard/redshift-guard/blob/main/docs/config.md";
