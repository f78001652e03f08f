"""govlint new rule: write a rule file to be filled in."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from govlint.analysis.check import Kind
from govlint.checks import kind, kind_names
from govlint.cli import CANNOT
from govlint.cli.arguments import Parser, suggest
from govlint.cli.console import complain
from govlint.deserialize.dataclass import alternatives, fields_of, required, shape_of
from govlint.rulefiles.loader import ID


def configure(parser: Parser) -> None:
    """What `govlint new` takes."""
    parser.inputs.add_argument("what", choices=("rule",), metavar="rule", help="要新建的东西：rule（规则）")
    parser.inputs.add_argument("id", metavar="编号", help="规则编号“类别/毛病”，如 lexis/my-words")
    add = parser.options.add_argument
    add("--check", default="lexicon", metavar="检查方式", help=f"默认 lexicon（词表）；可用：{'、'.join(kind_names())}")
    add("--folder", default="rules", metavar="文件夹", help="写到哪个文件夹，默认 rules")


def run(arguments: argparse.Namespace) -> int:
    """Write the file; gives the exit code."""
    if not ID.fullmatch(arguments.id):
        complain(f"规则编号“{arguments.id}”应当是“类别/毛病”，用小写字母、数字和连字符，如 lexis/my-words")
        return CANNOT
    if arguments.check not in kind_names():
        known = kind_names()
        complain(f"没有检查方式“{arguments.check}”{suggest(arguments.check, known) or '；'}可用：{'、'.join(known)}")
        return CANNOT
    path = Path(arguments.folder) / f"{arguments.id}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write("\n".join(_template(kind(arguments.check))) + "\n")
    except FileExistsError:
        complain(f"已经有 {path}，没有改动它")
        return CANNOT
    print(f"写好了 {path}。填好里面的“【待填】”，再运行：govlint test {path}")
    print(f"检查时要用它，在 govlint.yaml 里写上：rule-folders: [{arguments.folder}]")
    return 0


def _template(the_kind: Kind) -> Iterator[str]:
    yield "# 填好每一处【待填】；井号后面是说明，可以删去。"
    yield "title: 【待填：毛病的名字，几个字】"
    slots = "、".join(["{match} 报告的原文", *(f"{{{slot}}} {what}" for slot, what in the_kind.slots.items())])
    yield f"# 可以用：{slots}"
    yield "message: “{match}”【待填：错在哪里、怎么改，一句话，末尾不用句号】"
    yield f"check: {the_kind.name}"
    yield "severity: info  # error 必错 | warning 多半有错 | info 可改可不改 | hint 仅供参考"
    if the_kind.fixes:
        yield "safety: suggestion  # safe 可以自动改 | unsafe 同意后改 | suggestion 只供参考"
    yield "why: >"
    yield "  【待填：为什么是毛病，一两句话】"
    yield "basis:"
    yield "  - standard: 【待填：标准、条例的名称】"
    yield "    clause: 【待填：条款】"
    if the_kind.roles:
        yield "related:  # 指向相关位置时说的话"
        for role, what in the_kind.roles.items():
            yield f"  {role}: “{{match}}”【待填：{what}】"
    for case, what in the_kind.cases.items():
        yield f"# cases 里可以另外规定的情形 {case}：{what}"
    for field in dataclasses.fields(the_kind.options):
        key = field.name.replace("_", "-")
        help_text = field.metadata.get("help", "")
        if key in required(the_kind.options) or "sample" in field.metadata:
            yield f"# {help_text}"
            yield f"{key}: {field.metadata.get('sample') or _sample(fields_of(the_kind.options)[key])}"
        else:
            yield f"# {key}: {help_text}"
    arrow = "⇒【待填：对的】" if the_kind.fixes else ""
    yield "bad:  # 反例：用 ⟦错的⇒对的⟧ 标出应当报告的地方；没有改法只写 ⟦错的⟧"
    yield f"  - 【待填：一句有毛病的话】⟦【待填：错的】{arrow}⟧。"
    yield "good:  # 正例：没有毛病而容易误报的话"
    yield "  - 【待填：一句没有毛病的话】"


def _sample(hint: Any) -> str:
    """Something that may stand there until the writer has filled it in."""
    option = alternatives(hint)[0]
    shape = shape_of(option)
    if shape == "mapping":
        return "{【待填：要找的词】: 【待填：改成的说法】}"
    if shape == "list":
        return "[【待填：一个词】]"
    args = getattr(option, "__args__", ())
    return f"{args[0]}  # 可用：{'、'.join(map(str, args))}" if args else "【待填：一个值】"
