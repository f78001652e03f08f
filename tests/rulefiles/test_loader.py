"""Rule files: each wrong one beside its complaint, inheritance, former ids, folders."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from govlint.analysis.finding import Severity
from govlint.checks import kind, kind_names
from govlint.config.selection import Selection
from govlint.deserialize.dataclass import StrictError
from govlint.rulefiles.loader import load_builtin, load_folder, load_rule, refuse_doubles

WRONG = Path(__file__).parent / "wrong"

BASE = """\
title: 欧化说法
message: “{match}”是欧化说法，可说“{use}”
check: lexicon
severity: info
why: >
  “进行＋双音动词”把动词变成名词，
  句子变长，力道变弱。
basis:
  - standard: 某条例
    clause: 第一条
terms: {进行部署: 部署, 布署: 部署}
allow: [进行部署会]
bad: [对工作⟦进行部署⇒部署⟧。]
good: [部署工作。]
was: [lexis/old]
"""


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("path", sorted(WRONG.glob("*.yaml")), ids=lambda p: p.stem)
def test_a_wrong_file_gives_exactly_its_complaint(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(WRONG.parent)
    with pytest.raises(StrictError) as raised:
        load_rule(f"wrong/{path.name}", thorough=True)
    said = "\n".join(str(c).replace(f"{Path(c.path)}", Path(c.path).name) for c in raised.value.complaints)
    assert said + "\n" == path.with_suffix(".txt").read_text(encoding="utf-8")


def test_every_complaint_has_its_file() -> None:
    assert {p.stem for p in WRONG.glob("*.txt")} == {p.stem for p in WRONG.glob("*.yaml")}


def test_what_extends_takes_over_and_changes(tmp_path: Path) -> None:
    write(tmp_path, "lexis/base", BASE)
    child = write(
        tmp_path,
        "house/wording",
        "extends: lexis/base\nseverity: warning\n"
        "terms+: {予以打击: 打击, 布署: 安排}\nterms-: [进行部署]\nallow: [予以打击报复]\n",
    )
    rule = load_rule(str(child))
    assert rule.id == "house/wording"
    assert rule.severity is Severity.WARNING
    assert dict(rule.options.terms) == {"布署": "安排", "予以打击": "打击"}
    assert rule.options.allow == ("予以打击报复",)
    assert rule.title == "欧化说法"
    assert rule.was == ()
    assert [r.id for r in load_folder(str(tmp_path))] == ["house/wording", "lexis/base"]


def test_a_base_may_be_one_that_govlint_ships(tmp_path: Path) -> None:
    child = write(tmp_path, "house/wording", "extends: lexis/translationese\nbad+: [⟦进行一次摸底⇒摸一次底⟧吧。]\n")
    (shipped,) = (r for r in load_builtin() if r.id == "lexis/translationese")
    rule = load_rule(str(child))
    assert rule.options == shipped.options
    assert rule.bad[:-1] == shipped.bad


def test_examples_of_a_base_can_be_taken_away(tmp_path: Path) -> None:
    write(tmp_path, "lexis/base", BASE)
    child = write(
        tmp_path,
        "house/wording",
        "extends: lexis/base\nbad-: [对工作⟦进行部署⇒部署⟧。]\nbad+: [⟦布署⇒部署⟧]\ngood+: [部署工作。]\n",
    )
    with pytest.raises(StrictError, match="“部署工作。”原来就有"):
        load_rule(str(child))
    write(tmp_path, "house/wording", child.read_text(encoding="utf-8").replace("good+: [部署工作。]", ""))
    assert [example.text for example in load_rule(str(child)).bad] == ["⟦布署⇒部署⟧"]


def test_a_base_of_the_same_folder_goes_before_a_shipped_one(tmp_path: Path) -> None:
    write(tmp_path, "lexis/translationese", BASE)
    child = write(tmp_path, "house/wording", "extends: lexis/translationese\n")
    assert set(load_rule(str(child)).options.terms) == {"进行部署", "布署"}


def test_folded_prose_has_no_spaces_between_its_characters(tmp_path: Path) -> None:
    rule = load_rule(str(write(tmp_path, "lexis/base", BASE)))
    assert rule.why == "“进行＋双音动词”把动词变成名词，句子变长，力道变弱。"


def test_a_former_id_selects_the_rule(tmp_path: Path) -> None:
    rules = [load_rule(str(write(tmp_path, "lexis/base", BASE)))]
    assert Selection(select=("lexis/old",)).apply(rules) == rules


def test_doubled_ids_are_refused(tmp_path: Path) -> None:
    one = load_rule(str(write(tmp_path, "one/lexis/base", BASE)))
    two = load_rule(str(write(tmp_path, "two/lexis/base", BASE.replace("was: [lexis/old]\n", ""))))
    old = load_rule(str(write(tmp_path, "two/lexis/old", BASE.replace("was: [lexis/old]\n", ""))))
    refuse_doubles([one, one])
    for pair in ([one, two], [one, old]):
        with pytest.raises(StrictError, match="重复"):
            refuse_doubles(pair)


def test_a_folder_shows_the_complaints_about_all_of_its_files(tmp_path: Path) -> None:
    write(tmp_path, "lexis/one", BASE.replace("info", "fatal"))
    write(tmp_path, "lexis/two", BASE.replace("lexicon", "lexcon"))
    write(tmp_path, "lexis/deep/three", BASE)
    (tmp_path / "lexis" / "four.yml").write_text(BASE, encoding="utf-8")
    with pytest.raises(StrictError) as raised:
        load_folder(str(tmp_path))
    assert [Path(c.path).name for c in raised.value.complaints] == ["three.yaml", "four.yml", "one.yaml", "two.yaml"]


def test_an_unreadable_file_is_a_complaint(tmp_path: Path) -> None:
    with pytest.raises(StrictError, match="没有这个文件"):
        load_rule(str(tmp_path / "lexis" / "none.yaml"))


def test_every_kind_is_named_like_its_module() -> None:
    assert [kind(name).name for name in kind_names()] == kind_names()
    with pytest.raises(KeyError):
        kind("nothing")


def test_loading_the_shipped_rules_loads_nothing_heavy() -> None:
    heavy = [
        "difflib",
        "importlib.resources",
        "jieba",
        "jsonschema",
        "opencc",
        "re2",
        "rjieba",
        "wcwidth",
        "govlint.rulefiles.seeds",
    ]
    code = (
        "import sys; from govlint.rulefiles.loader import load_builtin; "
        f"load_builtin(); print([m for m in {heavy} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
