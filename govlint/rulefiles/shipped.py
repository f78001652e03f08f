"""The rules that govlint ships: read from their files once, and from then on from what that gave.

What is kept lies in a folder for this user alone, as text that cannot run; it says of which files it was made, as they
stood, and by which program and interpreter. Where any of that differs, or it is not whole, the files are read again. What
a writer's project adds to these rules is always read from its files.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from binascii import crc32
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from importlib import import_module
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

import govlint
from govlint.analysis import expression
from govlint.analysis.engine import Ruleset
from govlint.analysis.rule import Rule
from govlint.language import vocabulary
from govlint.rulefiles import spelling
from govlint.rulefiles.folders import builtin_folder
from govlint.text import fold, lazyregex
from govlint.text.compact import compact
from govlint.text.files import write
from govlint.text.private import default_folder, identity, make_private, read_private

_FORMAT = "rules-4"
_APART = ("cli", "reports", "rhetoric", "editing", "build", "data", "__pycache__")
"""Folders of the program that have no part in what its rules are."""


def load_builtin() -> list[Rule]:
    """The rules that govlint ships, in order of id; once a process. Raises StrictError, which only a checkout can."""
    return list(_builtin())


@cache
def _builtin() -> tuple[Rule, ...]:
    root = os.fspath(builtin_folder())
    try:
        stamp = _stamp(root)
        path = os.path.join(default_folder(), _FORMAT, _name(root))
    except OSError:
        path = stamp = ""
    kept = _read(path, stamp, root) if path else None
    if kept is not None:
        # Where every run is the first, as in a container, it does not pay.
        vocabulary.keep()
        return kept
    from govlint.rulefiles import loader

    rules = loader.load_builtin()
    if path:
        _keep(path, stamp, rules, root)
    return tuple(rules)


def _name(root: str) -> str:
    """What the file is called: every installation and interpreter has its own."""
    said = f"{root}\0{sys.implementation.cache_tag}"
    return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _stamp(root: str) -> str:
    """Of all files that rules are made of, and those of the program that makes them, as they lie on the disk."""
    digest = blake2b(f"{govlint.__version__}\0{sys.version}".encode(), digest_size=32)
    tops = root, os.path.dirname(os.path.abspath(govlint.__file__))
    for name, status in chain(_packages(), *(_files(top, "") for top in tops)):
        said = f"{name}\0{identity(status)}\0"
        digest.update(said.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _packages() -> Iterator[tuple[str, os.stat_result]]:
    """What tells one version from another of the packages that say what is traditional and what is a word."""
    for found in map(find_spec, ("opencc", "jieba", "rjieba")):
        if found is not None and found.origin:
            yield found.origin, os.stat(found.origin)


def _files(folder: str, inside: str) -> Iterator[tuple[str, os.stat_result]]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name.endswith((".yaml", ".yml", ".py")):
                yield inside + entry.name, os.stat(entry.path)
            elif "." not in entry.name and entry.name not in _APART and entry.is_dir():
                yield from _files(entry.path, f"{inside}{entry.name}/")


def _read(path: str, stamp: str, root: str) -> tuple[Rule, ...] | None:
    """The rules that are kept in a file; None where it is not there, not ours, not whole, or of other files."""
    try:
        head, _, body = read_private(path).partition(b"\n")
        if head.decode("ascii") != f"{stamp} {_digest(body)}":
            return None
        checked, told, literals, needed, forms, patterns, characters = body.decode("utf-8", "surrogatepass").split("\n")
        found = tuple(spelling.revive(spelling.Spelled(checked, told), root))
        expression.learn(json.loads(literals), needed, forms)
        lazyregex.learn(json.loads(patterns))
        fold.learn(json.loads(characters))
    except Exception:  # whatever may be wrong with it, the files themselves are at hand
        return None
    return found


def _keep(path: str, stamp: str, rules: list[Rule], root: str) -> None:
    # What a check looks for, and what reads a text, is known once both are at hand.
    import_module("govlint.readers.text")
    prepared = Ruleset(rules)
    for group in (*prepared.block_groups, *prepared.document_groups):
        _ = group.run, group.together
    try:
        said = spelling.spell(rules, root)
    except spelling.SpellingError:
        return
    sources = set(chain.from_iterable(rule.expressions for rule in rules))
    literals, needed, forms = expression.learned(sorted(sources))
    lines = [*said, compact(literals), needed, forms, compact(lazyregex.spelled()), compact(fold.learned())]
    body = "\n".join(lines).encode("utf-8", "surrogatepass")
    with contextlib.suppress(OSError):
        make_private(Path(os.path.dirname(path)))
        write(path, f"{stamp} {_digest(body)}\n".encode() + body, mode=0o600, lasting=False)


def _digest(body: bytes) -> str:
    """What tells that a file is whole; who may write there is told by the folder."""
    return f"{crc32(body):08x}"
