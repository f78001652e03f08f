"""What a writer wants left as it is: by quotation in the configuration, by comments in a text. Opens nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from govlint.analysis.finding import Finding
from govlint.document.block import Block
from govlint.document.document import Document
from govlint.suppression.comments import has_comments, obey
from govlint.suppression.rules import Names
from govlint.text.fold import fold
from govlint.text.frozen import frozen


@frozen
class Keep:
    """A passage that stays as it is, and why."""

    rule: str = field(metadata={"help": "规则编号或类别"})
    text: str = field(metadata={"help": "原文里的一段话，报告的地方要落在它上面"})
    reason: str = field(metadata={"help": "为什么这样写是对的"})
    paths: tuple[str, ...] = field(default=(), metadata={"help": "只在这些文件里（写法同 .gitignore）；不写则都算"})


@frozen
class Outcome:
    """The findings that are still to be heard, and the indexes of the keeps that held something back."""

    findings: tuple[Finding, ...]
    used: frozenset[int] = frozenset()


def keep(document: Document, findings: Sequence[Finding], keeps: Sequence[Keep], names: Names) -> Outcome:
    """Leave out what the keeps and the comments in the text excuse.

    A keep excuses findings of its rule that touch its quotation. What is said of the comments themselves (written
    wrongly, excusing nothing) is added where suppression/invalid and suppression/unused are running.
    """
    used: set[int] = set()
    heard = [] if keeps else list(findings)
    for finding in findings if keeps else ():
        excuses = {i for i, k in enumerate(keeps) if finding.rule in names.known.get(k.rule, ())}
        excuses = {i for i in excuses if _quotes(document, finding, keeps[i].text)} if document.places else set()
        used |= excuses
        if not excuses:
            heard.append(finding)
    if has_comments(document.source):
        heard = sorted(obey(document, heard, names), key=lambda f: f.order)
    return Outcome(tuple(heard), frozenset(used))


def _quotes(document: Document, finding: Finding, quotation: str) -> bool:
    block: Block = document.places[finding.block].block
    wanted = fold(quotation)
    start, end = finding.reading
    # No farther off than it is long: there may be many of both.
    begin, stop = max(0, start - len(wanted)), end + len(wanted)
    at = block.folded.find(wanted, begin, stop)
    while at >= 0:
        past = at + len(wanted)
        if (at < end and start < past) or (start == end and at <= start <= past):
            return True
        at = block.folded.find(wanted, at + 1, stop)
    return False


# Comments -------------------------------------------------------------------------------------------------------------
