from __future__ import annotations

from pathlib import Path

import pytest

from govlint.cli import main
from tests.house.made import CLOSING, speech
from tests.lsp.client import Editor
from tests.lsp.conftest import Run

DRAFT = speech(99, closing="以上工作，请大家抓紧办好。")


@pytest.mark.usefixtures("either")
def test_the_house_s_profile_is_the_workspace_s(run: Run, tmp_path: Path) -> None:
    models = [tmp_path / "范文" / f"{number}.txt" for number in range(6)]
    models[0].parent.mkdir()
    for number, path in enumerate(models):
        path.write_text(speech(number), encoding="utf-8")
    assert main(["learn", str(models[0].parent), "-o", str(tmp_path / "house.yaml")]) == 0
    (tmp_path / "govlint.yaml").write_text("extends: [house.yaml]\n", encoding="utf-8")

    async def life() -> None:
        editor = await Editor.start({}, tmp_path)
        uri = (tmp_path / "draft.txt").as_uri()
        editor.open(uri, DRAFT)
        found = [d for d in await editor.shown(uri) if d["code"] == "house/closing"]
        assert len(found) == 1
        hover = await editor.at("hover", uri, position=found[0]["range"]["start"])
        assert f"如“{CLOSING}”" in hover["contents"]["value"]
        compared = await editor.command("compare", uri=uri)
        assert compared["texts"] == 6
        assert compared["page"].startswith("<!doctype html>")
        assert "house/closing" in {finding["rule"] for finding in compared["findings"]}
        assert await editor.command("compare", uri="file:///nowhere.txt") is None
        other = (tmp_path / "new.txt").as_uri()
        editor.open(other, "张三同志在全区经济工作会议上的讲话\n同志们：\n今天，我们召开全区经济工作会议。\n任务很重。\n\n")
        await editor.shown(other)
        offered = await editor.at("completion", other, position={"line": 4, "character": 0})
        ours = [item for item in offered if item.get("detail") == "本单位的结尾"]
        assert [item["label"] for item in ours] == ["为建设富强美丽新城区贡献力量"]
        await editor.stop()

    run(life())
