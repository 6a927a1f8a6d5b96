import type { StandardStream } from "./standard-streams.ts";

/** Shows how far a long run has come: a line that is renewed each second on a terminal, one a minute in a log. */
export function progressLine(line: () => string, stream: StandardStream): { end(): void } {
  const isTerminal = stream.isTTY === true;
  let shown = false;
  const timer = setInterval(
    () => {
      shown = true;
      stream.write(isTerminal ? `\r\u001b[K${line()}` : `${line()}\n`);
    },
    isTerminal ? 1_000 : 60_000,
  );
  timer.unref();
  return {
    end() {
      clearInterval(timer);
      if (shown && isTerminal) stream.write("\r\u001b[K");
      shown = false;
    },
  };
}
