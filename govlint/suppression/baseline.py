"""The findings that were there when somebody drew a line, by salted hashes: the file holds no word of any text."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from govlint.analysis.finding import Finding
from govlint.document.document import Document
from govlint.text.files import explain_os_error, read_text

FILE_NAME = "govlint-baseline.json"
_VERSION = 1
_SALT_BYTES = 16
_HASH_DIGITS = 32


class BaselineError(Exception):
    """A baseline that cannot be used; `str()` says why, in Chinese."""


@dataclass(frozen=True)
class Baseline:
    """How many findings of a rule a sentence had, at most in one text. What is known moves with its sentence.

    A hash is of rule and sentence under this baseline's own salt, so that nobody can tell whether a sentence that he
    thinks of is among them without the file, and two projects' files cannot be compared.
    """

    salt: bytes = field(default_factory=lambda: os.urandom(_SALT_BYTES))
    known: Mapping[str, int] = field(default_factory=dict)

    def new(self, document: Document, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """The findings that are not known. Where a sentence has more of a rule than it had, the last ones are new."""
        left = dict(self.known)
        fresh = []
        for finding in findings:
            key = self._key(document, finding)
            if left.get(key, 0) > 0:
                left[key] -= 1
            else:
                fresh.append(finding)
        return tuple(fresh)

    def count(self, document: Document, findings: Iterable[Finding]) -> Counter[str]:
        """How many findings of each rule and sentence a text has."""
        return Counter(self._key(document, finding) for finding in findings)

    def holding(self, counts: Iterable[Mapping[str, int]]) -> Baseline:
        """This baseline with what several texts have, and nothing else."""
        return replace(self, known=_most(counts))

    def shrunk_to(self, counts: Iterable[Mapping[str, int]]) -> Baseline:
        """This baseline without what none of the texts has any more."""
        there = _most(counts)
        return replace(self, known={k: min(n, there[k]) for k, n in self.known.items() if k in there})

    def dump(self) -> str:
        """The baseline as a file holds it: one hash a line, in order."""
        known = dict(sorted(self.known.items()))
        import json

        return json.dumps({"version": _VERSION, "salt": self.salt.hex(), "findings": known}, indent=1) + "\n"

    def _key(self, document: Document, finding: Finding) -> str:
        words = finding.match
        if document.places and finding.reading != (0, 0):
            words = document.places[finding.block].block.sentence_at(finding.reading.start).text
        from hmac import digest  # few runs have a baseline

        said = f"{finding.rule}\0{''.join(words.split())}"
        return digest(self.salt, said.encode("utf-8", "surrogatepass"), "sha256").hex()[:_HASH_DIGITS]


def parse(text: str) -> Baseline:
    """The baseline in a file's text. Raises BaselineError."""
    import json

    try:
        data = json.loads(text)
        version, salt, findings = data["version"], bytes.fromhex(data["salt"]), data["findings"]
        sound = all(isinstance(n, int) and n > 0 for n in findings.values())
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BaselineError("不是 govlint 的基线文件，或者已经损坏；用 govlint baseline 重新生成") from error
    if version != _VERSION:
        raise BaselineError(f"基线文件的格式是第 {version} 版，这个 govlint 认第 {_VERSION} 版；用 govlint baseline 重新生成")
    if not sound:
        raise BaselineError("基线文件已经损坏；用 govlint baseline 重新生成")
    return Baseline(salt, findings)


def load(path: str) -> Baseline:
    """The baseline in a file. Raises BaselineError."""
    try:
        return parse(read_text(path))
    except FileNotFoundError as error:
        raise BaselineError("没有这个基线文件；用 govlint baseline 生成") from error
    except OSError as error:
        raise BaselineError(f"基线文件{explain_os_error(error)}") from error
    except UnicodeDecodeError as error:
        raise BaselineError("不是 govlint 的基线文件；用 govlint baseline 重新生成") from error


def _most(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    most: dict[str, int] = {}
    for count in counts:
        for key, number in count.items():
            most[key] = max(number, most.get(key, 0))
    return most
