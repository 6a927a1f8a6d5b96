import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Answers kept between runs in a folder, a file each. A cache can be lost at any time and never fails a run. */
export interface ResponseCache {
  read(key: string): Promise<unknown>;
  write(key: string, answer: unknown): Promise<void>;
  /** Why the folder could not be used, a sentence each, without repetition. */
  readonly problems: ReadonlySet<string>;
}

/** Where answers are kept, and for how long. */
export interface ResponseCacheOptions {
  readonly folder: string;
  /** AWS changes its checks without notice; an older answer is asked for again. */
  readonly maxAgeDays: number;
  /** Milliseconds since 1970. */
  now(): number;
}

/** Everything that an answer depends on, as one file name. */
export function cacheKey(parts: readonly (string | undefined)[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

const day = 86_400_000;

/** A cache in a folder, which is made at the first answer. */
export function responseCache({ folder, maxAgeDays, now }: ResponseCacheOptions): ResponseCache {
  const problems = new Set<string>();
  const fileOf = (key: string) => join(folder, `${key}.json`);

  async function read(key: string): Promise<unknown> {
    let text: string;
    try {
      text = await readFile(fileOf(key), "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") problems.add(sentence("read", error));
      return undefined;
    }
    const entry = parse(text);
    if (entry === undefined || now() - entry.savedAt > maxAgeDays * day || entry.savedAt > now()) return undefined;
    return entry.answer;
  }

  async function write(key: string, answer: unknown): Promise<void> {
    // Renamed into place, so that a run beside this one never reads half an answer.
    const unfinished = join(folder, `${key}.${randomUUID()}.tmp`);
    try {
      await mkdir(folder, { recursive: true });
      await writeFile(unfinished, JSON.stringify({ savedAt: now(), answer }));
      await rename(unfinished, fileOf(key));
    } catch (error) {
      problems.add(sentence("written", error));
    }
  }

  function sentence(what: string, error: unknown): string {
    return `The cache folder \`${folder}\` cannot be ${what} (${(error as NodeJS.ErrnoException).code ?? "unknown error"}); answers are asked for again.`;
  }

  return { read, write, problems };
}

interface Entry {
  readonly savedAt: number;
  readonly answer: unknown;
}

function parse(text: string): Entry | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || !("savedAt" in value) || !("answer" in value)) return undefined;
    return typeof value.savedAt === "number" ? { savedAt: value.savedAt, answer: value.answer } : undefined;
  } catch {
    // A file cut short by a full disk is as good as none.
    return undefined;
  }
}
