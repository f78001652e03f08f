"""The files that a workspace's configuration is made of."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import Mock, call

from govlint_lsp.configurations import Configurations
from govlint_lsp.session import Session
from govlint_lsp.settings import Settings


def test_what_a_change_of_a_file_concerns(tmp_path: Path) -> None:
    (tmp_path / "规则" / "lexis").mkdir(parents=True)
    (tmp_path / "词.txt").write_text("宏扬\n", encoding="utf-8")
    (tmp_path / "base.yaml").write_text("genre: speech\n", encoding="utf-8")
    (tmp_path / "govlint.yaml").write_text("extends: base.yaml\nrule-folders: [规则]\nwords: 词.txt\n", encoding="utf-8")
    desk = Configurations()
    project = desk.project(str(tmp_path / "稿.txt"), "")
    assert project.config.rule_folders == ("规则",)
    told = {
        name: desk.concerns(str(tmp_path / name))
        for name in (
            *("govlint.yaml", "别处/govlint.yaml", "pyproject.toml", "base.yaml", "规则/lexis/a.yaml", "词.txt"),
            *("稿.txt", "规则/lexis/a.md", "别的.yaml", "规则二/a.yaml"),
        )
    }
    assert [name for name, so in told.items() if so] == list(told)[:6]
    assert str(tmp_path / "规则") in desk.rule_folders() and len(desk.rule_folders()) == 2


def test_a_relative_configuration_of_the_settings_stands_in_the_folder_of_the_workspace(tmp_path: Path) -> None:
    first, second, inner = (str(tmp_path / name) for name in ("一", "二", "二/三"))
    desk = Session(folders=[first, second])
    named, absolute = str(Path("文风.yaml")), str(tmp_path / "别处.yaml")
    desk.settings |= {"": Settings(config=named), first: Settings(), second: Settings(config=named)}
    desk.settings[inner] = Settings(config=absolute)
    told = {path: desk.configuration_path(str(tmp_path / path)) for path in ("一/稿", "一一/稿", "二/稿", "二/三/稿", "稿")}
    assert told == {
        "一/稿": "",
        "一一/稿": str(tmp_path / "一" / named),  # in no folder: that of the first
        "二/稿": str(tmp_path / "二" / named),
        "二/三/稿": absolute,
        "稿": str(tmp_path / "一" / named),
    }
    lost = Session()
    lost.settings[""] = Settings(config=named)
    assert lost.configuration_path("稿") == named


def test_rules_are_taken_out_of_the_search_for_rubbish_once_for_a_project(tmp_path: Path, rubbish: Mock) -> None:
    desk, told = Configurations(), [call.collect(), call.freeze()]
    for name in ("稿.txt", "二稿.txt"):
        desk.project(str(tmp_path / name))
    assert rubbish.mock_calls == told
    desk.reload()
    desk.project(str(tmp_path / "稿.txt"))
    assert rubbish.mock_calls == [*told, call.unfreeze(), *told]
