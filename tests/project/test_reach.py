"""What a configuration that was only found may lead to, and whose configuration is obeyed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from govlint.cli import main
from govlint.config import settings

BAD = "一、抓产业\n三、抓项目\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project, and beside it what is no part of it."""
    home = tmp_path / "项目"
    home.mkdir()
    (home / ".git").mkdir()
    (home / "稿.txt").write_text(BAD, encoding="utf-8")
    (tmp_path / "外.yaml").write_text("rules: {ordinal: off}\n", encoding="utf-8")
    (tmp_path / "外.json").write_text("{秘密: 1}\n", encoding="utf-8")
    monkeypatch.chdir(home)
    return home


@pytest.mark.parametrize("line", ["extends: [../外.yaml]", "baseline: ../外.json", "extends: [链.yaml]", "baseline: 链.json"])
def test_nothing_outside_of_a_project_is_read_unless_named(folder: Path, capsys: pytest.CaptureFixture[str], line: str) -> None:
    if "链" in line:
        if sys.platform == "win32":
            pytest.skip("links need a right there")
        (folder / "链.yaml").symlink_to(folder.parent / "外.yaml")
        (folder / "链.json").symlink_to(folder.parent / "外.json")
    (folder / "govlint.yaml").write_text(line + "\n", encoding="utf-8")
    assert main(["check", "."]) == 2
    printed = capsys.readouterr()
    assert "在项目的文件夹外面" in printed.err
    assert "秘密" not in printed.err
    code = main(["check", ".", "--config", "govlint.yaml"])
    printed = capsys.readouterr()
    assert "在项目的文件夹外面" not in printed.err
    assert code == (0 if "extends" in line else 2)


def test_a_profile_elsewhere_in_the_repository_may_be_used(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "分").mkdir()
    (folder / "分" / "稿.txt").write_text(BAD, encoding="utf-8")
    (folder / "分" / "govlint.yaml").write_text("extends: [../house.yaml]\n", encoding="utf-8")
    (folder / "house.yaml").write_text("rules: {ordinal: off}\n", encoding="utf-8")
    assert main(["check", "分"]) == 0


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="owners as POSIX has them")
def test_a_configuration_of_somebody_else_above_is_named_and_not_obeyed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    above = folder.parent / "govlint.yaml"
    above.write_text("rules: {ordinal: off}\n", encoding="utf-8")
    assert main(["check", "."]) == 0
    monkeypatch.setattr(settings, "_is_foreign", lambda path, start: path == above)
    capsys.readouterr()
    assert main(["check", "."]) == 1
    printed = capsys.readouterr()
    assert "属于别的用户" in printed.err
    assert str(above) in printed.err
    assert main(["check", ".", "--config", str(above)]) == 0


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="owners as POSIX has them")
def test_who_is_somebody_else(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the user nor root, nor whoever owns the folder: in a container all of a checkout is of one stranger."""
    config = folder / "govlint.yaml"
    config.touch()
    owner = config.stat().st_uid
    assert not settings._is_foreign(config, folder)
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    assert not settings._is_foreign(config, folder)


def test_a_configuration_that_leaves_nothing_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for line in ("include: [没有/]", "exclude: ['*']"):
        (folder / "govlint.yaml").write_text(line + "\n", encoding="utf-8")
        for command in ("check", "fix"):
            main([command, "."])
            assert "govlint.yaml 的 include、exclude 全都排除了" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_fix_does_not_follow_a_link_that_nobody_named_out_of_the_project(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outside = folder.parent / "外.txt"
    outside.write_text("今年GDP增长5%,好于去年。\n", encoding="utf-8")
    (folder / "链.txt").symlink_to(outside)
    assert main(["fix", "."]) == 2
    assert "没有写入" in capsys.readouterr().err
    assert "," in outside.read_text(encoding="utf-8")
    assert main(["fix", "链.txt"]) == 0
    assert "，" in outside.read_text(encoding="utf-8")
    assert (folder / "链.txt").is_symlink()


@pytest.mark.parametrize("text", ["password: geheim\n", "- geheim\n", "geheim: [\n", "{geheim: 1}}\n"])
def test_no_line_of_a_file_that_is_none_of_ours_is_told(folder: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    (folder / "规则" / "a").mkdir(parents=True)
    (folder / "规则" / "a" / "b.yaml").write_text(text, encoding="utf-8")
    (folder / "沿用.yaml").write_text(text, encoding="utf-8")
    for line in ("rule-folders: [规则]", "extends: [沿用.yaml]"):
        (folder / "govlint.yaml").write_text(line + "\n", encoding="utf-8")
        assert main(["check", "."]) == 2
        excerpts = [found for found in capsys.readouterr().err.splitlines() if found.startswith("    ")]
        assert not any("geheim" in excerpt for excerpt in excerpts)
