"""Times whole commands side by side in one run, as ratios; nothing is asserted, the machine's own speed cancels out.

    python -m tests.bench.speed [--runs N] [--megabytes N] [--files N] [--old PROGRAM]

Prints the tables of speed.md, in Markdown. Bare Python's start is the unit of the short commands. The long text and the files
are made from the corpus with a share of their characters exchanged, so that no paragraph stands in them twice and the memo
cannot help. With `--old` another build's `govlint` is timed beside this one, and this one with that one's rules alone too.
AutoCorrect is timed on the same files where `autocorrect` is on the PATH.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.bench.recall import clean_texts
from tests.conftest import SEED

_HAN = range(0x4E00, 0x9FA6)
CORE = "ordinal,count,parallel,placeholder,formula,residue,punctuation/half-width"
"""The rules that the linter began with; the rule books came later."""
SILENT = Path(__file__).with_name("silent.txt")
"""A speech in which nothing is found, and nothing is said twice, as is so of most of what is checked."""


class Cost(NamedTuple):
    """Wall and processor seconds of a whole process, and its peak memory in MiB."""

    wall: float
    cpu: float
    peak: float


# Started by a process that holds nothing: what a parent holds when it starts a child counts into the child's peak.
_RUN = """
import os, sys, time
null = os.open(os.devnull, os.O_WRONLY)
begin = time.perf_counter()
child = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, null, n) for n in (1, 2)])
usage = os.wait4(child, 0)[2]
print(time.perf_counter() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
"""


def surroundings(**more: str) -> dict[str, str]:
    """The environment of what is measured: a user's Python keeps compiled modules."""
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | more


def run(command: Sequence[str], **environment: str) -> Cost:
    """Run a command to its end, its output thrown away."""
    measure = [sys.executable, "-S", "-E", "-c", _RUN, *command]
    done = subprocess.run(measure, capture_output=True, text=True, check=True, env=surroundings(**environment))
    return Cost(*map(float, done.stdout.split()))


def median(costs: Sequence[Cost]) -> Cost:
    """The median of each figure."""
    return Cost(*(statistics.median(column) for column in zip(*costs, strict=True)))


def side_by_side(commands: Mapping[str, Sequence[str]], runs: int) -> dict[str, Cost]:
    """The commands in turn, A B C A B C …, after one round that warms the caches; the median cost of each."""
    for command in commands.values():
        run(command)
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            costs[name].append(run(command))
    return {name: median(column) for name, column in costs.items()}


def long_text(size: int, random: Random) -> str:
    """`size` bytes of UTF-8 text like the corpus, five in a hundred Chinese characters exchanged for others of it."""
    texts = [text for _, text in clean_texts()]
    pool = [c for c in "".join(texts) if ord(c) in _HAN]
    pieces: list[str] = []
    length = 0
    while length < size:
        for text in texts:
            varied = "".join(random.choice(pool) if ord(c) in _HAN and random.random() < 0.05 else c for c in text)
            pieces.append(varied)
            length += len(varied.encode())
            if length >= size:
                break
    return "\n".join(pieces)


def word_pack(words: int, folder: Path, random: Random) -> Path:
    """A folder with one lexicon rule of so many words, made of characters that texts are full of, none inside another."""
    han = [c for c in "".join(text for _, text in clean_texts()) if ord(c) in _HAN]
    terms = {"".join(random.choices(han, k=3)) for _ in range(words * 2)}
    chosen = sorted(terms)[:words]
    example = chosen[0]
    lines = [
        "title: 词表",
        "message: “{match}”在词表里",
        "check: lexicon",
        "severity: hint",
        "why: 量词表大小对速度的影响。",
        "basis: [{standard: 基准测试, clause: 词表}]",
        "terms:",
        *(f"  {word}: {word}" for word in chosen),
        f"bad: [⟦{example}⟧]",
        "good: [。]",
    ]
    target = folder / f"pack-{words}" / "bench"
    target.mkdir(parents=True)
    (target / "words.yaml").write_text("\n".join(lines), encoding="utf-8")
    return target.parent


def folder_of(files: int, size: int, folder: Path, random: Random) -> Path:
    """A folder with so many files that have so many bytes together."""
    target = folder / "archive"
    target.mkdir()
    text = long_text(size, random)
    step = len(text) // files + 1
    for number in range(files):
        part = text[number * step : (number + 1) * step]
        (target / f"{number:04}.txt").write_text(part, encoding="utf-8", newline="")
    return target


def rules_of(program: Sequence[str]) -> list[str]:
    """The ids of the rules that a build has."""
    listed = subprocess.run([*program, "rules", "--format", "json"], capture_output=True, text=True, check=True).stdout
    return [rule["id"] for rule in json.loads(listed)]


def table(title: str, costs: Mapping[str, Cost], unit: str) -> None:
    """Print costs as a table; ratios are of processor time, to that of the command named `unit`."""
    print(f"| {title} | CPU s | ratio | wall s | peak MiB |\n| --- | ---: | ---: | ---: | ---: |")
    for name, cost in costs.items():
        print(f"| {name} | {cost.cpu:.2f} | {cost.cpu / costs[unit].cpu:.2f} | {cost.wall:.2f} | {cost.peak:.0f} |")
    print(flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--megabytes", type=float, default=10)
    parser.add_argument("--files", type=int, default=235)
    parser.add_argument("--old", help="the govlint program of another build")
    arguments = parser.parse_args()
    few = max(1, arguments.runs // 3)
    python = sys.executable
    govlint = [python, "-m", "govlint"]
    options = ["check", "--no-cache", "--fail-on", "never", "--format", "jsonl"]
    # As users run it a second time: what a first run may have kept for later ones is there.
    builds = {"this build": [*govlint, *options]}
    if arguments.old:
        known = set(rules_of(govlint))
        shared = [rule for rule in rules_of([arguments.old]) if rule in known]
        print(f"{len(shared)} rules are in both builds, {len(known)} in this one.\n")
        builds = {
            "old build": [arguments.old, *options],
            "this build, rules of both": [*builds["this build"], "--select", ",".join(shared)],
        } | builds
    autocorrect = shutil.which("autocorrect")
    with tempfile.TemporaryDirectory() as folder:
        for title, path in (("a speech without findings", SILENT), ("the seed", SEED)):
            commands = {"bare Python": [python, "-c", "pass"], "govlint --version": [*govlint, "--version"]}
            commands |= {name: [*command, str(path)] for name, command in builds.items()}
            table(title, side_by_side(commands, arguments.runs), "bare Python")
        size = int(arguments.megabytes * 1048576)
        big = Path(folder) / "long.txt"
        big.write_text(long_text(size, Random(1)), encoding="utf-8")
        commands = {name: [*command, "--jobs", "1", str(big)] for name, command in builds.items()}
        commands["this build, the core's rules"] = [*builds["this build"], "--select", CORE, str(big)]
        if autocorrect:
            commands["autocorrect --lint"] = [autocorrect, "--lint", str(big)]
        table(f"{arguments.megabytes:g} MB in one file", side_by_side(commands, few), next(iter(builds)))
        many = folder_of(arguments.files, int(size * 1.1), Path(folder), Random(3))
        commands = {
            f"{name}, {jobs} {'process' if jobs == '1' else 'processes'}": [*command, "--jobs", jobs, str(many)]
            for name, command in builds.items()
            for jobs in ("1", "2")
        }
        if autocorrect:
            commands["autocorrect --lint"] = [autocorrect, "--lint", str(many)]
        title = f"{arguments.files} files of {1.1 * arguments.megabytes:g} MB"
        table(title, side_by_side(commands, few), next(iter(commands)))
        if not autocorrect:
            print("autocorrect is not on the PATH: not timed\n")
        print("| words in the lists | CPU s | ratio |\n| --- | ---: | ---: |")
        packs = {words: word_pack(words, Path(folder), Random(2)) for words in (1000, 10000)}
        times: dict[int, list[float]] = {words: [] for words in packs}
        for _ in range(few):
            for words, pack in packs.items():
                times[words].append(_lint_seconds(pack, big))
        fewest = statistics.median(times[1000])
        for words, seconds in times.items():
            print(f"| {words} more | {statistics.median(seconds):.2f} | {statistics.median(seconds) / fewest:.2f} |")


def _lint_seconds(pack: Path, big: Path) -> float:
    """Processor seconds of reading and linting in a process of its own, the rules of `pack` added to the shipped ones."""
    code = (
        "import sys, time\n"
        "from govlint.rulefiles.loader import load_builtin, load_folder\n"
        "from govlint.analysis.engine import Ruleset, lint\n"
        "from govlint.document.document import arrange\n"
        "from govlint.readers import parse, read\n"
        "from govlint.text.files import load\n"
        "rules = Ruleset([*load_builtin(), *load_folder(sys.argv[1])])\n"
        "source = load(sys.argv[2])\n"
        "begin = time.process_time()\n"
        "lint(parse(source), rules, remember=False)\n"
        "print(time.process_time() - begin)\n"
    )
    command = [sys.executable, "-c", code, str(pack), str(big)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


if __name__ == "__main__":
    main()
