"""govlint: a linter for official Chinese writing (讲话稿, 工作报告, 公文).

The names are loaded when they are first used: `import govlint` costs nothing. Their types stand in `__init__.pyi`.
"""

from __future__ import annotations

from importlib import import_module

__version__ = "0.1.0"

_HOMES = {
    "check": "api",
    "fix": "api",
    "load": "readers",
    "Edit": "text.edits",
    "Finding": "analysis.finding",
    "Genre": "document.genre",
    "Project": "project.project",
    "Projects": "project.project",
    "Safety": "analysis.finding",
    "Severity": "analysis.finding",
    "Source": "text.source",
    "SourceError": "text.source",
    "Span": "text.span",
    "StrictError": "deserialize.yamlfile",
    "UnknownRuleError": "config.selection",
}
"""The modules that the public names live in."""

__all__ = ["__version__", *_HOMES]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
