"""What silence was heard before, on disk: answers by key in the user's own folder; knows neither texts nor rules.

Findings are not kept, since their messages and fixes quote the draft. Where nothing was found can be told in numbers, and
what was found is found again by looking only there.
"""

from __future__ import annotations

import contextlib
import os
import time
from hashlib import blake2b
from pathlib import Path

from govlint.analysis.engine import Footprint
from govlint.text.files import write
from govlint.text.frozen import frozen
from govlint.text.private import make_private

_FORMAT = "silence-1"
_SIGNATURE = 16
_DAY = 24 * 60 * 60
_KEPT_DAYS = 30
_SWEPT = "swept"


@frozen
class Cache:
    """One folder of answers. Nothing here raises: what cannot be read or written is not remembered.

    An answer is a file of its own, put in place in one step, so that runs at the same time do not meet; it is signed with
    its key, so that a damaged one, or one under a wrong name, counts as none. Folders are for this user alone (0700), and
    so are files (0600); a folder of somebody else's is not used.
    """

    folder: Path
    """Where the answers are; made when it is first needed."""

    @classmethod
    def at(cls, folder: str) -> Cache | None:
        """The cache in `folder`, which is made where it is not there; None where it cannot be had or is not ours."""
        own = Path(os.path.abspath(folder)) / _FORMAT
        try:
            make_private(own)
        except OSError:
            return None
        cache = cls(own)
        cache._sweep()
        return cache

    def get(self, key: bytes) -> Footprint | None:
        """What was put under the key, None where there is nothing sound."""
        path = self._path(key)
        try:
            data = path.read_bytes()
            signature, answer = data[:_SIGNATURE], data[_SIGNATURE:]
            if signature != _sign(key, answer):
                return None
            if time.time() - os.stat(path).st_mtime > _DAY:
                os.utime(path)  # what is asked for is kept
        except OSError:
            return None
        return _parse(answer)

    def put(self, key: bytes, voices: Footprint) -> None:
        """Remember an answer."""
        path = self._path(key)
        answer = _dump(voices)
        with contextlib.suppress(OSError):
            path.parent.mkdir(mode=0o700, exist_ok=True)
            write(path, _sign(key, answer) + answer, mode=0o600, lasting=False)

    def _path(self, key: bytes) -> Path:
        name = key.hex()
        return self.folder / name[:2] / name[2:]

    def _sweep(self) -> None:
        """Once a day, throw away what nobody has asked for in a month."""
        now = time.time()
        mark = self.folder / _SWEPT
        with contextlib.suppress(OSError):
            if now - os.stat(mark).st_mtime < _DAY:
                return
        with contextlib.suppress(OSError):
            write(mark, b"", mode=0o600, lasting=False)
            for file in self.folder.glob("??/*"):
                with contextlib.suppress(OSError):
                    if now - file.stat().st_mtime > _KEPT_DAYS * _DAY:
                        file.unlink()


def _sign(key: bytes, answer: bytes) -> bytes:
    return blake2b(answer, key=key, digest_size=_SIGNATURE).digest()


def _dump(voices: Footprint) -> bytes:
    return "\n".join(" ".join(map(str, sorted(numbers))) for numbers in (voices.places, voices.groups)).encode()


def _parse(answer: bytes) -> Footprint | None:
    try:
        places, groups = (frozenset(map(int, line.split())) for line in answer.split(b"\n"))
    except ValueError:
        return None
    return Footprint(places, groups)
