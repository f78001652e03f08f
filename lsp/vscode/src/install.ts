/** Makes the extension's own Python environment with govlint in it; knows nothing of VS Code. */

import { execFile } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { endsWell, pythonOf, pythonsOnPath, type Surroundings } from "./locate.ts";

/** What is to be said to the user when it cannot be done. */
export class InstallError extends Error {}

const NEW_ENOUGH = "import sys; raise SystemExit(sys.version_info < (3, 11))";

/**
 * Makes the environment anew and installs a requirement, as pip takes it; of a wheel file with what the server needs. What the tools print goes to `log`.
 * An InstallError leaves no environment behind.
 */
export async function install(
  where: Pick<Surroundings, "path" | "forbidden" | "windows" | "own">,
  requirement: string,
  log: (text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const python = await newEnoughPython(where);
  await mkdir(path.dirname(where.own), { recursive: true });
  try {
    await run(
      python,
      ["-P", "-m", "venv", "--clear", where.own],
      "No Python environment could be made (Debian and Ubuntu need python3-venv)",
      log,
      signal,
    );
    const own = pythonOf(where.own, where.windows);
    const pip = [
      "-P",
      "-m",
      "pip",
      "install",
      "--disable-pip-version-check",
      "--no-input",
      "--upgrade",
      withServer(requirement),
    ];
    await run(own, pip, "The package could not be installed; the log says why", log, signal);
  } catch (error) {
    await rm(where.own, { recursive: true, force: true });
    throw error;
  }
}

/** A wheel file that is named bare would come without the libraries of the language server. */
export function withServer(requirement: string): string {
  return requirement.toLowerCase().endsWith(".whl") ? `${requirement}[lsp]` : requirement;
}

async function newEnoughPython(where: Pick<Surroundings, "path" | "forbidden" | "windows">): Promise<string> {
  for (const python of await pythonsOnPath(where)) {
    if (await endsWell(python, ["-P", "-c", NEW_ENOUGH])) {
      return python;
    }
  }
  throw new InstallError("No Python 3.11 or newer was found; please install Python first");
}

function run(
  command: string,
  args: readonly string[],
  failure: string,
  log: (text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    log(`> ${[command, ...args].join(" ")}\n`);
    const child = execFile(command, [...args], { cwd: path.parse(command).root, signal, windowsHide: true }, (error) => {
      if (error === null) {
        resolve();
      } else if (signal.aborted) {
        reject(new InstallError("Called off before it was done"));
      } else {
        log(`${error.message}\n`);
        reject(new InstallError(failure));
      }
    });
    child.stdin?.end();
    child.stdout?.on("data", log);
    child.stderr?.on("data", log);
  });
}
