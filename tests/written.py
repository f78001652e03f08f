"""What the server writes into configurations, says of them and offers in them, and how it counts in texts, for the golden."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from zlib import crc32

from govlint_lsp.convert import offset_of, range_of
from govlint_lsp.documents import Open, check
from govlint_lsp.features import rulefiles, yaml
from govlint_lsp.features.actions import quotation
from govlint_lsp.features.brackets import closed
from govlint_lsp.features.suppress import KeepingError, with_keep, with_words
from govlint_lsp.features.switch import with_rule, with_rule_in_file
from govlint_lsp.text import Encoding, Text
from lsprotocol import types as lsp

from govlint.analysis.engine import Ruleset, lint
from govlint.config.settings import Level
from govlint.project.project import Project
from govlint.readers import parse
from govlint.rulefiles.loader import load_builtin
from govlint.suppression.keep import Keep
from govlint.suppression.words import added
from govlint.text.source import Source
from tests.served import RULE, SETTINGS

GOLDEN = "tests/golden/written.txt"

_CONFIGURATIONS = (
    "",
    "\n",
    "genre: speech",
    "rules:\n  ordinal/gap: off\n",
    "rules:\r\n    # 说明\r\n    ordinal/gap: off\r\n    lexis: hint\r\n",
    "rules: {ordinal/gap: {severity: hint}, count: off}\ngenre: notice\n",
    "rules:\n  ordinal/gap:\n    safety: safe\n  count/mismatch: {safety: safe}",
    "rules:\n  ordinal/gap:\n    severity: error\n",
    "rules: {}\n",
    "rules:\n",
    "keep:\n- rule: count\n  text: 甲\n  reason: 乙\n\n# 尾\ngenre: speech\n",
    "keep:\n  - {rule: count, text: 甲, reason: 乙}  # 注",
    "keep:\r\n  - rule: count\r\n    text: >\r\n      甲\r\n    reason: |\r\n      乙\r\n\r\nwords: 词.txt\r\n",
    "keep: []\n",
    'keep: [{rule: count, text: "[", reason: 乙}]\n',
    "keep: 甲\n",
    "overrides:\n- paths: [甲/]\n  rules: {count: off}\n",
    "overrides:\n  - rules:\n      count: off\n    paths:\n      - 甲/\n      - 乙/\n\n\ngenre: speech\n",
    "overrides: []\n",
    'overrides: [{paths: ["甲"], genre: notice}]',
    "overrides: {}\n",
    "rules: &a\n  ordinal/gap: &b off\n  count/mismatch: *b\n",
    "genre: novel\n",
    "genre: [\n",
)
_KEEPS = (Keep("ordinal/gap", "三、“四”", "有意"), Keep("count", "一\n二", "有意", ("甲.txt",)))
_RULES = ("ordinal/gap", "count/mismatch", "lexis")
_NAMES = ("讲话.txt", "[甲]/!乙 #?*.txt", "a\\b.md")

_PROFILE = """\
title: 本单位
why: 量过
basis:
  - note: 常识
rules:
  ordinal/gap:
    severity: hint

  lexis: off
  count/mismatch: {severity: }
style:
  - ¦
