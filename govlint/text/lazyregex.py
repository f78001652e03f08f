"""Regular expressions that are compiled when they are first used: most texts have need of few of them, every start pays."""

from __future__ import annotations

import re
from typing import Any, cast


class _Lazy:
    """Stands for a pattern; what is asked of it is asked of the compiled one, and kept, so that it costs nothing again."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        value = getattr(re.compile(self.pattern, self.flags), name)
        setattr(self, name, value)
        return value


def lazy(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, as far as its methods go. A pattern that is wrong raises re.error at its first use."""
    return cast(re.Pattern[str], _Lazy(pattern, flags))
