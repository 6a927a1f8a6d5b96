import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";

/**
 * moto (https://github.com/getmoto/moto): IAM, STS and Organizations as somebody else understood them. Installed from
 * PyPI into `.tools/moto`.
 */
const requirement = "moto[server]==5.2.5";
const folder = fileURLToPath(new URL("../../../.tools/moto", import.meta.url));
const program = `${folder}/bin/moto_server`;

export interface MotoServer {
  readonly url: string;
  stop(): void;
}

/** Why moto cannot run on this machine; undefined once it is installed. */
export function installMoto(): string | undefined {
  if (existsSync(program)) return undefined;
  if (spawnSync("python3", ["-m", "venv", folder]).status !== 0) return "Python 3 with venv is missing";
  const { status, stderr } = spawnSync(
    `${folder}/bin/pip`,
    ["install", "--quiet", "--disable-pip-version-check", requirement],
    {
      encoding: "utf8",
      timeout: 300_000,
    },
  );
  return status === 0
    ? undefined
    : `${requirement} could not be installed from PyPI (${stderr.trim().split("\n").at(-1)})`;
}

export async function startMoto(): Promise<MotoServer> {
  const port = await freePort();
  const server: ChildProcess = spawn(program, ["-H", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
  const url = `http://127.0.0.1:${port}`;
  for (let attempt = 0; ; attempt++) {
    try {
      await fetch(`${url}/moto-api/`);
      return { url, stop: () => server.kill("SIGKILL") };
    } catch (error) {
      if (attempt > 150 || server.exitCode !== null) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
