"""govlint explain: what a rule is, why it is, what it finds and lets pass, and what it rests on."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence

from govlint.analysis.engine import Ruleset, lint
from govlint.analysis.finding import SAFETY_NAMES, SEVERITY_NAMES
from govlint.analysis.rule import Case, Example, Rule
from govlint.cli import CANNOT
from govlint.cli.arguments import Parser, suggest, wrap
from govlint.cli.console import complain, is_unicode, wants_colour, width_of
from govlint.cli.rules import titled
from govlint.cli.session import rules_here
from govlint.config.selection import Selection, UnknownRuleError
from govlint.deserialize.dataclass import StrictError
from govlint.document.genre import GENRE_NAMES
from govlint.rulefiles.examples import document_of
from govlint.rulefiles.redpen import MARK, unmark
from govlint.rulefiles.seeds import grounds
from govlint.text.columns import visible

_INDENT = "  "
_SEE = "；用 govlint rules 查看全部规则"


def configure(parser: Parser) -> None:
    """What `govlint explain` takes."""
    parser.inputs.add_argument("rule", metavar="规则", help="规则编号（旧编号、斜杠后面的部分也可以），或规则名称里的词")


def run(arguments: argparse.Namespace) -> int:
    """Explain a rule; gives the exit code."""
    try:
        known = rules_here()
        rules = titled(arguments.rule, known) or _called(arguments.rule, known)
    except UnknownRuleError as error:
        complain(f"没有规则“{error.name}”{suggest(error.name, error.known) or _SEE}")
        return CANNOT
    except StrictError as error:
        complain(f"规则文件或配置有错：\n{error}")
        return CANNOT
    if len(rules) > 1 or rules[0].category == arguments.rule:
        listing = "".join(f"\n  {rule.id}　{rule.title}" for rule in rules)
        what = "是类别" if rules[0].category == arguments.rule else "有几条规则的名称里都有"
        complain(f"“{arguments.rule}”{what}，请写明规则编号：{listing}")
        return CANNOT
    page = _Page(wants_colour(sys.stdout), is_unicode(sys.stdout), min(width_of(sys.stdout), 100))
    print("\n".join(page.lines(rules[0])))
    return 0


def _called(name: str, known: Sequence[Rule]) -> list[Rule]:
    """The rules of this id or category, or else those whose id ends in it. Raises UnknownRuleError."""
    try:
        return [rule for rule in Selection(select=(name,)).apply(known) if not rule.silent]
    except UnknownRuleError:
        rules = [rule for rule in known if rule.id.endswith(f"/{name}") and not rule.silent]
        if not rules:
            raise
        return rules


class _Page:
    def __init__(self, colour: bool, unicode: bool, width: int) -> None:
        self.colour = colour
        self.brackets = ("⟦", "⟧") if unicode else ("[", "]")
        self.width = width

    def lines(self, rule: Rule) -> Iterator[str]:
        yield self._paint(f"{rule.id}　{rule.title}", "1")
        facts = [f"级别：{SEVERITY_NAMES[rule.severity]}（{rule.severity}）"]
        if rule.kind.fixes:
            facts.append(f"改法：{SAFETY_NAMES[rule.safety]}")
        if rule.genres:
            facts.append("文种：" + "、".join(GENRE_NAMES[genre] for genre in sorted(rule.genres)))
        if rule.except_genres:
            facts.append("文种：除" + "、".join(GENRE_NAMES[genre] for genre in sorted(rule.except_genres)) + "外")
        yield "　".join(facts)
        yield from self._section("是什么", [_spoken(rule)])
        yield from self._section("为什么", rule.why.split("\n"))
        cases = [f"{rule.kind.cases[name]}：{said}" for name, case in rule.cases.items() if (said := _case(case))]
        if cases:
            yield from self._section("分情形", cases)
        for example in rule.bad:
            yield from self._heading("反例") if example is rule.bad[0] else ()
            yield from self._bad(example)
        for example in rule.good:
            yield from self._heading("正例") if example is rule.good[0] else ()
            yield from self._text("√ ", example.text, "32")
            yield from self._layout(example)
        yield from self._section("依据", map(grounds, rule.basis))

    def _bad(self, example: Example) -> Iterator[str]:
        left, right = self.brackets
        yield from self._text("× ", MARK.sub(lambda m: f"{left}{m.group(1)}{right}", example.text), "31")
        marked = unmark(example.text)
        if marked.mended is not None:
            yield from self._text("→ ", marked.mended, "32")
        yield from self._layout(example)

    def _layout(self, example: Example) -> Iterator[str]:
        if example.layout is not None:
            yield from self._text("  ", f"（{example.layout}）", "2")

    def _text(self, sign: str, text: str, colour: str) -> Iterator[str]:
        lines = [piece for line in text.rstrip("\n").split("\n") for piece in wrap(visible(line), self.width - 4)]
        for number, line in enumerate(lines):
            yield _INDENT + self._paint(sign if number == 0 else "  ", colour) + line

    def _section(self, title: str, paragraphs: Iterable[str]) -> Iterator[str]:
        yield from self._heading(title)
        for paragraph in paragraphs:
            for line in wrap(visible(paragraph), self.width - len(_INDENT)):
                yield _INDENT + line

    def _heading(self, title: str) -> Iterator[str]:
        yield ""
        yield self._paint(title, "1")

    def _paint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour else text


def _spoken(rule: Rule) -> str:
    """What the rule says of its first bad example: plainer than its message with slots. A habit has none."""
    if not rule.bad:
        return rule.message.format_map(_Plain())
    example = rule.bad[0]
    document = document_of(unmark(example.text).text, example.suffix, example.genre, example.layout)
    findings = lint(document, Ruleset([rule]), remember=False).findings
    return findings[0].message if findings else rule.message


class _Plain(dict[str, str]):
    def __missing__(self, slot: str) -> str:
        return "…"


def _case(case: Case) -> str:
    """What is different in this case, but for its words."""
    if case.off:
        return "不报告"
    severity = SEVERITY_NAMES[case.severity] if case.severity else ""
    safety = SAFETY_NAMES[case.safety] if case.safety else ""
    return "，".join(filter(None, (severity, safety)))
