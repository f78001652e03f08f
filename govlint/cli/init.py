"""govlint init: a configuration to begin with."""

from __future__ import annotations

import argparse
import os

from govlint.cli import CANNOT
from govlint.cli.arguments import Parser, suggest
from govlint.cli.console import complain
from govlint.config.extends import profile_names
from govlint.config.settings import FILE_NAME, doubled

TEMPLATE = """\
# govlint 的配置。govlint 从文件所在的文件夹往上找，用最近的一个；去掉行首的“# ”就起作用。
# 查看正在起作用的配置：govlint config show

# 以哪些设置为底：{profiles}，
# 规则包的“包名/名字”，或者别处的 .yaml 文件。后面的盖过前面的。
{extends}

# 文种：不写则从标题和正文判断。
# genre: speech

# 规则：编号或类别，后面写 off（关掉）、on（照规则本身）、error、warning、info、hint；
# 用 govlint rules 查看全部规则。
# rules:
#   parallel: off
#   ordinal/mixed: info
#   lexis/translationese:
#     severity: warning
#     safety: suggestion
#     options:
#       allow+: [进行一次摸底调研]

# 原样保留、不再报告的话，写明理由。
# keep:
#   - rule: ordinal/mixed
#     text: 一要做到廉洁自律
#     reason: 领导审定的原话

# 文件夹里只检查这些文件，不检查那些（写法同 .gitignore）。
# include: ['*.txt', '*.md']
# exclude: [草稿/, '*.bak.txt']

# 某些文件的不同设置。
# overrides:
#   - paths: [纪要/]
#     genre: minutes
#     rules: {{formula: off}}

# 自己的规则：放规则的文件夹，用 pip 安装的规则包。
# rule-folders: [规则]
# packs: [acme]

# 词表：一行一个词，都没有写错，不当用词问题报告。
# words: 词表.txt

# 本单位的惯例，写法同 govlint learn 从范文学来的文件；那样的文件也可以写进 extends。
# habits:
#   closing: {{usual: [谢谢大家！], kept: 9, texts: 10}}
# learned: {{texts: 10}}

# 也用还在试用的规则。
# preview: true

# 老问题记在这里，不再报告（用 govlint baseline 生成）。
# baseline: govlint-baseline.json

# 从哪一级起算不通过（退出码 1）：error、warning、info、hint、never。
# fail-on: error

# 要求的 govlint 版本。
# required-version: '>=0.1'
"""


def configure(parser: Parser) -> None:
    """What `govlint init` takes."""
    names = "、".join(profile_names())
    parser.inputs.add_argument("profiles", nargs="*", metavar="设置", help=f"以哪些设置为底：{names}")


def run(arguments: argparse.Namespace) -> int:
    """Write govlint.yaml into this folder; gives the exit code."""
    known = profile_names()
    for name in arguments.profiles:
        if name not in known:
            complain(f"没有设置“{name}”{suggest(name, known) or '；'}可用：{'、'.join(known)}")
            return CANNOT
    try:
        with open(FILE_NAME, "x", encoding="utf-8", newline="\n") as file:
            file.write(template(arguments.profiles))
    except FileExistsError:
        complain(f"这里已经有 {FILE_NAME}，没有改动它")
        return CANNOT
    print(f"写好了 {FILE_NAME}，每一项都有说明。用 govlint config show 查看正在起作用的配置")
    if hidden := doubled(os.path.abspath(FILE_NAME)):
        complain(f"{os.path.basename(hidden)} 里也有设置，从现在起不用它")
    return 0


def template(profiles: list[str]) -> str:
    """The text of a new configuration that extends these profiles."""
    listed = ", ".join(profiles or ["speech"])
    return TEMPLATE.format(profiles="、".join(profile_names()), extends=f"{'' if profiles else '# '}extends: [{listed}]")
