"""A formula: words that stand in order within a sentence, with gaps and with words for which others may stand."""

from __future__ import annotations

GAP = "……"
OR = "|"
_STOPS = "。！？；：，、…”’）》＊*— "


class Formula:
    """Words in order within a sentence: `下面……讲|强调` is 下面 and, somewhere behind it, 讲 or 强调."""

    def __init__(self, text: str) -> None:
        self.parts = [part.split(OR) for part in text.split(GAP) if part]
        self.open_end = text.endswith(GAP)

    def find(self, text: str, start: int = 0) -> tuple[int, int] | None:
        """Where the words stand, from the first one's beginning to the last one's end; None where one is wanting.

        A gap at the end stands for at least two characters.
        """
        begin, end = -1, start
        for words in self.parts:
            places = [(at, at + len(word)) for word in words if (at := text.find(word, end)) >= 0]
            if not places:
                return None
            first, end = min(places)
            begin = first if begin < 0 else begin
        if self.open_end and len(text[end:].strip(_STOPS)) < 2:
            return None
        return (start if begin < 0 else begin), end
