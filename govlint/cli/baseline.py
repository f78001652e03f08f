"""govlint baseline: from now on only what is new."""

from __future__ import annotations

import argparse
import os
from collections import Counter
from dataclasses import replace

from govlint.cli import CANNOT
from govlint.cli.arguments import Parser
from govlint.cli.console import complain
from govlint.cli.request import Request
from govlint.cli.session import Session
from govlint.project.project import Project
from govlint.suppression import baseline as baselines
from govlint.suppression.baseline import Baseline, BaselineError
from govlint.text.columns import visible
from govlint.text.files import explain_os_error, explain_write_error, write


def configure(parser: Parser) -> None:
    """What `govlint baseline` takes."""
    parser.inputs.add_argument("folder", nargs="?", default=".", metavar="文件夹", help="项目的文件夹，不给则为当前文件夹")
    parser.options.add_argument("--prune", action="store_true", help="只去掉已经改好的，不记新的")
    parser.options.add_argument("--config", metavar="文件", help="用这个配置，不再往上找 govlint.yaml")


def run(arguments: argparse.Namespace) -> int:
    """Write the baseline of the whole project that the folder belongs to; gives the exit code."""
    try:
        os.stat(arguments.folder)
    except OSError as error:
        complain(f"{visible(arguments.folder)}：{explain_os_error(error)}")
        return CANNOT
    session = Session.open(Request((arguments.folder,), config=arguments.config))
    if session is None:
        return CANNOT
    project = session.projects.of_folder(os.path.abspath(arguments.folder))
    # A part of the files would leave out what is known of the others.
    if project.settings.path:
        session.request = replace(session.request, paths=(os.path.relpath(project.root),))
    path = project.baseline_path
    before = None
    if os.path.exists(path):
        try:
            before = baselines.load(path)
        except BaselineError as error:
            complain(f"{visible(path)}：{error}")
            return CANNOT
    elif arguments.prune:
        complain(f"{visible(path)}：没有这个基线文件；不带 --prune 先生成一个")
        return CANNOT
    # The salt goes on: a new baseline differs from the old one only in what has changed.
    base = before or Baseline()
    counts = _counts(session, project, base)
    if session.failed or session.broken:
        complain("有文件没能检查，基线没有写：先修好它们，或者写进 govlint.yaml 的 exclude")
        return CANNOT
    after = base.shrunk_to(counts) if arguments.prune else base.holding(counts)
    try:
        write(path, after.dump().encode(), within=os.fspath(project.root))
    except OSError as error:
        complain(f"{visible(path)}：{explain_write_error(error)}，没有写入")
        return CANNOT
    was = f"（原来 {before.total} 处）" if before else ""
    print(f"{visible(os.path.relpath(path))}：记了 {after.total} 处{was}。里面只有散列值，没有原文")
    print("从现在起 govlint check 只报告新的")
    return 0


def _counts(session: Session, project: Project, base: Baseline) -> dict[str, Counter[str]]:
    """What each text of the project has, by its name; a folder with a configuration of its own is another project."""
    counts = {}
    for path in session.files():
        if session.project(path) is project and (source := session.source(path)) is not None:
            checked = session.lint(path, source, whole=True)
            if checked is not None:
                counts[project.name_of(path)] = base.count(checked.document, checked.findings)
    return counts
