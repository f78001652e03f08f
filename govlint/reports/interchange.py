"""What several formats for other programs share: paths, XML text, and fingerprints that stay while a text moves."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from xml.sax.saxutils import escape, quoteattr

from govlint.analysis.finding import Finding
from govlint.document.document import Document
from govlint.text.source import Source

_CONTROLS = {code: "\ufffd" for code in (*range(0x20), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF) if code not in (9, 10, 13)}


def posix(path: str) -> str:
    """A path with slashes, as formats that cross machines have it."""
    return path.replace("\\", "/")


def xml_text(text: str) -> str:
    """Text for XML, valid in any encoding: characters beyond ASCII as references, those that XML forbids replaced."""
    return escape(text.translate(_CONTROLS)).encode("ascii", "xmlcharrefreplace").decode()


def attributes(**values: object) -> str:
    """Attributes of an XML element, with a space before each."""
    pairs = ((name, quoteattr(str(value).translate(_CONTROLS))) for name, value in values.items())
    return "".join(f" {name}={value.encode('ascii', 'xmlcharrefreplace').decode()}" for name, value in pairs)


def message_of(source: Source, finding: Finding) -> str:
    """What a finding says, behind the place where a writer finds it in a file that has pages or paragraphs and no lines."""
    place = source.location(finding.span.start)
    return finding.message if place is None else f"{place}：{finding.message}"


class Fingerprints:
    """Names for findings that stay the same while other lines come and go: of path, rule and sentence, and the how-manieth."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def of(self, document: Document, finding: Finding) -> str:
        """The fingerprint of the next finding of a run; equal ones in one text are told apart by their order."""
        sentence = document.places[finding.block].block.sentence_at(finding.reading.start).text if document.places else ""
        said = "\0".join((posix(document.source.path), finding.rule, sentence))
        digest = sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        self._seen[digest] += 1
        return f"{digest}:{self._seen[digest]}"
