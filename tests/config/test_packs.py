"""Rule packs that are installed: where their folder is, found without running any of their code."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from govlint.config import packs


def installed(monkeypatch: pytest.MonkeyPatch, *entries: tuple[str, str, Any]) -> None:
    made = [SimpleNamespace(name=name, value=value, dist=dist) for name, value, dist in entries]
    monkeypatch.setattr(packs, "_entries", lambda: made)


def test_one_that_is_installed_for_editing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = tmp_path / "acme_pack" / "rules"
    rules.mkdir(parents=True)
    (tmp_path / "acme_pack" / "__init__.py").write_text("raise SystemExit('its code has run')\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    elsewhere = SimpleNamespace(locate_file=lambda name: tmp_path / "nowhere" / name)
    for dist in (None, elsewhere):
        installed(monkeypatch, ("acme", "acme_pack.rules", dist), ("top", "acme_pack:rules", dist))
        assert packs.folder("acme") == rules and packs.folder("top") == rules.parent


def test_one_that_lies_where_it_was_put(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "acme_pack" / "rules").mkdir(parents=True)
    installed(monkeypatch, ("acme", "acme_pack.rules", SimpleNamespace(locate_file=lambda name: tmp_path / name)))
    assert packs.folder("acme") == tmp_path / "acme_pack" / "rules" and packs.names() == ["acme"]


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ((), "没有安装规则包“acme”"),
        ((("acme", "no_such_pack", None),), "规则包“acme”没有规则文件夹“no_such_pack”"),
        ((("acme", "json.rules", None),), "规则包“acme”没有规则文件夹“json.rules”"),
        ((("acme", "b", None), ("acme", "a", None)), "有几个规则包都叫“acme”：a、b"),
    ],
)
def test_one_that_cannot_be_used(entries: Any, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, *entries)
    with pytest.raises(packs.PackError, match=said):
        packs.folder("acme")
