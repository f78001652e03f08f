"""The settings section `govlint` of an editor, taken leniently: what cannot be used is as if it were not there."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from govlint.document.genre import Genre
from govlint.language.spoken import RATE

SECTION = "govlint"


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

    @property
    def wanted_genre(self) -> Genre | None:
        """The genre that documents are taken for; None where text and configuration are to say."""
        return Genre(self.genre) if self.genre in {str(g) for g in Genre} else None


@dataclass(frozen=True)
class Start:
    """What is settled once, by initializationOptions."""

    trusted: bool = True
    workspace_diagnostics: bool = False
    reading_view: bool = False
    brief_hover: bool = False
    settings: Settings = Settings()


def settings_of(given: Any, base: Settings | None = None) -> Settings:
    """The settings in a section; what is not there, or of another type, is as in `base`."""
    base = base or Settings()
    if not isinstance(given, Mapping):
        return base
    found: dict[str, Any] = {}
    for field in dataclasses.fields(Settings):
        value = given.get(_camel(field.name))
        if type(value) is type(field.default) and not (isinstance(value, int) and value < 0):
            found[field.name] = value
    return dataclasses.replace(base, **found)


def start_of(options: Any) -> Start:
    """What a client's initializationOptions say: `trusted`, `workspaceDiagnostics`, `readingView`, and first settings."""
    if not isinstance(options, Mapping):
        return Start()
    return Start(
        trusted=options.get("trusted") is not False,
        workspace_diagnostics=options.get("workspaceDiagnostics") is True,
        reading_view=options.get("readingView") is True,
        brief_hover=options.get("briefHover") is True,
        settings=settings_of(options.get("settings"), settings_of(options)),
    )


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)
