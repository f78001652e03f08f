"""What a writer can do about a finding, as code actions; the edits are worked out when one is chosen."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from govlint_lsp.capabilities import FIX_ALL, Client
from govlint_lsp.convert import diagnostic, key_of, span_of, text_edits
from govlint_lsp.documents import View
from govlint_lsp.features.brackets import closed
from govlint_lsp.features.renumber import renumbered_from
from govlint_lsp.showing import all_of
from govlint_lsp.words import inner
from lsprotocol import types as lsp

from govlint.analysis.finding import Edit, Finding, Safety
from govlint.editing.fix import plan, settle
from govlint.suppression.words import CATEGORY

_ASKED = (Safety.SAFE, Safety.UNSAFE)
"""What may be changed when somebody asks for it by name."""

_LONGEST_NAME = 10
_LONGEST_CHANGE = 24

_TELLING = 6
"""How many characters tell a passage from others."""


def actions(view: View, params: lsp.CodeActionParams, client: Client, *, pages: bool = False) -> list[lsp.CodeAction]:
    """The actions for a range: for each finding in it its fix and what else can be done, and fixing all that is safe."""
    only = params.context.only
    found: list[lsp.CodeAction] = []
    if _wanted(lsp.CodeActionKind.QuickFix, only):
        sent = {key_of(d): d for d in params.context.diagnostics}
        offered: list[tuple[int, lsp.CodeAction]] = []
        for finding in view.touching(*span_of(view.text, params.range, view.encoding)):
            group = all_of(view.findings, finding)
            shown = diagnostic(group, view.uri, view.text, view.encoding, view.rule, pages=pages, words=view.words)
            offered += _of_finding(view, finding, sent.get(key_of(shown), shown), pages=pages)
        # Of all findings here what mends comes first and what explains last; one that reads like another is offered once.
        offered.sort(key=lambda each: each[0])
        found += {action.title: action for _, action in reversed(offered)}.values()
        found.reverse()
    if view.is_read_only:
        return found
    automatic = only is None and params.context.trigger_kind is lsp.CodeActionTriggerKind.Automatic
    if _wanted(FIX_ALL, only) and not automatic and _fixable(view.findings, (Safety.SAFE,)):
        found.append(lsp.CodeAction(view.words("改正全文能放心改的地方"), FIX_ALL, data=_data(view, "all")))
    if not client.resolves_edits:
        found = [resolve(view, action, client) for action in found]
    return found


def resolve(view: View, action: lsp.CodeAction, client: Client) -> lsp.CodeAction:
    """The action with its edit, if it has one; without where the text is no longer the one that it was offered for."""
    data = action.data
    if action.command is not None or not isinstance(data, dict) or data.get("version") != view.version:
        return action
    match data.get("do"):
        case "fix":
            chosen = [f for f in view.findings if f.fix and _mark(f) == data.get("finding")]
            edits: Sequence[Edit] = chosen[0].fix.edits if chosen and chosen[0].fix else ()
        case "rule":
            edits = plan((f for f in view.findings if f.rule == data.get("rule")), _ASKED).edits
        case "all":
            edits = settled_edits(view)
        case "edits":
            edits = [Edit(*edit) for edit in data.get("edits", ())]
        case _:
            return action
    action.edit = workspace_edit(view, edits, client)
    return action


def settled_edits(view: View, reach: tuple[int, int] | None = None) -> list[Edit]:
    """What makes of the text what `govlint fix` makes of it; with `reach`, only the safe fixes inside of it."""
    if reach is not None:
        inside = (f for f in view.findings if reach[0] <= f.span.start and f.span.end <= reach[1])
        return list(plan(inside, (Safety.SAFE,)).edits)
    if not _fixable(view.findings, (Safety.SAFE,)):
        return []
    return list(settle(view.checked.source, view.lint, (Safety.SAFE,)).edits)


def formatted(view: View, reach: lsp.Range | None = None) -> list[lsp.TextEdit]:
    """The safe fixes of a text, or of a range of it."""
    if view.is_read_only:
        return []
    span = span_of(view.text, reach, view.encoding) if reach else None
    return text_edits(view.text, settled_edits(view, span), view.encoding)


def workspace_edit(view: View, edits: Iterable[Edit], client: Client) -> lsp.WorkspaceEdit:
    """Edits of the text, bound to its version where the client can have it so."""
    made = text_edits(view.text, edits, view.encoding)
    if client.versioned_edits:
        identifier = lsp.OptionalVersionedTextDocumentIdentifier(view.uri, view.version)
        return lsp.WorkspaceEdit(document_changes=[lsp.TextDocumentEdit(identifier, list(made))])
    return lsp.WorkspaceEdit(changes={view.uri: made})


def _of_finding(view: View, finding: Finding, shown: lsp.Diagnostic, *, pages: bool) -> Iterator[tuple[int, lsp.CodeAction]]:
    """What can be done about a finding, each with its rank: mending, its kind, its word, its place, its rule, the page."""
    kind = lsp.CodeActionKind.QuickFix
    rule, words = view.rule(finding.rule), view.words
    # Quotation marks inside quotation marks are single ones.
    title = inner(rule.title if rule else finding.rule)
    if not view.is_read_only:
        yield from _mending(view, finding, shown)
        alike = [f for f in _fixable(view.findings, _ASKED) if f.rule == finding.rule]
        if len(alike) > 1 and finding in alike:
            data = _data(view, "rule", rule=finding.rule)
            named = words("改正全文的“{title}”（{count} 处）", title=title, count=len(alike))
            yield 1, lsp.CodeAction(named, kind, [shown], data=data)
    # Several findings may be offered at once: each title says which one it is about.
    match = inner(_short(finding.match.strip()))
    if rule and rule.category == CATEGORY and 1 < len(finding.match) <= _LONGEST_NAME and finding.match.isalnum():
        about = {"uri": view.uri, "word": finding.match}
        named = words("“{word}”这个词以后不报（记入 {name}）", word=match, name=os.path.basename(view.project.words_path))
        yield 2, _command(named, "govlint.addWord", shown, about)
    about = {"uri": view.uri, "rule": finding.rule, "text": quotation(view, finding)}
    keeping = (
        words("保留这一处“{words}”（写明理由，记入 govlint.yaml）", words=match)
        if match
        else words("保留这一处（写明理由，记入 govlint.yaml）")
    )
    yield 3, _command(keeping, "govlint.keepPassage", shown, about)
    about = {"uri": view.uri, "rule": finding.rule, "title": rule.title if rule else finding.rule}
    off = (
        words("关掉规则“{title}”（在这一篇、这个文件夹，或者所有文稿）", title=title)
        if pages  # an editor that has pages on rules asks where, too
        else words("关掉规则“{title}”（记入 govlint.yaml）", title=title)
    )
    yield 4, _command(off, "govlint.turnRule", shown, about | {"level": "off"})
    yield 5, _command(words("说明规则“{title}”", title=title), "govlint.openRule", shown, about)


def _mending(view: View, finding: Finding, shown: lsp.Diagnostic) -> Iterator[tuple[int, lsp.CodeAction]]:
    kind = lsp.CodeActionKind.QuickFix
    if finding.fix:
        safe = finding.fix.safety is Safety.SAFE
        data = _data(view, "fix", finding=_mark(finding))
        yield 0, lsp.CodeAction(_saying(view, finding), kind, [shown], is_preferred=safe or None, data=data)
    rule = view.rule(finding.rule)
    name = rule.kind.name if rule else ""
    document = view.checked.document
    if name == "sequence" and len(edits := renumbered_from(document, finding)) > 1:
        title = view.words("从这里起重新编号（共改 {count} 处）", count=len(edits))
        yield 0, lsp.CodeAction(title, kind, [shown], data=_data(view, "edits", edits=[_plain(edit) for edit in edits]))
    if name == "pairing" and not finding.fix:
        for where, near, edit in closed(document, finding):
            said, mark = inner(near), inner(edit.text)
            title = (
                view.words("在“{words}”后面补上“{mark}”", words=said, mark=mark)
                if where == "behind"
                else view.words("在“{words}”前面补上“{mark}”", words=said, mark=mark)
            )
            yield 0, lsp.CodeAction(title, kind, [shown], data=_data(view, "edits", edits=[_plain(edit)]))


def _saying(view: View, finding: Finding) -> str:
    """The title of a fix with the words that change: “截止目前”改为“截至目前”."""
    assert finding.fix is not None
    edits, span, title = finding.fix.edits, finding.span, view.words.fix(finding.fix.title)
    if not edits or not all(span.start <= e.start and e.end <= span.end for e in edits):
        return title
    new, at = "", span.start
    for edit in sorted(edits, key=lambda e: e.start):
        new += view.text.text[at : edit.start] + edit.text
        at = edit.end
    new += view.text.text[at : span.end]
    old = finding.match
    if not old.strip() or len(old) > _LONGEST_CHANGE or len(new) > _LONGEST_CHANGE or "\n" in old + new:
        return title
    old, new = inner(old), inner(new)
    return view.words("“{old}”改为“{new}”", old=old, new=new) if new.strip() else view.words("删去“{old}”", old=old)


def quotation(view: View, finding: Finding) -> str:
    """The words to keep for a finding: those it is about, or, where they are few, the clause or sentence they stand in.

    A keep holds wherever its words stand; 三、 alone would keep every 三、 there is.
    """
    document = view.checked.document
    if not document.places:
        return finding.match
    block = document.places[finding.block].block
    start, end = finding.reading
    sentence = block.sentence_at(start)
    around = [c for c in sentence.clauses if c.start <= start and end <= c.end] + [sentence]
    enough = (each for each in around if each.end - each.start >= _TELLING and end <= each.end)
    if end - start < _TELLING and (larger := next(enough, None)):
        start, end = larger.start, larger.end
    return block.text[start:end].strip() or block.text


def _command(title: str, command: str, shown: lsp.Diagnostic, argument: dict[str, Any]) -> lsp.CodeAction:
    done = lsp.Command(title, command, arguments=[argument])
    return lsp.CodeAction(title, lsp.CodeActionKind.QuickFix, [shown], command=done)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_NAME else text[:_LONGEST_NAME] + "…"


def _fixable(findings: Iterable[Finding], safeties: Sequence[Safety]) -> list[Finding]:
    return [f for f in findings if f.fix and f.fix.safety in safeties]


def _mark(finding: Finding) -> list[Any]:
    return [finding.rule, finding.span.start, finding.span.end, finding.message]


def _plain(edit: Edit) -> list[Any]:
    return [edit.start, edit.end, edit.text]


def _data(view: View, do: str, **more: Any) -> dict[str, Any]:
    return {"uri": view.uri, "version": view.version, "do": do, **more}


def _wanted(kind: str, only: Sequence[str] | None) -> bool:
    """Whether a kind is among those asked for, or below one of them."""
    return only is None or any(kind == asked or kind.startswith(f"{asked}.") or asked == "" for asked in map(_text, only))


def _text(kind: Any) -> str:
    return str(getattr(kind, "value", kind))
