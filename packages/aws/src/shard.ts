/** `3/16`: the third of sixteen parts. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** GitHub runs at most so many jobs of one matrix. */
export const maxShards = 256;

/** Reads `3/16`. Throws a TypeError that shows the form. */
export function parseShard(text: string): Shard {
  const [, index, count] = /^(\d+)\/(\d+)$/.exec(text)?.map(Number) ?? [];
  if (index === undefined || count === undefined || index < 1 || index > count || count > maxShards) {
    throw new TypeError(
      `\`${text}\` is no shard. Write INDEX/COUNT with INDEX from 1 to COUNT and COUNT at most ${maxShards}, such as \`3/16\`.`,
    );
  }
  return { index, count };
}

/**
 * Whether the account is in the shard. By the account's own id (FNV-1a), so that an account stays where it is when
 * others come and go.
 */
export function inShard(account: string, shard: Shard | undefined): boolean {
  if (shard === undefined) return true;
  let hash = 0x811c9dc5;
  for (let i = 0; i < account.length; i++) hash = Math.imul(hash ^ account.charCodeAt(i), 0x01000193) >>> 0;
  // The low bits of FNV are its weakest.
  return ((hash ^ (hash >>> 15)) >>> 0) % shard.count === shard.index - 1;
}
