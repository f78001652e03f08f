"""Values as JSON of one line without blanks, as it is kept and sent."""

from __future__ import annotations

import json


def compact(value: object) -> str:
    """The JSON of a value, Chinese as it is. Raises TypeError for what JSON has no form for."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
