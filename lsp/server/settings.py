"""The settings section `govlint` of an editor, taken leniently: what cannot be used is as if it were not there."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from govlint.analysis.finding import Finding, Severity
from govlint.document.genre import Genre
from govlint.language.spoken import RATE

SECTION = "govlint"


@dataclass(frozen=True)
class Hearing:
    """Which findings are shown: none of the rules that are `off`, none less severe than `least`."""

    off: frozenset[str] = frozenset()
    least: Severity = Severity.HINT

    def of(self, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """Those of the findings that are shown."""
        return tuple(f for f in findings if f.rule not in self.off and f.severity >= self.least)


ALL = Hearing()


@dataclass(frozen=True)
class Settings:
    """What a user may set; lsp/README.md says what each is for. Names are camelCase in the editor."""

    enable: bool = True
    config: str = ""
    genre: str = ""
    debounce: int = 100
    inlay_hints: bool = True
    code_lens: bool = False
    speech_rate: int = RATE
    wait_for_the_rest: bool = True
    min_severity: str = "hint"
    """The least severity that is shown."""
    off: tuple[str, ...] = ()
    """Rules, by id, that this writer wants to hear nothing of in any text."""

    @property
    def hearing(self) -> Hearing:
        """What of the findings this writer wants to hear."""
        least = next((s for s in Severity if str(s) == self.min_severity), Severity.HINT)
        return Hearing(frozenset(self.off), least)

    @property
    def wanted_genre(self) -> Genre | None:
        """The genre that documents are taken for; None where text and configuration are to say."""
        return Genre(self.genre) if self.genre in {str(g) for g in Genre} else None


@dataclass(frozen=True)
class Start:
    """What is settled once, by initializationOptions."""

    trusted: bool = True
    workspace_diagnostics: bool = False
    cache: bool = True
    """Whether what `govlint check` remembers of files may be used and added to."""
    reading_view: bool = False
    brief_hover: bool = False
    rule_pages: bool = False
    """Whether the editor has a page for a rule, and asks by itself what a command leaves open."""
    genres: Mapping[str, Genre] = field(default_factory=dict)
    """What its writer has said before that a document is, by URI."""
    settings: Settings = Settings()


def settings_of(given: Any, base: Settings | None = None) -> Settings:
    """The settings in a section; what is not there, or of another type, is as in `base`."""
    base = base or Settings()
    if not isinstance(given, Mapping):
        return base
    found: dict[str, Any] = {}
    for each in dataclasses.fields(Settings):
        value = given.get(_camel(each.name))
        if isinstance(each.default, tuple) and isinstance(value, list):
            value = tuple(word for word in value if isinstance(word, str))
        if type(value) is type(each.default) and not (isinstance(value, int) and value < 0):
            found[each.name] = value
    return dataclasses.replace(base, **found)


def start_of(options: Any) -> Start:
    """What a client's initializationOptions say; lsp/README.md has them."""
    if not isinstance(options, Mapping):
        return Start()
    return Start(
        trusted=options.get("trusted") is not False,
        workspace_diagnostics=options.get("workspaceDiagnostics") is True,
        cache=options.get("cache") is not False,
        reading_view=options.get("readingView") is True,
        brief_hover=options.get("briefHover") is True,
        rule_pages=options.get("rulePages") is True,
        genres=_genres(options.get("genres")),
        settings=settings_of(options.get("settings"), settings_of(options)),
    )


def _genres(given: Any) -> dict[str, Genre]:
    known = {str(genre): genre for genre in Genre}
    return {uri: known[name] for uri, name in given.items() if name in known} if isinstance(given, Mapping) else {}


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)
