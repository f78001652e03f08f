"""Commands that write, killed at random points: nothing is lost, half written, or left with another mode or link.

    python -m tests.bench.kills [--kills N] [--first N]

Each command runs in a process of its own on a folder made anew, and is killed by SIGKILL: every other time at a random moment,
else right before one of its steps with files (opened to be written, linked, renamed, taken away, their mode set), each as
likely as any other. Then every file must be what it was or what the command makes of it, whole, with its mode and as a link
that leads where it led. The same command, run to its end, must then leave what it leaves where nobody kills it, and nothing
else. Ends with 1 where something was wrong. kills.md has what came of it. For Linux.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import shutil
import signal
import stat
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from govlint.cli import main as govlint
from govlint.readers import decode
from tests.wordfile import docx, paragraph, run, unzipped

_STEPS = frozenset(("open", "os.link", "os.rename", "os.remove", "os.chmod", "os.chown", "os.mkdir", "os.rmdir", "os.truncate"))
_BAD = "关于做好工作的通知\n会议定于×月×日召开,请准时参加。\n我讲三点意见。\n一、抓产业。\n三、抓项目,好于去年。\n"
_MODE = 0o640
_TEMPORARY = re.compile(r"\.govlint-[0-9a-f]{32}")


class File(NamedTuple):
    """What stands at a path: where a link leads or "", the mode, and what is in it, as far as it is the same each time."""

    link: str
    mode: int
    content: Any


@dataclass(frozen=True)
class Command:
    """A command as it is run in the folder. `begun` are names of what it may leave there until it is run to its end."""

    arguments: tuple[str, ...]
    begun: frozenset[str] = frozenset()


COMMANDS = {
    "fix": Command(("fix", "--unsafe", ".")),
    "review": Command(("review", "公文.docx")),
    "review in place": Command(("review", "公文.docx", "-o", "公文.docx")),
    "layout": Command(("layout", "公文.docx", "-o", "排版.docx")),
    "baseline": Command(("baseline", ".")),
    "check": Command(("check", ".", "--fail-on", "never", "--no-cache", "--jobs", "1", "--output", "报告.json")),
    "learn": Command(("learn", ".", "-o", "文风.yaml")),
    "batch": Command(("batch", ".", "-o", "结果.parquet", "--jobs", "1"), frozenset(("结果.partial",))),
}


@dataclass
class Told:
    """How often a command was killed, how often it ended before, and what was wrong then."""

    kills: int = 0
    ended: int = 0
    changed: int = 0
    """After how many kills a file was another than before the run."""
    left: int = 0
    """After how many kills there was a temporary file, until the next run."""
    wrong: Counter[str] = field(default_factory=Counter)


def make(folder: Path) -> None:
    """Drafts, one of them reached by a link out of the way, all with a mode that new files do not have."""
    (folder / "稿").mkdir(parents=True)
    (folder / "实").mkdir()
    (folder / "govlint.yaml").write_text("extends: []\n", encoding="utf-8")
    for name in ("稿/甲.txt", "稿/乙.md", "实/丙.txt"):
        text = "".join(f"{name[2]}处第{number}次报告。\n{_BAD}" for number in range(7))
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "公文.docx").write_bytes(docx(*(paragraph(run(line)) for line in _BAD.splitlines())))
    for path in folder.rglob("*.*"):
        path.chmod(_MODE)
    (folder / "链.txt").symlink_to("实/丙.txt")


def look(folder: Path) -> dict[str, File]:
    """All files of a folder by their names in it."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_dir() and not path.is_symlink():
            continue
        link = os.readlink(path) if path.is_symlink() else ""
        found[path.relative_to(folder).as_posix()] = File(link, stat.S_IMODE(path.stat().st_mode), _content(path))
    return found


def _content(path: Path) -> Any:
    data = path.read_bytes()
    with contextlib.suppress(Exception):  # what is half written is itself and equals nothing that is whole
        if path.suffix == ".docx":
            return decode(data, path.name).text, sorted(unzipped(data))
        if path.suffix == ".parquet":
            import pyarrow.parquet as pq

            rows = pq.read_table(path).to_pylist()
            return sorted(repr({name: value for name, value in row.items() if name != "seconds"}) for row in rows)
        if path.name == "govlint-baseline.json":  # it is salted
            return sorted(sorted(counts.values()) for counts in json.loads(data)["files"].values())
        if path.name == "结果.html":  # it has the time of day
            return re.sub(r"\d+", "", data.decode())
    return data


