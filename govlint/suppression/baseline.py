"""The findings that were there when somebody drew a line, by salted hashes: the file holds no word of any text."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import field, replace

from govlint.analysis.finding import Finding
from govlint.document.document import Document
from govlint.text.files import explain_os_error, read_text
from govlint.text.frozen import frozen

FILE_NAME = "govlint-baseline.json"
_VERSION = 2
_SALT_BYTES = 16
_HASH_DIGITS = 32


Counts = Mapping[str, int]
"""How many findings of a rule and sentence there are, by their hash."""

Names = Callable[[], Collection[str]]
"""The names of all texts of the project."""


class BaselineError(Exception):
    """A baseline that cannot be used; `str()` says why, in Chinese."""


@frozen
class Baseline:
    """For each text how many findings of a rule a sentence had. What is known moves with its sentence inside its text.

    What is known of one text excuses nothing in another: a new document made from an old one is new. A text that has gone
    to another name is followed where its sentences say so and the old name is no more.

    `files` are by the hash of the text's name below the project's folder. A hash is of rule and sentence, or of the name,
    under this baseline's own salt, so that nobody can tell whether a sentence that he thinks of is among them without the
    file, and two projects' files cannot be compared.
    """

    salt: bytes = field(default_factory=lambda: os.urandom(_SALT_BYTES))
    files: Mapping[str, Counts] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many findings are known."""
        return sum(sum(counts.values()) for counts in self.files.values())

    def new(self, document: Document, findings: Sequence[Finding], name: str, names: Names) -> tuple[Finding, ...]:
        """The findings that are not known of the text of this name. Where a sentence has more of a rule than it had, the last
        ones are new. `names` gives those of all texts that there are; it is asked only where this one is not known.
        """
        keys = [self._key(document, finding) for finding in findings]
        left = dict(self.known(name, Counter(keys), names))
        fresh = []
        for finding, key in zip(findings, keys, strict=True):
            if left.get(key, 0) > 0:
                left[key] -= 1
            else:
                fresh.append(finding)
        return tuple(fresh)

    def count(self, document: Document, findings: Iterable[Finding]) -> Counter[str]:
        """How many findings of each rule and sentence a text has."""
        return Counter(self._key(document, finding) for finding in findings)

    def known(self, name: str, counts: Counts, names: Names) -> Counts:
        """What is known of the text of this name, which has these `counts`; of the text that it was before it moved."""
        found = self.files.get(self._name(name))
        if found is not None or not counts or not self.files:
            return found or {}
        there = {self._name(other) for other in names()}
        gone = (known for key, known in self.files.items() if key not in there)
        best = max(gone, key=lambda known: _shared(known, counts), default={})
        return best if 2 * _shared(best, counts) >= sum(best.values()) else {}

    def holding(self, counts: Mapping[str, Counts]) -> Baseline:
        """This baseline with what the texts of these names have, and nothing else."""
        return replace(self, files={self._name(name): dict(of_text) for name, of_text in counts.items() if of_text})

    def shrunk_to(self, counts: Mapping[str, Counts]) -> Baseline:
        """This baseline without what the texts do not have any more; these are all that there are."""
        kept = {
            name: {k: min(n, of_text[k]) for k, n in self.known(name, of_text, lambda: counts).items() if k in of_text}
            for name, of_text in counts.items()
        }
        return self.holding(kept)

    def dump(self) -> str:
        """The baseline as a file holds it: one hash a line, in order."""
        files = {name: dict(sorted(counts.items())) for name, counts in sorted(self.files.items())}
        import json

        return json.dumps({"version": _VERSION, "salt": self.salt.hex(), "files": files}, indent=1) + "\n"

    def with_finding(self, document: Document, finding: Finding, name: str) -> Baseline:
        """This baseline with one finding more of the text of this name."""
        key = self._name(name)
        counts = Counter(self.files.get(key, {})) + self.count(document, [finding])
        return replace(self, files={**self.files, key: dict(counts)})

    def _name(self, name: str) -> str:
        return self._hash(f"name\0{name}")

    def _key(self, document: Document, finding: Finding) -> str:
        words = finding.match
        if document.places and finding.reading != (0, 0):
            words = document.places[finding.block].block.sentence_at(finding.reading.start).text
        return self._hash(f"{finding.rule}\0{''.join(words.split())}")

    def _hash(self, said: str) -> str:
        from hmac import digest  # few runs have a baseline

        return digest(self.salt, said.encode("utf-8", "surrogatepass"), "sha256").hex()[:_HASH_DIGITS]


def _shared(known: Counts, counts: Counts) -> int:
    return sum(min(number, counts.get(key, 0)) for key, number in known.items())


def parse(text: str) -> Baseline:
    """The baseline in a file's text. Raises BaselineError."""
    import json

    try:
        data = json.loads(text)
        version, salt, files = data["version"], bytes.fromhex(data["salt"]), data.get("files", {})
        sound = all(isinstance(n, int) and n > 0 for counts in files.values() for n in counts.values())
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BaselineError("不是 govlint 的基线文件，或者已经损坏；用 govlint baseline 重新生成") from error
    if version != _VERSION:
        raise BaselineError(f"基线文件的格式是第 {version} 版，这个 govlint 认第 {_VERSION} 版；用 govlint baseline 重新生成")
    if not sound:
        raise BaselineError("基线文件已经损坏；用 govlint baseline 重新生成")
    return Baseline(salt, files)


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
