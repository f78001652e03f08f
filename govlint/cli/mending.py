"""Mending files for `govlint fix` and `check --fix`: settle, show or write, and say what was done."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from govlint.analysis.finding import Finding, Safety
from govlint.cli.console import complain, is_terminal, wants_colour
from govlint.cli.diff import coloured, patch
from govlint.cli.request import STDIN
from govlint.cli.session import Session, as_written
from govlint.editing.fix import settle
from govlint.editing.save import SaveError, save
from govlint.editing.simplify import simplifying_edits
from govlint.project.project import Checked
from govlint.readers import parse
from govlint.text.columns import visible
from govlint.text.edits import Edit, apply, compose
from govlint.text.files import leads_out
from govlint.text.source import Source


class Mended(NamedTuple):
    """A file after its fixes: what is found in it now, and the edits that were made of what it was."""

    checked: Checked
    source: Source
    edits: tuple[Edit, ...]


@dataclass
class Mending:
    """How a run mends: with unsafe fixes too, after simplifying, and whether it writes or only shows a diff."""

    session: Session
    unsafe: bool = False
    simplify: bool = False
    diff: bool = False
    mended: Counter[str] = field(default_factory=Counter)
    """How many findings of each rule were mended."""
    changed: int = 0
    """How many files were, or with `diff` would be, changed."""
    _seen: dict[str, Checked] = field(default_factory=dict)

    def mend(self, path: str, source: Source) -> Mended | None:
        """Mend a file; None where it could not be checked or written."""
        self._seen.clear()
        first = simplifying_edits(parse(source)) if self.simplify else ()
        text = replace(source, text=apply(source.text, first))
        try:
            settled = settle(text, lambda changed: self._lint(path, changed), self._safeties())
        except _CannotLintError:
            return None
        for skip in settled.skipped:
            line, column = settled.source.position(min(skip.finding.span.start, len(settled.source.text)))
            name = visible(as_written(path))
            complain(f"{name}:{line}:{column}: {skip.finding.rule} 没有改“{visible(skip.finding.match)}”：{skip.reason}")
        edits = compose(first, text.text, settled.edits)
        if edits:
            if not self._put(path, source, edits):
                return None
            self.changed += 1
            self.mended.update(finding.rule for finding in settled.mended)
        return Mended(self._seen[settled.source.text], source, edits)

    def mend_configurations(self) -> Iterator[Checked]:
        """What is to be said of the configurations, their idle quotations taken out where this run writes."""
        for checked in self.session.idle_keeps():
            source = checked.source
            edits = [e for f in checked.findings if f.fix and f.fix.safety in self._safeties() for e in f.fix.edits]
            if edits and self._write(source.path, source, edits):
                self.changed += 1
                self.mended.update(f.rule for f in checked.findings if f.fix)
            else:
                yield checked

    def _safeties(self) -> frozenset[Safety]:
        return frozenset({Safety.SAFE, Safety.UNSAFE} if self.unsafe else {Safety.SAFE})

    def _lint(self, path: str, source: Source) -> tuple[Finding, ...]:
        if source.text not in self._seen:
            checked = self.session.lint(path, source)
            if checked is None:
                raise _CannotLintError
            self._seen[source.text] = checked
        return self._seen[source.text].findings

    def _put(self, path: str, source: Source, edits: Iterable[Edit]) -> bool:
        # What came from standard input goes to standard output, which the command itself sees to.
        return (path == STDIN and not self.diff) or self._write(path, source, edits)

    def _is_stray(self, path: str) -> bool:
        """Whether a path that nobody has named is a link that leads out of its folder and of its project."""
        project = self.session.project(path)
        if project is None or path in self.session.request.paths or not os.path.islink(path):
            return False
        return leads_out(path, os.fspath(project.root)) and leads_out(path, os.path.dirname(path))

    def _write(self, path: str, source: Source, edits: Iterable[Edit]) -> bool:
        if self.diff:
            # Where nobody looks on it is a patch, whatever colours are demanded.
            seen = is_terminal(sys.stdout) and wants_colour(sys.stdout)
            sys.stdout.write((coloured if seen else patch)(source, apply(source.text, edits)))
            return True
        if self._is_stray(path):
            self.session.cannot(path, "这个链接指向项目的文件夹外面，没有写入；要改它，写明这个文件")
            return False
        try:
            save(replace(source, path=path), edits)
        except SaveError as error:
            self.session.cannot(path, str(error))
            return False
        return True


class _CannotLintError(Exception):
    """A text in the middle of its fixes could not be checked; it has been said why."""
