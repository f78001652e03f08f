"""What each feature of the server makes of made texts at each of their places, asked without a process, for the golden."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import islice, pairwise
from zlib import crc32

from govlint_lsp.capabilities import Client
from govlint_lsp.convert import diagnostic, range_of
from govlint_lsp.documents import Open, View, check
from govlint_lsp.features import actions, completion, hints, hover, outline, renumber, summary
from govlint_lsp.showing import gathered, shown
from govlint_lsp.text import Encoding, Text
from govlint_lsp.words import words_of
from lsprotocol import types as lsp

from govlint.project.project import Project
from tests.conftest import ROOT
from tests.made import ARTICLE, NOTICE, SPEECH
from tests.swept import strokes_at

GOLDEN = "tests/golden/offered.txt"

_LISTED = """\
关于几项工作的汇报
一、情况
做好三件事：一是抓招商，二是抓项目。有四个问题：一是少，二是慢，三是散，四是差，五是乱。
（一）好的
（三）坏的
（四）别的
三、打算,安排
1.先做
3.后做
　　3.再做，𠮷镇,甲镇,乙镇,丙镇,丁镇,戊镇，也一样。各方面要进行部署，进行安排。
要做到急事急办、特事特办、难事设法办。“抓落实，《通知》说（见附件。
第一，学習。第三，学習，学習，学習，学習，学習，学習，学習，学習。
第二节 其他
（
"""
_TEXTS = {"讲话.txt": SPEECH, "通知.txt": NOTICE, "文章.md": ARTICLE, "汇报.txt": _LISTED, "空.txt": "", "句.txt": "好"}
_CLIENTS: tuple[tuple[Encoding, Client], ...] = (
    ("utf-16", Client()),
    ("utf-8", Client("utf-8", resolves_edits=True, versioned_edits=True, words=words_of("en-GB"))),
)
_STROKES = 5


@cache
def _project() -> Project:
    return Project()


def offered() -> str:
    """A line for each feature and text, with a digest for each of the text's lines."""
    lines = []
    for name, text in _TEXTS.items():
        for encoding, client in _CLIENTS:
            view = _view(name, text, encoding, client)
            lines.append(f"{name} {encoding}")
            lines += [f"  {feature}: {' '.join(map(_digest, answers))}" for feature, answers in _answers(view, client)]
    for text in (SPEECH, _LISTED):
        made = islice(strokes_at(text), 3, None, len(text) * 2 // _STROKES)
        for at, changed in enumerate(made):
            document = Open("file:///a.txt", 2, "plaintext", Text(text))
            document.view = check(document, _project(), None, "utf-16")
            before = shown(document, document.view)
            document.text, document.edited = Text(changed), min(len(changed), at * len(text) // _STROKES)
            document.__dict__.pop("source", None)
            view = check(document, _project(), None, "utf-16")
            waits = shown(document, view)
            lines.append(f"{len(before)} {len(view.findings)} {len(waits)} {_digest([f.span for f in waits])}")
            lines += [f"  {feature}: {_digest(list(answers))}" for feature, answers in _answers(view, _CLIENTS[0][1])]
    return "\n".join([*lines, ""])


def _view(name: str, text: str, encoding: Encoding, client: Client) -> View:
    return check(Open(f"file:///稿/{name}", 3, "", Text(text)), _project(), None, encoding, words=client.words)


def _answers(view: View, client: Client) -> Iterator[tuple[str, list[object]]]:
    text, whole = view.text, view.text.text
    points = [range_of(text, at, at, view.encoding).start for at in range(0, len(whole) + 1, 3)][:300]
    starts = [*text.starts, len(whole)]
    lines = list(pairwise(starts))[:40]
    groups = list(gathered(view.findings))

    def told(pages: bool) -> list[object]:
        return [diagnostic(g, view.uri, text, view.encoding, view.rule, pages=pages, words=view.words) for g in groups]

    def acted(pages: bool, *only: str) -> list[object]:
        context = lsp.CodeActionContext([], list(only) or None)
        asked = [
            lsp.CodeActionParams(
                lsp.TextDocumentIdentifier(view.uri), range_of(text, start, max(start, end - 1), view.encoding), context
            )
            for start, end in lines
        ]
        return [actions.actions(view, each, waits, pages=pages) for each in asked]

    def resolved() -> list[object]:
        offered = {action.title: action for each in acted(False, "quickfix") if isinstance(each, list) for action in each}
        return [actions.resolve(view, action, client) for action in offered.values()]

    document = view.checked.document
    # What mends a whole text is worked out once and not for each line.
    waits = replace(client, resolves_edits=True)
    everywhere = lsp.CodeActionParams(
        lsp.TextDocumentIdentifier(view.uri), _range(view, 0, len(whole)), lsp.CodeActionContext([], ["source"])
    )
    features: dict[str, Callable[[], list[object]]] = {
        "diagnostics": lambda: told(False),
        "pages": lambda: told(True),
        "actions": lambda: acted(False),
        "actions with pages": lambda: acted(True, "quickfix"),
        "actions of other kinds": lambda: [*acted(False, "quickfix.a"), *acted(False, "refactor", "")],
        "mended": lambda: (
            [] if view.version == 2 else [actions.actions(view, everywhere, replace(client, resolves_edits=False))]
        ),
        "resolved": resolved,
        "quotations": lambda: [actions.quotation(view, finding) for finding in view.findings],
        "formatted": lambda: [actions.formatted(view, reach) for reach in (_range(view, *line) for line in lines)],
        "hover": lambda: [
            hover.hover(view, at, markdown=client.versioned_edits, brief=not client.versioned_edits) for at in points
        ],
        "completions": lambda: [completion.completions(view, at, snippets=client.versioned_edits) for at in points[::2]],
        "due": lambda: [list(completion.due(document, start)) for start, _ in lines],
        "brackets": lambda: [completion.open_brackets(whole[:end]) for _, end in lines],
        "hints": lambda: [hints.inlay_hints(view, start, end - 1) for start, end in lines],
        "numbers": lambda: [hints.numbers(view, 0, len(whole))],
        "lenses": lambda: [hints.lenses(view, 200), hints.lenses(view, 20)],
        "symbols": lambda: [outline.symbols(view), outline.symbols(view, hierarchical=False)],
        "folds": lambda: [outline.folds(view)],
        "selections": lambda: list(outline.selections(view, points[::2])),
        "renumbered": lambda: [renumber.renumbered(document), [member.line for member in renumber.doubtful(document)]],
        "from here": lambda: [renumber.renumbered_from(document, finding) for finding in view.findings],
        "summary": lambda: [summary.summary(view, 200), summary.length(view, 30), summary.measure(view, lines[1:4], 9)],
    }
    for name, answer in features.items():
        yield name, answer()


def _range(view: View, start: int, end: int) -> lsp.Range:
    return range_of(view.text, start, end, view.encoding)


def _digest(answer: object) -> str:
    return "-" if not answer else f"{crc32(repr(answer).replace(ROOT.as_uri(), '…').encode('utf-8', 'surrogatepass')):08x}"[:4]
