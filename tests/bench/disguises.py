"""The rules' own bad examples in disguise: how many are still found when other tools have been over them, and who fights.

    python -m tests.bench.disguises [--lost] [--fights]

A disguise changes nothing that the rule is about: blanks between scripts, radicals for characters, and what AutoCorrect,
prettier, mdformat and zhlint (where they are on the PATH) make of a Markdown file. What a tool mended itself is not counted.
`--lost` shows what is lost. `--fights` fixes each example, lets the tool format it, and does so again: whoever changes the
text in the second round fights.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import tempfile
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path

from govlint.analysis.engine import Ruleset, lint
from govlint.analysis.finding import Safety
from govlint.analysis.rule import Example, Rule
from govlint.editing.fix import settle
from govlint.readers import parse
from govlint.rulefiles.loader import load_builtin
from govlint.rulefiles.redpen import Marked, unmark
from govlint.text.source import Source

_HAN = "[\u3400-\u9fff]"
_BORDER = re.compile(rf"(?<={_HAN})(?=[0-9A-Za-z])|(?<=[0-9A-Za-z%])(?={_HAN})")
_RADICALS = {
    plain: char
    for char in map(chr, [*range(0x2EFF, 0x2E7F, -1), *range(0x2FD5, 0x2EFF, -1)])
    if len(plain := unicodedata.normalize("NFKC", char)) == 1 and plain != char
}
_TOOLS = {
    "autocorrect": ["autocorrect", "--fix"],
    "prettier": ["prettier", "--write"],
    "mdformat": ["mdformat"],
    "zhlint": ["zhlint", "--fix"],
}
_ABOUT_BLANKS = ("punctuation/space-between-scripts", "punctuation/space-beside-mark")


@dataclass(frozen=True)
class Item:
    """One bad example of a rule, with its marks taken out."""

    rule: Rule
    ruleset: Ruleset
    example: Example
    marked: Marked

    def found(self, text: str, suffix: str) -> int:
        """How many findings the rule has in a text."""
        source = Source(f"example{suffix}", text, layout=self.example.layout)
        return len(lint(parse(source, self.example.genre), self.ruleset, remember=False).findings)


@dataclass(frozen=True)
class Tally:
    """Of how many examples a disguise changed the text, and which of them are no longer found, with that text."""

    changed: int
    lost: tuple[tuple[str, str], ...]

    @property
    def share(self) -> float:
        return len(self.lost) / self.changed if self.changed else 0.0


def items() -> list[Item]:
    """The bad examples of all rules that govlint ships."""
    return [
        Item(rule, Ruleset([replace(rule, mutes=False, silent=False)]), example, unmark(example.text))
        for rule in load_builtin()
        for example in rule.bad
    ]


def spaced(blank: str) -> Callable[[str], str]:
    """A disguise: this blank between Chinese characters and digits or letters."""
    return lambda text: _BORDER.sub(blank, text)


def in_radicals(text: str) -> str:
    """A disguise: every character that has a radical of its own shape is that radical."""
    return "".join(_RADICALS.get(char, char) for char in text)


DISGUISES: dict[str, Callable[[str], str]] = {
    "space": spaced(" "),
    "no-break space": spaced("\u00a0"),
    "thin space": spaced("\u2009"),
    "radicals": in_radicals,
}


def tally(subjects: Sequence[Item], texts: Sequence[str], suffix: str = "") -> Tally:
    """What is lost of these examples when they read so; `suffix` where they do not stand in the file that they name."""
    changed = 0
    lost = []
    for item, text in zip(subjects, texts, strict=True):
        ending = suffix or item.example.suffix
        before = item.found(item.marked.text, ending)
        if not before or text.strip() == item.marked.text.strip() or not _survives(item, text):
            continue
        changed += 1
        if item.found(text, ending) < before:
            lost.append((item.rule.id, text))
    return Tally(changed, tuple(lost))


def _survives(item: Item, text: str) -> bool:
    """Whether all that was wanted still stands in the text, so that nobody has mended it; but for a rule about blanks."""
    if item.rule.id in _ABOUT_BLANKS:
        return False
    old = [(at, _plain(char)) for at, char in enumerate(item.marked.text) if not char.isspace()]
    new = [_plain(char) for char in text if not char.isspace()]
    kept = {
        old[a + i][0]
        for a, _, size in SequenceMatcher(None, [char for _, char in old], new, autojunk=False).get_matching_blocks()
        for i in range(size)
    }
    return all(at in kept or item.marked.text[at].isspace() for span in item.marked.wanted for at in range(*span))


def _plain(char: str) -> str:
    plain = unicodedata.normalize("NFKC", char)
    return plain if "\u2e80" <= char <= "\u2fd5" and len(plain) == 1 else char


def formatted(tool: str, texts: Sequence[str]) -> list[str]:
    """The texts after a tool has been over them as Markdown files."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number:04}.md" for number in range(len(texts))]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text, encoding="utf-8")
        _format(tool, paths)
        return [path.read_text(encoding="utf-8") for path in paths]


def _format(tool: str, paths: Sequence[Path]) -> None:
    names = [path.name for path in paths]
    command = [*_TOOLS[tool], "{" + ",".join(["none.md", *names]) + "}"] if tool == "zhlint" else [*_TOOLS[tool], *names]
    done = subprocess.run(command, cwd=paths[0].parent, capture_output=True, text=True, check=False)
    # zhlint leaves all files as they are where it stumbles over one.
    if "TypeError" in done.stderr and len(paths) > 1:
        _format(tool, paths[: len(paths) // 2])
        _format(tool, paths[len(paths) // 2 :])


def fights(tool: str, texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Texts that change again when they are fixed and formatted a second time: after the first round, after the second."""
    ruleset = Ruleset(load_builtin())

    def fixed(text: str) -> str:
        return settle(
            Source("example.md", text), lambda source: lint(parse(source), ruleset).findings, {Safety.SAFE}
        ).source.text

    once = formatted(tool, [fixed(text) for text in texts])
    twice = formatted(tool, [fixed(text) for text in once])
    yield from ((a, b) for a, b in zip(once, twice, strict=True) if a != b)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lost", action="store_true")
    parser.add_argument("--fights", action="store_true")
    arguments = parser.parse_args()
    subjects = items()
    texts = [item.marked.text for item in subjects]
    tallies = {name: tally(subjects, [disguise(text) for text in texts]) for name, disguise in DISGUISES.items()}
    tools = [tool for tool in _TOOLS if shutil.which(tool)]
    tallies |= {tool: tally(subjects, formatted(tool, texts), ".md") for tool in tools}
    for name, found in tallies.items():
        print(f"{name:16} {len(found.lost):3} of {found.changed:3} lost  {found.share:6.1%}")
        if arguments.lost:
            for rule, text in found.lost:
                print(f"    {rule}: {text[:100]!r}")
    for tool in tools if arguments.fights else ():
        fought = list(fights(tool, texts))
        print(f"{tool:16} {len(fought):3} of {len(texts)} fought over")
        for once, twice in fought:
            print(f"    {once[:100]!r}\n    {twice[:100]!r}")


if __name__ == "__main__":
    main()
