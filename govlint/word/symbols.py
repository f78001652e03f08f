"""Symbol fonts: what their characters show, as Unicode has it, where it bears on what is read.

After the mapping that Unicode 7.0 was made by (L2/11-196, Wingdings and Wingdings 2).
"""

from __future__ import annotations

from collections.abc import Mapping

_PRIVATE = 0xF000  # a symbol font's characters stand here too
_WINGDINGS = {0x6C: "●", 0x6E: "■", 0x6F: "☐", 0x75: "◆", 0x76: "❖", 0x9F: "•", 0xA7: "▪", 0xA8: "☐", 0xAB: "★", 0xD8: "➢",
              0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑"}  # fmt: skip
_WINGDINGS |= {0x81 + i: chr(0x2460 + i) for i in range(10)} | {0x8C + i: chr(0x2776 + i) for i in range(10)}
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0xA2: "■", 0xA3: "☐"}
_WINGDINGS_2 |= {0x6A + i: chr(0x2460 + i) for i in range(10)} | {0x75 + i: chr(0x2776 + i) for i in range(10)}


def _both(table: Mapping[int, str]) -> dict[int, str]:
    return {code + base: shown for code, shown in table.items() for base in (0, _PRIVATE)}


SYMBOLS = {"wingdings": _both(_WINGDINGS), "wingdings 2": _both(_WINGDINGS_2)}
"""By a font's name in small letters: for `str.translate`, a character for a character."""