""".replace("¦", "")

_SOUND = RULE.replace("words:", "terms:").replace("{replacement}", "{use}")
_WRONG: tuple[tuple[str, str], ...] = (
    ("rules/lexis/a.yaml", "title: [\n"),
    ("rules/lexis/a.yaml", "- 甲\n"),
    ("rules/lexis/a.yaml", RULE.replace("message: ", "mesage: ")),
    ("rules/lexis/a.yaml", RULE.replace("warning", "loud  # 响") + "titel: 甲\r\nsince: 3\u2028x: 1\n"),
    ("rules/lexis/a.yaml", RULE.replace("  - 部署工作。", "  - 进行部署。\n  - 部署工作。")),
    (
        "rules/lexis/a.yaml",
        RULE.replace("⟦进行部署⇒部署⟧", "⟦进行⇒部署⟧部署").replace("check: lexicon", "check: lexicon  # 词"),
    ),
    ("rules/lexis/a.yaml", RULE.replace("绕口。", "【为什么】")),
    ("rules/lexis/a.yaml", RULE.replace("check: lexicon", "check: lexikon")),
    ("rules/lexis/a.yaml", ""),
    ("rules/lexis/a.yaml", _SOUND),
    ("rules/lexis/a.yaml", _SOUND.replace("绕口。", "【待填：为什么】").replace("\n", "\r\n")),
    ("rules/lexis/a.yaml", _SOUND.replace("  - 部署工作。", "  - 部署工作。\n  - 进行部署。")),
    ("rules/lexis/a.yaml", _SOUND.replace("⟦进行部署⇒部署⟧", "进行部署").replace("部署工作", "进行部署")),
    (
        "rules/lexis/a.yaml",
        "extends: lexis/translationese\nmessage: “{match}”{nothing}\nterms+:\n  进行部署: 部署\nbad: [部署]\n",
    ),
    ("rules/profiles/b.yaml", _PROFILE),
    ("rules/profiles/b.yaml", "rules: 3\nkeep: x\n"),
    ("govlint.yaml", SETTINGS),
    ("govlint.yaml", "genre: novel\nrules: [a]\nkeep:\n  - rule: count\noverrides:\n  - paths: 甲\n    genre: x\n"),
    ("govlint.yaml", "genre: speech\ngenre: notice\nkeep:\n  - {rule: a, text: ' ', reason: }\n"),
)

_TEXTS = ("", "\r", "甲\r\n\n乙", "a\U00020bb7é\r\r\n𠮷", "\n\n", "甲乙\U0001f44d" * 100 + "\r\n尾")
_ENCODINGS: tuple[Encoding, ...] = ("utf-8", "utf-16", "utf-32")
_LONE = (
    "会议指出（见附件，要抓好落实。请各单位按时参加。\n",
    "甲，乙见附件）。丙，丁“戊己庚辛壬癸子丑，寅\n",
    "“甲，乙》，丙。丁】戊\n",
    "（。\n",
    "）\n",
    "要《落实",
    "要按照（见附**件**，要抓紧办。\n",
    "好，**丁**戊）。\n",
)


_SPOKEN = """\
我们要认真学習，抓好落实；再学習。各部门，習惯要好，習。
学習。三、抓产业,促发展。截止目前进展順利。要按时報告（見附件。
"""


def written() -> str:
    """All of it, a line or some lines for each."""
    return "\n".join([*_decisions(), *_kinds(), *_said(), *_offered(), *_counted(), *_closed(), *_quoted(), ""])


def _decisions() -> Iterator[str]:
    changes: list[tuple[str, Callable[[str], str]]] = [
        *(("keep", partial(with_keep, "govlint.yaml", keep=keep)) for keep in _KEEPS),
        ("words", partial(with_words, "a/govlint.yaml")),
        *((rule, partial(with_rule, "govlint.yaml", rule=rule, level=Level.INFO)) for rule in _RULES),
        *((name, partial(with_rule_in_file, "govlint.yaml", rule=_RULES[0], level=Level.OFF, name=name)) for name in _NAMES),
    ]
    for text in _CONFIGURATIONS:
        yield repr(text)
        for name, change in changes:
            try:
                after = change(text)
            except KeepingError as error:
                yield f"  {name} ! {error}"
            else:
                yield f"  {name} + {after.removeprefix(text)!r}" if after.startswith(text) else f"  {name}: {after!r}"
    for text in ("", "甲", "甲\n", "# 甲\r\n乙\r\n", "甲\r", " 丙 \n"):
        yield f"word {text!r}: {[added(text, word) for word in ('甲', '丙')]}"


def _kinds() -> Iterator[str]:
    texts = ("check: a\nmessage: b\n", "check: a\n", "message: b\nextends: c\n", " check: a\nmessage: b\n", "rules: {}\n", "")
    names = ("govlint.yaml", "a.yaml", "a.yml", "rules/a.yaml", "rules/profiles/b.yaml", "profiles/b.yaml", "a.txt")
    for path in (f"/w/{name}" for name in names):
        for language in ("yaml", rulefiles.LANGUAGE):
            kinds = [rulefiles.kind_of(path, language, text, ["/x", "/w/rules"]) for text in texts]
            yield f"{path} {language}: {kinds} {rulefiles.may_be_ours(path, language)}"


def _said() -> Iterator[str]:
    for path, text in _WRONG:
        kind = rulefiles.kind_of(f"/w/{path}", "yaml", text, ["/w/rules"])
        complaints = rulefiles.complaints_about(kind, f"/w/{path}", text)
        yield f"{path} {kind} {text[:12]!r} {crc32(text.encode()):08x}"
        for found in rulefiles.diagnostics(complaints, Text(text), "utf-16"):
            yield f"  {_range(found.range)} {found.message}"


def _offered() -> Iterator[str]:
    kinds: tuple[tuple[rulefiles.Kind, str], ...] = (("rule", RULE), ("config", SETTINGS), ("profile", _PROFILE))
    for kind, whole in kinds:
        text = Text(whole)
        for offset in range(len(whole) + 1):
            place = yaml.place_of(text, offset)
            at = range_of(text, offset, offset, "utf-16").start
            known = yaml.hover(kind, text, at, "utf-16")
            hovered = f" {_range(known.range)}" if known and known.range else ""
            yield f"{kind} {offset} {'/'.join(place.path)} {place.key}:{place.word} {' '.join(sorted(place.siblings))}{hovered}"
            if place.word or offset in text.starts:
                offered = yaml.completions(kind, text, at, "utf-16", ["ordinal/gap", "count/mismatch"])
                yield f"  {' '.join(item.label for item in offered)}"


def _counted() -> Iterator[str]:
    for whole in _TEXTS:
        text = Text(whole)
        offsets = [*range(min(len(whole), 12) + 1), len(whole)]
        for encoding in _ENCODINGS:
            points = " ".join("{}:{}".format(*text.point(offset, encoding)) for offset in offsets)
            reaches = [text.reach(start, end, encoding) for start in offsets for end in offsets if end >= start]
            places = [lsp.Position(line, character) for line in range(4) for character in range(8)]
            back = " ".join(str(offset_of(text, place, encoding)) for place in places)
            yield f"{whole[:8]!r} {encoding} {points} | {back} | {crc32(repr(reaches).encode()):08x}"
        for start in offsets:
            for new in ("", "\n", "\r", "x\r\n𠮷", "\ud842", "\udfb7"):
                made = [text.replaced(start, end, new) for end in offsets]
                told = [(each.text, each.starts, [each.point(len(each.text), e) for e in _ENCODINGS]) for each in made]
                yield f"  {start} {new!r} {crc32(repr(told).encode()):08x}"


def _closed() -> Iterator[str]:
    rules = Ruleset([rule for rule in load_builtin() if rule.kind.name == "pairing"])
    for whole in _LONE:
        document = parse(Source("a.md" if "*" in whole else "a.txt", whole))
        for finding in lint(document, rules).findings:
            places = [(side, words, edit.start, edit.text) for side, words, edit in closed(document, finding)]
            yield f"{finding.span.start} {finding.rule} {finding.match!r} {places}"


def _quoted() -> Iterator[str]:
    document = Open("untitled:a.txt", 1, "plaintext", Text(_SPOKEN))
    view = check(document, Project(), None, "utf-16")
    for finding in view.findings:
        yield f"{finding.span.start}-{finding.span.end} {finding.rule} {finding.match[:9]!r}: {quotation(view, finding)!r}"


def _range(reach: lsp.Range) -> str:
    return f"{reach.start.line}:{reach.start.character}-{reach.end.line}:{reach.end.character}"
