"""What an answer depends on, as a key: the text, how it is read, the rules as they look for things, and this very program."""

from __future__ import annotations

import dataclasses
import enum
import importlib.util
import os
import sys
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import govlint
from govlint.analysis.rule import Rule
from govlint.document.genre import Genre
from govlint.language import segment
from govlint.text.source import Source

# What finding leans on; another version of it may find something else.
_LIBRARIES = ("ahocorasick_rs", "jieba", "opencc", "pyromark", "re2", "rjieba")


class UnknownValueError(TypeError):
    """An option of a type that cannot be written down: no key can be made, so nothing may be remembered."""


def of_rules(rules: Sequence[Rule], genre: Genre | None) -> bytes:
    """A fingerprint of all that decides where these rules find something, asked for this genre, in a text that is not yet
    known. How they speak of it has no part in it. Raises UnknownValueError."""
    digest = blake2b(_of_program(), digest_size=32)
    for rule in rules:
        off = sorted(name for name, case in rule.cases.items() if case.off)
        seen = (rule.id, rule.kind.name, rule.options, off, rule.genres, rule.except_genres, rule.where)
        digest.update("".join(_spell(seen)).encode("utf-8", "surrogatepass"))
    digest.update(f"{genre} {segment.asked_for()}".encode())
    return digest.digest()


def of_words(*values: object) -> bytes:
    """A fingerprint of what rules say and of what else decides what is reported of what they find. Raises UnknownValueError."""
    return blake2b("".join(_spell(values)).encode("utf-8", "surrogatepass")).digest()


def of_text(rules: bytes, source: Source) -> bytes:
    """The key of what rules with this fingerprint find in a text."""
    suffix = os.path.splitext(source.path)[1].lower()
    digest = blake2b(rules + suffix.encode("utf-8", "surrogatepass") + b"\0", digest_size=32)
    digest.update(source.text.encode("utf-8", "surrogatepass"))
    return digest.digest()


def _spell(value: object) -> Iterator[str]:
    """A value in full, in such a way that different values are spelt differently and equal ones alike."""
    match value:
        case None | bool() | int() | float():
            yield f"{value!r},"
        case enum.Enum():
            yield f"{type(value).__name__}.{value.name},"
        case str():
            yield f"{len(value)}:{value},"
        case Mapping():
            yield "{"
            for key, item in value.items():
                yield from _spell(key)
                yield from _spell(item)
            yield "}"
        case Set():
            yield "<"
            yield from sorted("".join(_spell(item)) for item in value)
            yield ">"
        case list() | tuple():
            yield "["
            for item in value:
                yield from _spell(item)
            yield "]"
        case _ if dataclasses.is_dataclass(value):
            yield f"{type(value).__name__}("
            for each in dataclasses.fields(value):
                yield from _spell(getattr(value, each.name))
            yield ")"
        case _:
            raise UnknownValueError(type(value).__name__)


@cache
def _of_program() -> bytes:
    """A fingerprint of this program as it stands, since it may be a checkout in the middle of its own development."""
    import platform

    digest = blake2b(digest_size=32)
    said = (govlint.__version__, sys.version, platform.machine(), *map(_of_library, _LIBRARIES))
    digest.update("\0".join(said).encode())
    root = Path(govlint.__file__).parent
    # What prints has no part in an answer; all else may have.
    for file in sorted(file for file in root.rglob("*") if file.suffix in (".py", ".txt", ".npy")):
        name = file.relative_to(root).as_posix()
        if file.suffix == ".npy":
            # Megabytes of figures: as with libraries, what they weigh and when they were written tells as much.
            status = file.stat()
            digest.update(f"{name}\0{status.st_size} {status.st_mtime_ns}".encode())
        elif not name.startswith(("cli/", "reports/")):
            digest.update(name.encode() + b"\0" + file.read_bytes())
    return digest.digest()


def _of_library(name: str) -> str:
    # Its version would take long to ask for: where it is and what it weighs tell as much.
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.origin:
        return ""
    folder = os.path.dirname(spec.origin)
    parts: list[Any] = [folder]
    for entry in sorted(os.scandir(folder), key=lambda e: e.name) if folder.endswith(name) else []:
        if entry.is_file():
            status = entry.stat()
            parts += [entry.name, status.st_size, status.st_mtime_ns]
    return repr(parts)
