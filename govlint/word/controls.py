"""Content controls that nobody has filled in: they show a prompt, which is kept among the building blocks of the file.

ISO/IEC 29500-1, 17.5.2.39 (showingPlcHdr), 17.5.2.25 (placeholder) and 17.12 (glossary document).
"""

from __future__ import annotations

from govlint.word.package import W, Xml
from govlint.word.styles import is_on


class Controls:
    """Tells which controls of a document show their prompt."""

    def __init__(self, glossary: Xml | None) -> None:
        self._prompts: dict[str, str] = {}
        for part in glossary.iter(W + "docPart") if glossary is not None else ():
            name, body = part.find(f"{W}docPartPr/{W}name"), part.find(W + "docPartBody")
            if name is not None and body is not None:
                self._prompts[name.get(W + "val", "")] = _text(body)

    def is_unfilled(self, control: Xml) -> bool:
        """Whether a w:sdt shows its prompt.

        Programs that fill in a template often leave the mark of the prompt behind, so what it shows is compared with that.
        """
        properties, content = control.find(W + "sdtPr"), control.find(W + "sdtContent")
        if properties is None or content is None:
            return False
        mark = properties.find(W + "showingPlcHdr")
        if mark is None or not is_on(mark):
            return False
        named = properties.find(f"{W}placeholder/{W}docPart")
        prompt = self._prompts.get("" if named is None else named.get(W + "val", ""))
        return prompt is None or prompt == _text(content)


def _text(container: Xml) -> str:
    return "".join(t.text or "" for t in container.iter(W + "t")).strip()
