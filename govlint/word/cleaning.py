"""Finds and removes what govlint left in a Word file: its comments and tracked changes."""

from __future__ import annotations

from collections.abc import Iterator

from govlint.word.comments import RULE_PREFIX
from govlint.word.document import AUTHOR
from govlint.word.editor import Editor
from govlint.word.package import W, Xml

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_MARKS = frozenset(W + name for name in ("commentRangeStart", "commentRangeEnd", "commentReference"))


def remove(editor: Editor, *, all_threads: bool) -> dict[str, str]:
    """Take our tracked changes back and our comments out.

    Comments that the writer answered or marked as done stay unless `all_threads`; gives these by id, with the rule
    that each is about.
    """
    kept: dict[str, str] = {}
    gone: set[str] = set()
    for path in editor.package.related(editor.package.main, "comments"):
        tree = editor.open(path)
        discussed = set() if all_threads else _discussed(editor)
        for comment in [c for c in tree.iterfind(W + "comment") if c.get(W + "author") == AUTHOR]:
            ids = {p.get(_W14 + "paraId") for p in comment.iter(W + "p")}
            if ids & discussed:
                kept[comment.get(W + "id", "")] = _rule_of(comment)
            else:
                gone.add(comment.get(W + "id", ""))
                tree.remove(comment)
                _forget(editor, {i for i in ids if i})
    for path in _text_parts(editor):
        _restore(editor.open(path), gone)
    return kept


def remove_empty_book(editor: Editor) -> None:
    """Take out a part of comments of which none is left, and the lists beside it that speak of nothing now."""
    main = editor.package.main
    for path in editor.package.related(main, "comments"):
        if len(editor.open(path)) or not len(editor.package.xml(path)):
            continue
        for kind in ("commentsExtended", "commentsIds", "commentsExtensible"):
            for beside in editor.package.related(main, kind):
                editor.remove_part(beside)
        editor.remove_part(path)


def _text_parts(editor: Editor) -> Iterator[str]:
    main = editor.package.main
    yield main
    for kind in ("footnotes", "endnotes", "header", "footer"):
        yield from editor.package.related(main, kind)


def _restore(tree: Xml, gone: set[str]) -> None:
    """Take marks and changes out. Runs that were cut stay cut: they look the same, and cutting again changes nothing."""
    for mark in [e for e in tree.iter(*_MARKS) if e.get(W + "id", "") in gone]:
        run = mark.getparent()
        whole = run if mark.tag == W + "commentReference" and run.tag == W + "r" and _is_bare(run) else mark
        whole.getparent().remove(whole)
    for insertion in _ours(tree, "ins"):
        insertion.getparent().remove(insertion)
    for deletion in _ours(tree, "del"):
        for text in deletion.iter(W + "delText"):
            text.tag = W + "t"
        for run in list(deletion):
            deletion.addprevious(run)
        deletion.getparent().remove(deletion)


def _ours(tree: Xml, name: str) -> list[Xml]:
    """Our tracked changes of text; what Word has by these names in properties is about paragraph marks and rows."""
    return [e for e in tree.iter(W + name) if e.get(W + "author") == AUTHOR and not e.getparent().tag.endswith("Pr")]


def _is_bare(run: Xml) -> bool:
    return all(child.tag in (W + "rPr", W + "commentReference") for child in run)


def _discussed(editor: Editor) -> set[str]:
    """The paragraph ids of comments with an answer, or marked as done."""
    found: set[str] = set()
    for path in editor.package.related(editor.package.main, "commentsExtended"):
        for entry in editor.package.xml(path):
            if entry.get(_W15 + "done") in ("1", "true"):
                found.add(entry.get(_W15 + "paraId", ""))
            found.add(entry.get(_W15 + "paraIdParent", ""))
    return found - {""}


def _forget(editor: Editor, ids: set[str]) -> None:
    """Take a comment out of the lists that newer versions of Word keep beside it."""
    for path in editor.package.related(editor.package.main, "commentsExtended"):
        tree = editor.open(path)
        for entry in list(tree):
            if entry.get(_W15 + "paraId") in ids:
                tree.remove(entry)
            elif entry.get(_W15 + "paraIdParent") in ids:
                del entry.attrib[_W15 + "paraIdParent"]


def _rule_of(comment: Xml) -> str:
    lines = ["".join(t.text or "" for t in p.iter(W + "t")) for p in comment.iter(W + "p")]
    return next((line.removeprefix(RULE_PREFIX) for line in reversed(lines) if line.startswith(RULE_PREFIX)), "")
