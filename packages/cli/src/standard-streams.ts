import { fstatSync, writeSync } from "node:fs";

/**
 * The standard output or error. What a file or a pipe gets is written whole before `write` returns. Not through
 * `process.stdout`: to create that, Node loads its streams and its network, which is a twentieth of a short run.
 * Terminals, and all of Windows, are left to it: it knows their character encodings.
 */
export interface StandardStream {
  write(text: string): void;
  /** What becomes of an error, in the turn after the write. */
  onError(listener: (error: NodeJS.ErrnoException) => void): void;
  /** Node's own, for what cannot do without. */
  stream(): NodeJS.WriteStream;
  readonly isTTY: boolean;
  readonly columns: number | undefined;
}

export const standardOutput: StandardStream = standardStream(1, () => process.stdout);
export const standardError: StandardStream = standardStream(2, () => process.stderr);

function standardStream(descriptor: number, nodes: () => NodeJS.WriteStream): StandardStream {
  let made: NodeJS.WriteStream | undefined;
  let isPlain: boolean | undefined;
  let listener: (error: NodeJS.ErrnoException) => void = () => undefined;
  const stream = (): NodeJS.WriteStream => {
    made ??= nodes().on("error", (error) => listener(error));
    return made;
  };
  const mayBeTerminal = (): boolean => {
    isPlain ??= isFileOrPipe(descriptor);
    return !isPlain;
  };
  return {
    onError(given) {
      listener = given;
    },
    stream,
    get isTTY() {
      return mayBeTerminal() && stream().isTTY === true;
    },
    get columns() {
      return mayBeTerminal() ? stream().columns : undefined;
    },
    write(text) {
      // Once there is a stream, what it still holds comes first.
      if (made !== undefined || mayBeTerminal()) stream().write(text);
      else {
        try {
          writeWhole(descriptor, text);
        } catch (error) {
          process.nextTick(() => listener(error as NodeJS.ErrnoException));
        }
      }
    },
  };
}

function isFileOrPipe(descriptor: number): boolean {
  if (process.platform === "win32") return false;
  try {
    const stat = fstatSync(descriptor);
    return stat.isFile() || stat.isFIFO() || stat.isSocket();
  } catch {
    return false;
  }
}

function writeWhole(descriptor: number, text: string): void {
  let rest = Buffer.from(text, "utf8");
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
      // The pipe is full, and whoever gave it to us writes to it without waiting; its reader needs a moment.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}
