"""Counts the instructions of whole commands, as ratios: the same number on a busy machine as on a quiet one.

    python -m tests.bench.instructions [--old PROGRAM] [PATH…]

Each path is checked by this build, and with `--old` by another build's `govlint`, under callgrind, which must be on the PATH
and takes fifty times as long as the command alone. Without a path the seed and the silent speech are checked. Instructions
are not seconds: what waits for memory costs more than it counts for.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.bench.speed import SILENT, surroundings
from tests.conftest import SEED

_COUNTED = re.compile(r"Collected : (\d+)")
_CHECK = ("check", "--isolated", "--no-cache", "--jobs", "1", "--fail-on", "never", "--format", "jsonl")


def instructions(command: Sequence[str], folder: str) -> int:
    """How many instructions a Python program executes, warm, in a folder, by its own process alone."""
    environment = surroundings(PYTHONHASHSEED="0")
    subprocess.run(command, capture_output=True, check=True, env=environment, cwd=folder)
    counting = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={os.devnull}", *command]
    done = subprocess.run(counting, capture_output=True, text=True, encoding="utf-8", check=True, env=environment, cwd=folder)
    counted = _COUNTED.search(done.stderr)
    assert counted is not None, done.stderr
    return int(counted[1])


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--old", help="another build's govlint, the script in its environment")
    parser.add_argument("paths", nargs="*", type=Path, default=[SEED, SILENT])
    options = parser.parse_args()
    if not shutil.which("valgrind"):
        sys.exit("valgrind is not on the PATH")
    builds = {"this build": [sys.executable, "-m", "govlint"]}
    if options.old:
        builds["old build"] = [str(Path(options.old).with_name("python")), options.old]
    print("| checked | build | million instructions | ratio |\n| --- | --- | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        for path in options.paths:
            counts = {name: instructions([*build, *_CHECK, str(path.resolve())], folder) for name, build in builds.items()}
            for name, count in counts.items():
                print(f"| {path.name} | {name} | {count / 1e6:,.0f} | {count / [*counts.values()][-1]:.2f} |", flush=True)


if __name__ == "__main__":
    main()
