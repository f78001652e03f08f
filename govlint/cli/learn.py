"""govlint learn: the style of the house, learned from its model texts, as a profile to be read and changed."""

from __future__ import annotations

import argparse
import os

from govlint.cli import CANNOT
from govlint.cli.arguments import Parser
from govlint.cli.console import complain
from govlint.cli.progress import watch, write
from govlint.deserialize.dataclass import StrictError
from govlint.house.gather import gather
from govlint.house.learn import learn
from govlint.house.profile import Existing, existing, profile
from govlint.project.discover import discover
from govlint.readers import ALL_SUFFIXES
from govlint.text import files
from govlint.text.columns import visible


def configure(parser: Parser) -> None:
    """What `govlint learn` takes."""
    parser.inputs.add_argument("paths", nargs="+", metavar="范文", help="范文的文件或文件夹，读得了的格式都可以")
    add = parser.options.add_argument
    add("-o", "--output", metavar="文件", help="写到这个 .yaml 文件，不给则显示在屏幕上；文件已有的，手改过的条目都照旧")
    add("--no-quotes", action="store_true", help="不写范文里的原话：没有例子、名称，套话只留人人都用的词")


def run(arguments: argparse.Namespace) -> int:
    """Learn, and write the profile; gives the exit code."""
    output = arguments.output
    if output and not output.endswith((".yaml", ".yml")):
        complain(f"{visible(output)}：文件名要以 .yaml 结尾，设置里才能用它")
        return CANNOT
    try:
        old = _existing(output) if output and os.path.exists(output) else None
    except StrictError as error:
        complain(f"原有的文件有错，没有改动它：\n{error}")
        return CANNOT
    failed: list[str] = []

    def tell(path: str, why: str) -> None:
        complain(f"{visible(path)}：{why}")

    def cannot(path: str, why: str) -> None:
        failed.append(path)
        tell(path, why)

    found = list(discover(arguments.paths, ALL_SUFFIXES, cannot))
    with watch(found) as (paths, _):
        gathered = gather(paths, cannot, tell)
    if not gathered.models.models:
        complain("没有可学的范文")
        return CANNOT
    learned = learn(gathered.models, gathered.left_out, quotes=not arguments.no_quotes)
    text = profile(learned, old)
    if output:
        try:
            files.write(output, text.encode("utf-8"))
        except OSError as error:
            complain(f"{visible(output)}：{files.explain_write_error(error)}")
            return CANNOT
        complain(
            f"从 {learned.texts} 篇范文（{learned.characters} 字）学到 {len(learned.habits)} 条习惯，写进了 {visible(output)}"
        )
    else:
        write(text)
    for name in learned.left_out:
        complain(f"{visible(name)}：和别的范文很不一样，没有用")
    for said in learned.unknown:
        complain(f"看不出来：{said}")
    return CANNOT if failed else 0


def _existing(path: str) -> Existing:
    from govlint.config.habits import LearnedFrom, habits_of
    from govlint.config.settings import ProfileFile, read

    settings = read(path, ProfileFile)
    habits_of(settings)
    node = settings.config.learned
    before = settings.file.build(LearnedFrom, node) if node is not None else None
    if settings.file.complaints:
        raise StrictError(settings.file.complaints)
    return existing(settings.file.text, before.habits if before else (), before.rules if before else ())
