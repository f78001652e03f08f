/** Says where a govlint may be and which of those places has one; knows nothing of VS Code. */

import { execFile } from "node:child_process";
import { access, constants, readdir } from "node:fs/promises";
import path from "node:path";

export type Origin = "setting" | "workspace" | "path" | "python" | "private";

/** A command that starts the server. */
export interface Server {
  readonly origin: Origin;
  readonly command: string;
  readonly args: readonly string[];
}

/** Where to look. */
export interface Surroundings {
  /** The program that the user has named, or "". */
  readonly setting: string;
  /** The workspace's folders whose virtual environments may be used: none of them in an untrusted workspace. */
  readonly trusted: readonly string[];
  /** The folders in which nothing may be run. */
  readonly forbidden: readonly string[];
  /** The value of PATH. */
  readonly path: string;
  /** The folder of the extension's own environment. */
  readonly own: string;
  readonly windows: boolean;
}

/** Whether a command ends well. `input` is empty. */
export type Probe = (command: string, args: readonly string[]) => Promise<boolean>;

/** -P: what lies in the working folder is not imported. */
const SERVE = ["-P", "-m", "govlint", "server"] as const;
const HAS_SERVER =
  "import importlib.util as u; raise SystemExit(not (u.find_spec('govlint_lsp') and u.find_spec('pygls') and u.find_spec('govlint')))";

/** The first server that is there, in the order in which they are to be preferred; undefined where there is none. */
export async function locate(where: Surroundings, probe: Probe = endsWell): Promise<Server | undefined> {
  if (where.setting) {
    return fromSetting(where.setting);
  }
  for (const folder of where.trusted) {
    for (const name of [".venv", "venv"]) {
      const python = pythonOf(path.join(folder, name), where.windows);
      if ((await isProgram(python)) && (await probe(python, ["-P", "-c", HAS_SERVER]))) {
        return serverOf("workspace", python);
      }
    }
  }
  const program = await onPath(where, where.windows ? ["govlint.exe"] : ["govlint"]);
  for (const command of program) {
    // Without input the server starts and ends at once: a whole proof, its language server's libraries included.
    if (await probe(command, ["server"])) {
      return { origin: "path", command, args: ["server"] };
    }
  }
  for (const python of await pythonsOnPath(where)) {
    if (await probe(python, ["-P", "-c", HAS_SERVER])) {
      return serverOf("python", python);
    }
  }
  const own = pythonOf(where.own, where.windows);
  return (await isProgram(own)) && (await probe(own, ["-P", "-c", HAS_SERVER])) ? serverOf("private", own) : undefined;
}

/** The Pythons on PATH, the first one of each name. */
export async function pythonsOnPath(where: Pick<Surroundings, "path" | "forbidden" | "windows">): Promise<string[]> {
  const names = where.windows ? ["python.exe", "python3.exe"] : ["python3", "python"];
  const found = await Promise.all(names.map((name) => onPath(where, [name])));
  return found.flatMap((each) => each.slice(0, 1));
}

/** The interpreter of a virtual environment. */
export function pythonOf(environment: string, windows: boolean): string {
  return windows ? path.join(environment, "Scripts", "python.exe") : path.join(environment, "bin", "python");
}

/** Whether a command ends with 0 within ten seconds when nobody speaks to it. It runs in the root folder. */
export function endsWell(command: string, args: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = execFile(command, [...args], { cwd: path.parse(command).root, timeout: 10_000, windowsHide: true }, (error) =>
      resolve(error === null),
    );
    child.stdin?.end();
  });
}

function fromSetting(setting: string): Server {
  return /^py(thon[\d.]*)?(w?\.exe)?$/i.test(path.basename(setting))
    ? serverOf("setting", setting)
    : { origin: "setting", command: setting, args: ["server"] };
}

function serverOf(origin: Origin, python: string): Server {
  return { origin, command: python, args: SERVE };
}

/** The programs of these names on PATH. Relative folders, and those in which nothing may be run, are passed over. */
async function onPath(
  { path: folders, forbidden, windows }: Pick<Surroundings, "path" | "forbidden" | "windows">,
  names: readonly string[],
): Promise<string[]> {
  const allowed = folders
    .split(windows ? ";" : ":")
    .filter((folder) => path.isAbsolute(folder) && !forbidden.some((f) => isInside(folder, f)));
  const found: string[] = [];
  for (const folder of new Set(allowed)) {
    const there = new Set(await readdir(folder).catch(() => []));
    for (const name of names) {
      if (there.has(name) && (await isProgram(path.join(folder, name)))) {
        found.push(path.join(folder, name));
      }
    }
  }
  return found;
}

function isInside(inner: string, outer: string): boolean {
  const way = path.relative(outer, inner);
  return way === "" || !(way === ".." || way.startsWith(`..${path.sep}`) || path.isAbsolute(way));
}

function isProgram(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}
