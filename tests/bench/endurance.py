"""A batch for long: many small files, a large archive, and check on the same; time and memory as it goes on, nothing asserted.

    python -m tests.bench.endurance [--files N] [--megabytes N] [--jobs N] [--check]

Prints for each tenth of a run how many processor seconds a megabyte took, and the memory of the process that gathers and of
those that check, which both ought to be flat. No paragraph stands twice in what is checked. For Linux.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

from govlint.batch.inputs import file
from govlint.batch.options import MIB, Options
from govlint.batch.run import Outputs, Run
from tests.bench.recall import clean_texts
from tests.bench.speed import run as timed

_HAN = range(0x4E00, 0x9FA6)
_SMALL = 4_000  # bytes
_LARGE = 500_000
_TENTHS = 10


def make(folder: Path, files: int, size: int, random: Random) -> int:
    """Write so many files of such a size, like the corpus with five in a hundred characters exchanged; gives the bytes."""
    texts = "\n".join(text for _, text in clean_texts())
    pool = [char for char in texts if ord(char) in _HAN]
    spots = [at for at, char in enumerate(texts) if ord(char) in _HAN]
    chars: list[str] = []
    at = total = 0
    for number in range(files):
        if at >= len(chars):
            chars, at = list(texts), 0
            for spot in random.sample(spots, len(spots) // 20):
                chars[spot] = random.choice(pool)
        piece, at = "".join(chars[at : at + size // 3]), at + size // 3
        below = folder / f"{number // 1000:03}"
        below.mkdir(exist_ok=True)
        data = f"第{number}篇\n{piece}".encode()
        (below / f"{number:06}.txt").write_bytes(data)
        total += len(data)
    return total


def run(folder: Path, output: Path, files: int, total: int, jobs: int) -> tuple[float, float]:
    """Check a folder and print how it goes; gives the seconds by the clock and of processors."""
    options = Options(jobs=jobs)
    done = 0
    begin = before = time.perf_counter(), _all_seconds()

    def met() -> None:
        nonlocal done, before
        done += 1
        if done % max(1, files // _TENTHS) == 0:
            now = time.perf_counter(), _all_seconds()
            megabytes = total / files * max(1, files // _TENTHS) / 1e6
            below = [_memory(pid) for pid in _family(os.getpid())][1:]
            print(
                f"{done:9} {now[0] - begin[0]:9.1f} {(now[1] - before[1]) / megabytes:11.3f}"
                f" {_memory(os.getpid()):9.1f} {max(below, default=0):9.1f}",
                flush=True,
            )
            before = now

    print(f"{'documents':>9} {'wall s':>9} {'CPU s/MB':>11} {'MiB here':>9} {'MiB there':>9}")
    paths = sorted(map(str, folder.glob("*/*.txt")))
    outcome = Run(options, Outputs(str(output)), lambda path: b"").go((file(path, path, options) for path in paths), met)
    wall, cpu = time.perf_counter() - begin[0], _all_seconds() - begin[1]
    mib = sum(entry.stat().st_size for entry in output.parent.glob(f"{output.stem}.*")) / MIB
    print(
        f"{outcome.documents} documents, {total / 1e6:.1f} MB, {outcome.findings} findings in {mib:.1f} MiB:"
        f" {wall:.1f} s by the clock, {cpu:.1f} s of processors, {outcome.failed} not checked"
    )
    return wall, cpu


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--megabytes", type=float, default=1000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--check", action="store_true", help="time check on the same files too")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        for name, files, size in (
            ("many small files", arguments.files, _SMALL),
            ("an archive", int(arguments.megabytes * 1e6 / _LARGE), _LARGE),
        ):
            if not files:
                continue
            folder = Path(place) / name
            folder.mkdir()
            total = make(folder, files, size, Random(15))
            print(f"\n{name}: {files} of {total / files / 1000:.1f} kB, {arguments.jobs} processes")
            wall, cpu = run(folder, Path(place) / f"{name}.parquet", files, total, arguments.jobs)
            print(f"{'':24}{'wall s':>9} {'CPU s':>9}\n{'batch':24}{wall:9.1f} {cpu:9.1f}")
            if arguments.check:
                command = [sys.executable, "-m", "govlint", "check", "--isolated", "--no-cache", "--fail-on", "never"]
                cost = timed([*command, "--format", "jsonl", "--jobs", "1", str(folder)])
                print(f"{'check, one process':24}{cost.wall:9.1f} {cost.cpu:9.1f}")
                print(f"{'batch to check':24}{wall / cost.wall:9.2f} {cpu / cost.cpu:9.2f}")


def _all_seconds() -> float:
    """Of this process and of all below it, those that have ended too."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime + ended.ru_stime + sum(map(_seconds, _family(os.getpid())))


def _family(root: int) -> Iterator[int]:
    if os.path.exists(f"/proc/{root}"):
        yield root
    try:
        for task in os.listdir(f"/proc/{root}/task"):
            for child in Path(f"/proc/{root}/task/{task}/children").read_text().split():
                yield from _family(int(child))
    except OSError:
        return


def _seconds(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0)


if __name__ == "__main__":
    main()
