"""The commands that an editor can call; lsp/README.md has their arguments."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

from govlint_lsp.capabilities import Client
from govlint_lsp.convert import converter, range_of, span_of
from govlint_lsp.documents import View, path_of
from govlint_lsp.features import actions
from govlint_lsp.features import outline as structure
from govlint_lsp.features import suppress as keeping
from govlint_lsp.features.about import about
from govlint_lsp.features.renumber import doubtful, renumbered
from govlint_lsp.features.summary import measure, summary
from govlint_lsp.features.suppress import KeepingError
from govlint_lsp.features.switch import with_rule, with_rule_in_file
from govlint_lsp.session import Session
from lsprotocol import types as lsp

from govlint.analysis.finding import Edit
from govlint.config.settings import Level
from govlint.editing.simplify import simplifying_edits
from govlint.readers import load
from govlint.rhetoric.analysis import analyse
from govlint.rhetoric.record import record
from govlint.rulefiles.seeds import model
from govlint.suppression import words
from govlint.suppression.keep import Keep
from govlint.text.source import SourceError

REASON = "写稿人在编辑器里确认：原文如此"
"""The reason of a keep for which none was given."""


class Host(Protocol):
    """What commands need of the server."""

    desk: Session

    @property
    def client(self) -> Client: ...
    def view(self, uri: str) -> View | None: ...
    def glance(self, uri: str) -> View | None: ...
    def check_all(self) -> None: ...
    def recheck(self, uri: str) -> None: ...
    def edit(self, edit: lsp.WorkspaceEdit, label: str) -> None: ...
    def show(self, uri: str, reach: lsp.Range | None = None) -> None: ...
    def say(self, message: str, kind: lsp.MessageType) -> None: ...


class Commands:
    """One method a command; each takes the mapping that the editor sends, and answers with plain values."""

    def __init__(self, host: Host) -> None:
        self._host = host

    def by_name(self) -> dict[str, Callable[[Mapping[str, Any]], Any]]:
        """The commands as they are registered."""
        return {
            "govlint.fixAll": self.fix_all,
            "govlint.renumber": self.renumber,
            "govlint.keepPassage": self.keep_passage,
            "govlint.addWord": self.add_word,
            "govlint.turnRule": self.turn_rule,
            "govlint.openRule": self.open_rule,
            "govlint.aboutRule": self.about_rule,
            "govlint.summary": self.summary,
            "govlint.measure": self.measure,
            "govlint.simplify": self.simplify,
            "govlint.outline": self.outline,
            "govlint.rhetoric": self.rhetoric,
            "govlint.compare": self.compare,
            "govlint.readWord": self.read_word,
            "govlint.setGenre": self.set_genre,
            "govlint.reload": self.reload,
        }

    def fix_all(self, given: Mapping[str, Any]) -> bool:
        """Make all safe fixes in a document. Answers whether there were any."""
        view = self._host.view(_uri(given))
        return view is not None and self._edit(view, actions.settled_edits(view), view.words("改正全文能放心改的地方"))

    def renumber(self, given: Mapping[str, Any]) -> dict[str, Any] | None:
        """Count a document's ordinals anew. Answers how many were wrong, and the lines of series that are left alone."""
        view = self._host.view(_uri(given))
        if view is None:
            return None
        document = view.checked.document
        edits = renumbered(document)
        self._edit(view, edits, view.words("重排序号"))
        starts = (
            document.places[member.line].span(member.marker.start, member.marker.end).start for member in doubtful(document)
        )
        return {"changed": len(edits), "doubtful": sorted({view.text.line_of(start) for start in starts})}

    def keep_passage(self, given: Mapping[str, Any]) -> str:
        """Write a passage into govlint.yaml as one to keep. Answers with the file that was written, "" for none."""
        view = self._host.view(_uri(given))
        rule, text = str(given.get("rule", "")), str(given.get("text", ""))
        if view is None or not rule or not text.strip():
            return ""
        reason = str(given.get("reason") or REASON)

        def change(path: Path, before: str) -> str:
            return keeping.with_keep(os.fspath(path), before, Keep(rule, text, reason))

        return self._write_config(view, change)

    def add_word(self, given: Mapping[str, Any]) -> str:
        """Write a word into the house's own words, and their file's name into govlint.yaml if it is not there.

        Answers with the file of the words, "" where nothing was written.
        """
        view = self._host.view(_uri(given))
        word = str(given.get("word", "")).strip()
        if view is None or not word or "\n" in word or not self._host.desk.start.trusted:
            return ""
        try:
            config = keeping.config_to_write(view.project, self._folder(view))
            path = Path(view.project.words_path) if view.project.settings.path else config.with_name(words.FILE_NAME)
            before = path.read_bytes().decode("utf-8-sig") if path.exists() else ""
            keeping.write(path, words.added(before, word))
        except (KeepingError, OSError, UnicodeDecodeError) as error:
            self._host.say(_why(error, view), lsp.MessageType.Error)
            return ""
        self._tell(path)
        named = self._write_config(view, lambda path, before: keeping.with_words(os.fspath(path), before))
        return os.fspath(path) if named else ""

    def open_rule(self, given: Mapping[str, Any]) -> str | None:
        """Show a rule's file. Answers with its URI."""
        rule = self._rule(given)
        if rule is None or not rule.path:
            return None
        uri = Path(rule.path).resolve().as_uri()
        self._host.show(uri)
        return uri

    def about_rule(self, given: Mapping[str, Any]) -> dict[str, Any] | None:
        """All of a rule for a page on it, as it is heard in the document at `uri`, or in the workspace."""
        rule = self._rule(given)
        if rule is None:
            return None
        view = self._host.view(_uri(given))
        path = view.path if view else self._host.desk.home
        setup = view.setup if view else self._host.desk.configurations.project(path).setup(path)
        off = self._host.desk.settings_for(path).off
        return about(rule, setup.names.running.get(rule.id), setup.origins.get(rule.id, ()), rule.id in off)

    def turn_rule(self, given: Mapping[str, Any]) -> str:
        """Write into govlint.yaml how a rule is to be heard: in the document alone (`where`: file) or in the whole folder.

        Answers with the file that was written, "" for none.
        """
        view, rule = self._host.view(_uri(given)), self._rule(given)
        level = str(given.get("level", ""))
        if view is None or rule is None or level not in {str(each) for each in Level}:
            return ""
        name = view.project.name_of(view.path) if view.project.settings.path else ""

        def change(path: Path, before: str) -> str:
            if given.get("where") != "file":
                return with_rule(os.fspath(path), before, rule.id, Level(level))
            below = name or Path(view.path).relative_to(path.parent).as_posix()
            return with_rule_in_file(os.fspath(path), before, rule.id, Level(level), below)

        return self._write_config(view, change)

    def summary(self, given: Mapping[str, Any]) -> dict[str, Any] | None:
        """A document at a glance: its sections with their lengths, what is announced and what is delivered."""
        view = self._host.glance(_uri(given))
        return summary(view, self._host.desk.settings_for(view.path).speech_rate) if view else None

    def measure(self, given: Mapping[str, Any]) -> dict[str, Any] | None:
        """How long what stands in some ranges of a document is, all together."""
        view = self._host.glance(_uri(given))
        if view is None:
            return None
        ranges = (converter().structure(each, lsp.Range) for each in given.get("ranges", ()))
        spans = [span_of(view.text, each, view.encoding) for each in ranges]
        return measure(view, spans, self._host.desk.settings_for(view.path).speech_rate)

    def simplify(self, given: Mapping[str, Any]) -> bool:
        """Turn a document's traditional characters into simplified ones. Answers whether there were any."""
        view = self._host.view(_uri(given))
        if view is None:
            return False
        return self._edit(view, list(simplifying_edits(view.checked.document)), view.words("繁体转简体"))

    def outline(self, given: Mapping[str, Any]) -> list[dict[str, Any]] | None:
        """A document's sections as a tree of {name, detail, line, children}; `line` is counted from 0."""
        view = self._host.glance(_uri(given))
        return [_node(view, s) for s in structure.sections(view.checked.document)] if view else None

    def rhetoric(self, given: Mapping[str, Any]) -> dict[str, Any] | None:
        """What a document has of rhetoric, and its rhythm, as `govlint rhetoric --format json` has it (docs/json.md)."""
        view = self._host.view(_uri(given))
        if view is None:
            return None
        document = view.checked.document
        return record(document, analyse(document), analyse(model()))

    def compare(self, given: Mapping[str, Any]) -> dict[str, Any] | None:
        """A document beside the habits of its project, else beside the seed: `page` is HTML of one file, the rest as
        `govlint compare --format json` has it."""
        view = self._host.view(_uri(given))
        if view is None:
            return None
        from govlint.house.beside import beside_rules  # few sessions ask for it
        from govlint.house.page import page
        from govlint.house.record import record as compared

        found = beside_rules(view.checked.document, view.setup.names.running.values(), "本单位的习惯")
        return {**compared(found), "page": page(found)}

    def read_word(self, given: Mapping[str, Any]) -> dict[str, str]:
        """What the Word file at a URI says, as its reading view is to show it, or why it cannot be read."""
        try:
            return {"text": load(path_of(_uri(given))).text, "problem": ""}
        except SourceError as error:
            return {"text": "", "problem": str(error)}

    def set_genre(self, given: Mapping[str, Any]) -> bool:
        """Take a document for another genre, or (null) ask its text again."""
        done = self._host.desk.choose_genre(_uri(given), given.get("genre"))
        if done:
            self._host.recheck(_uri(given))
        return done

    def reload(self, given: Mapping[str, Any]) -> None:
        """Read configurations and rules again."""
        self._host.check_all()

    def _edit(self, view: View, edits: list[Edit], label: str) -> bool:
        if edits and view.is_read_only:
            said = view.words("Word 文件在这里只能看；要改正，用 govlint review 或 govlint fix")
            self._host.say(said, lsp.MessageType.Info)
        elif edits:
            self._host.edit(actions.workspace_edit(view, edits, self._host.client), label)
        return bool(edits)

    def _rule(self, given: Mapping[str, Any]) -> Any:
        view = self._host.view(_uri(given))
        project = view.project if view else self._host.desk.configurations.project(self._host.desk.home)
        wanted = str(given.get("rule"))
        return next((r for r in project.rules if wanted in (r.id, *r.was)), None)

    def _folder(self, view: View) -> str:
        """Where a new configuration belongs: the workspace's folder that the document is in, or its own folder."""
        path = view.path
        above = [f for f in self._host.desk.folders if path.startswith(os.path.join(f, ""))]
        return max(above, key=len) if above else os.path.dirname(path)

    def _write_config(self, view: View, change: Callable[[Path, str], str]) -> str:
        """Change a configuration: in the editor where it is open, else on the disk, and heed it at once.

        Gives the file, "" where it could not be.
        """
        if not self._host.desk.start.trusted:
            said = view.words("这个工作区还没有受信任，不读也不写它的 govlint.yaml")
            self._host.say(said, lsp.MessageType.Warning)
            return ""
        try:
            if not os.path.isabs(view.path):
                raise KeepingError("文稿还没有存盘；先保存，再写配置")
            path = keeping.config_to_write(view.project, self._folder(view))
            held = self._host.desk.documents.get(path.as_uri())
            # A text with CRLF must come back with CRLF.
            before = held.text.text if held else path.read_bytes().decode("utf-8-sig") if path.exists() else ""
            after = change(path, before)
            if after == before:
                pass
            elif held:
                whole = range_of(held.text, 0, len(before), self._host.client.encoding)
                self._host.edit(lsp.WorkspaceEdit(changes={held.uri: [lsp.TextEdit(whole, after)]}), "govlint.yaml")
                self._host.say(view.words("已写进打开着的 govlint.yaml，保存后生效"), lsp.MessageType.Info)
            else:
                keeping.write(path, after)
                self._tell(path)
        except (KeepingError, OSError, UnicodeDecodeError) as error:
            self._host.say(_why(error, view), lsp.MessageType.Error)
            return ""
        self._host.check_all()
        return os.fspath(path)

    def _tell(self, path: Path) -> None:
        """Say where something was written, unless the editor says so by itself."""
        if not self._host.desk.start.rule_pages:
            self._host.say(self._host.client.words("已写进 {path}", path=path), lsp.MessageType.Info)


def _why(error: Exception, view: View) -> str:
    return error.told(view.words) if isinstance(error, KeepingError) else str(error)


def _uri(given: Mapping[str, Any]) -> str:
    return str(given.get("uri", ""))


def _node(view: View, section: structure.Section) -> dict[str, Any]:
    children = [_node(view, child) for child in section.children]
    line = view.text.line_of(section.start)
    detail = view.words(section.detail) if section.detail else ""
    return {"name": section.name or view.words("（无题）"), "detail": detail, "line": line, "children": children}