def run_command(command: Command, folder: Path, *, after: float = 0, step: int = 0) -> tuple[bool, int]:
    """Run it in a process forked of this one, killed after some seconds or at a step; whether it was, and its steps."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        _be(command, folder, write, step)
    os.close(write)
    if after:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with open(read, "rb") as pipe:
        steps = len(pipe.read())
    if not os.WIFSIGNALED(status) and os.WEXITSTATUS(status) > 2:
        raise RuntimeError(f"{command.arguments} ended with {os.WEXITSTATUS(status)}")
    return os.WIFSIGNALED(status), steps


def _be(command: Command, folder: Path, pipe: int, last: int) -> None:
    code = 3
    try:
        os.chdir(folder)
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nothing, stream)
        steps = 0

        def hear(event: str, arguments: tuple[Any, ...]) -> None:
            nonlocal steps
            if event in _STEPS and not (event == "open" and arguments[2] & os.O_ACCMODE == os.O_RDONLY):
                steps += 1
                os.write(pipe, b".")
                if steps == last:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hear)
        code = govlint([*command.arguments])
    finally:
        os._exit(code)


def faults(before: dict[str, File], wanted: dict[str, File], now: dict[str, File], begun: frozenset[str]) -> Iterator[str]:
    """What is wrong with a folder after a kill."""
    for name, was in before.items():
        will = wanted[name]
        found = now.get(name)
        if found is None:
            yield "lost"
        elif found.content not in (was.content, will.content):
            yield "half written"
        elif (found.link, found.mode) != (was.link, was.mode):
            yield "another mode or link"
    for name in now.keys() - before.keys():
        if name in wanted:
            if now[name].content != wanted[name].content:
                yield "half written"
        elif name.split("/")[0] not in begun and not _TEMPORARY.fullmatch(name.split("/")[-1]):
            yield "left behind"


def tell(command: Command, kills: int, random: Random) -> Told:
    """Kill a command so often."""
    told = Told()
    with tempfile.TemporaryDirectory() as place:
        whole = Path(place) / "whole"
        make(whole)
        before = look(whole)
        begin = time.perf_counter()
        _, steps = run_command(command, whole)
        seconds = time.perf_counter() - begin
        wanted = look(whole)
        if wanted == before:
            raise RuntimeError(f"{command.arguments} changes nothing")
        while told.kills < kills:
            folder = Path(place) / "killed" / "whole"
            make(folder)
            by_step = (told.kills + told.ended) % 2
            after = 0.0 if by_step else random.uniform(0.0, seconds)
            killed, _ = run_command(command, folder, after=after, step=random.randint(1, steps) if by_step else 0)
            if killed:
                told.kills += 1
                now = look(folder)
                told.wrong.update(faults(before, wanted, now, command.begun))
                told.changed += any(now.get(name) != wanted_before for name, wanted_before in before.items()) or any(
                    name in wanted for name in now.keys() - before.keys()
                )
                told.left += any(_TEMPORARY.fullmatch(name.split("/")[-1]) for name in now)
                run_command(command, folder)
                if look(folder) != wanted:
                    told.wrong["not gone on with"] += 1
            else:
                told.ended += 1
            shutil.rmtree(folder)
    return told


def warm(commands: dict[str, Command]) -> None:
    """Have all that commands need loaded here, so that a process forked of this one is at its work at once."""
    with tempfile.TemporaryDirectory() as place:
        for number, command in enumerate(commands.values()):
            folder = Path(place) / str(number)
            make(folder)
            here, out, err = os.getcwd(), sys.stdout, sys.stderr
            try:
                os.chdir(folder)
                with open(os.devnull, "w", encoding="utf-8") as nothing:
                    sys.stdout = sys.stderr = nothing
                    govlint([*command.arguments])
            finally:
                sys.stdout, sys.stderr = out, err
                os.chdir(here)


def kill_all(kills: int, first: int, say: Callable[[str], None], names: tuple[str, ...] = tuple(COMMANDS)) -> Counter[str]:
    """Kill the commands in turn, and say of each what came of it; gives what was wrong."""
    commands = {name: COMMANDS[name] for name in names}
    warm(commands)
    wrong: Counter[str] = Counter()
    say(f"{'command':>16} {'kills':>6} {'changed':>8} {'left till next':>15}  wrong")
    for number, (name, command) in enumerate(commands.items()):
        share = kills // len(commands) + (number < kills % len(commands))
        told = tell(command, share, Random(f"{name} {first}"))
        wrong += told.wrong
        say(f"{name:>16} {told.kills:6} {told.changed:8} {told.left:15}  {dict(told.wrong) or 0}")
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--first", type=int, default=0, help="the seed")
    arguments = parser.parse_args()
    wrong = kill_all(arguments.kills, arguments.first, lambda line: print(line, flush=True))
    print(f"{arguments.kills} kills, wrong: {dict(wrong) or 0}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
