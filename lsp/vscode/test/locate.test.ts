/** The server is found in the order that is promised, and nothing runs where nothing may. */

import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { locate, type Surroundings } from "../src/locate.ts";

/** A folder with programs in it that do nothing, and what there is around it. */
async function surroundings(...programs: string[]): Promise<Surroundings & { folder: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), "govlint-"));
  for (const program of programs) {
    const file = path.join(folder, program);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, "#!/bin/sh\n");
    await chmod(file, 0o755);
  }
  return {
    folder,
    setting: "",
    trusted: [path.join(folder, "work")],
    forbidden: [],
    path: path.join(folder, "bin"),
    own: path.join(folder, "own"),
    windows: false,
  };
}

const ALL = ["work/.venv/bin/python", "bin/govlint", "bin/python3", "own/bin/python"];
const yes = () => Promise.resolve(true);

test("the workspace's environment, PATH, a Python, the extension's own, in this order", async () => {
  const order = ["workspace", "path", "python", "private"];
  for (const [index, origin] of order.entries()) {
    const found = await locate(await surroundings(...ALL.slice(index)), yes);
    assert.equal(found?.origin, origin);
  }
  assert.equal(await locate(await surroundings(), yes), undefined);
});

test("the setting stands before all, and a Python is asked for its module", async () => {
  const around = await surroundings(...ALL);
  assert.deepEqual(await locate({ ...around, setting: "/opt/govlint" }, yes), {
    origin: "setting",
    command: "/opt/govlint",
    args: ["server"],
  });
  const python = await locate({ ...around, setting: "/opt/python3.12" }, yes);
  assert.deepEqual(python?.args, ["-P", "-m", "govlint", "server"]);
});

test("what does not answer is passed over", async () => {
  const asked: string[] = [];
  const found = await locate(await surroundings(...ALL), (command) => {
    asked.push(path.basename(command));
    return Promise.resolve(command.includes(`${path.sep}own${path.sep}`));
  });
  assert.equal(found?.origin, "private");
  assert.deepEqual(asked, ["python", "govlint", "python3", "python"]);
});

test("nothing of an untrusted workspace is asked, even where PATH leads into it", async () => {
  const around = await surroundings(...ALL, "work/bin/govlint");
  const work = path.join(around.folder, "work");
  const way = [path.join(work, "bin"), "bin", around.path].join(":");
  const asked: string[] = [];
  const found = await locate({ ...around, trusted: [], forbidden: [work], path: way }, (command) => {
    asked.push(command);
    return Promise.resolve(true);
  });
  assert.equal(found?.command, path.join(around.folder, "bin", "govlint"));
  assert.ok(asked.every((command) => !command.startsWith(work)));
});
