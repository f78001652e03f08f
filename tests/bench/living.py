"""What the cache and a second process save, as ratios of whole commands run side by side; nothing is asserted.

    python -m tests.bench.living [--runs N] [--megabytes N]

Each on 200 files of a speech's length, on as many megabytes in twenty files, and on the same in one. No paragraph stands in
two of them.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from tests.bench.speed import long_text, run

_FILES, _FILE_BYTES = 200, 25_000


def texts(megabytes: float) -> Iterator[tuple[str, list[str]]]:
    """Each set of texts with its name."""
    random = Random(1)
    size = int(megabytes * 1_000_000)
    whole = long_text(size + _FILES * _FILE_BYTES, random)
    short, rest = whole[: _FILES * _FILE_BYTES // 3], whole[_FILES * _FILE_BYTES // 3 :]
    yield f"{_FILES} files, {len(short.encode()) / 1e6:.1f} MB", _cut(short, _FILES)
    rest = rest[: size // 3]
    yield f"20 files, {len(rest.encode()) / 1e6:.1f} MB", _cut(rest, 20)
    yield f"one file, {len(rest.encode()) / 1e6:.1f} MB", [rest]


def _cut(text: str, pieces: int) -> list[str]:
    size = -(-len(text) // pieces)
    return [text[start : start + size] for start in range(0, len(text), size)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--megabytes", type=float, default=10)
    arguments = parser.parse_args()
    check = [sys.executable, "-m", "govlint", "check", "--isolated", "--fail-on", "never", "--format", "jsonl"]
    print(f"{'wall seconds, and share of one process cold':44}" + "".join(f"{name:>18}" for name in ("cold", "hit", "2 jobs")))
    for name, contents in texts(arguments.megabytes):
        with tempfile.TemporaryDirectory() as place:
            drafts, cache = Path(place) / "drafts", Path(place) / "cache"
            drafts.mkdir()
            for number, text in enumerate(contents):
                (drafts / f"{number:03}.txt").write_text(text, encoding="utf-8")
            one = [*check, "--jobs", "1", str(drafts)]

            def forget(cache: Path = cache) -> None:
                shutil.rmtree(cache, ignore_errors=True)

            ways: dict[str, tuple[Callable[[], None], list[str]]] = {
                "plain": (lambda: None, [*one, "--no-cache"]),
                "cold": (forget, [*one, "--cache-dir", str(cache)]),
                "hit": (lambda: None, [*one, "--cache-dir", str(cache)]),
                "two": (lambda: None, [*check, "--no-cache", "--jobs", "2", str(drafts)]),
            }
            times: dict[str, list[float]] = {way: [] for way in ways}
            for _ in range(arguments.runs):
                for way, (prepare, command) in ways.items():
                    prepare()
                    times[way].append(run(command).wall)
            # What else the machine does only ever adds.
        best = {way: min(column) for way, column in times.items()}
        shares = "".join(f"{best[way]:10.2f} {best[way] / best['plain']:7.2f}" for way in ("cold", "hit", "two"))
        plain = f"{name}: {best['plain']:.2f} s"
        print(f"{plain:44}{shares}")


if __name__ == "__main__":
    main()
