"""Configuration: where it is found, what it may say, what is then in force."""

from __future__ import annotations

import re
import subprocess
import sys
import textwrap
from pathlib import Path

import jsonschema
import pytest
import yaml

import govlint
from govlint.analysis.finding import Safety, Severity
from govlint.analysis.rule import Rule
from govlint.config import packs
from govlint.config import settings as config
from govlint.config.extends import profile_names
from govlint.config.schema import config_schema
from govlint.config.selection import Selection, UnknownRuleError
from govlint.config.settings import Config, FailOn
from govlint.deserialize.dataclass import StrictError, fields_of
from govlint.document.genre import GENRE_NAMES, Genre
from govlint.project.project import Project, Projects
from govlint.suppression.baseline import Baseline
from govlint.suppression.rules import INVALID, UNUSED
from govlint.text.edits import apply
from govlint.text.source import Source
from tests.conftest import ROOT

RULE = textwrap.dedent("""\
    title: 测试
    message: “{match}”
    check: lexicon
    severity: info
    why: 测试。
    basis: [{note: 测试}]
    terms: {坏词: 好词}
    bad: [⟦坏词⇒好词⟧。]
    good: [好词。]
    """)


def project(tmp_path: Path, text: str, name: str = "govlint.yaml", **chosen: object) -> Project:
    path = tmp_path / name
    path.write_text(textwrap.dedent(text), encoding="utf-8")
    return Project(config.read(str(path)), **chosen)  # type: ignore[arg-type]


def complaint(tmp_path: Path, text: str, name: str = "govlint.yaml") -> str:
    with pytest.raises(StrictError) as caught:
        project(tmp_path, text, name)
    return str(caught.value).replace(str(tmp_path / name), name)


def rules(made: Project, path: Path | str = "") -> dict[str, Rule]:
    return {rule.id: rule for rule in made.setup(str(path)).ruleset.rules}


def house(tmp_path: Path, **keys: str) -> str:
    """A folder of rules with one rule, house/word, whose file has these keys besides."""
    folder = tmp_path / "house-rules" / "house"
    folder.mkdir(parents=True, exist_ok=True)
    extra = "".join(f"{key}: {value}\n" for key, value in keys.items())
    (folder / "word.yaml").write_text(RULE + extra, encoding="utf-8")
    return "rule-folders: [house-rules]\n"


# Finding it -----------------------------------------------------------------------------------------------------------


def test_the_nearest_one_upward_wins_and_nothing_is_merged(tmp_path: Path) -> None:
    (tmp_path / "govlint.yaml").write_text("fail-on: hint\n", encoding="utf-8")
    inner = tmp_path / "甲" / "乙"
    inner.mkdir(parents=True)
    assert config.find(inner) == str(tmp_path / "govlint.yaml")
    (tmp_path / "甲" / "govlint.yaml").write_text("genre: speech\n", encoding="utf-8")
    found = config.find(inner)
    assert found == str(tmp_path / "甲" / "govlint.yaml")
    assert config.read(found).config.fail_on is FailOn.ERROR


def test_a_pyproject_counts_only_with_its_table(tmp_path: Path) -> None:
    (tmp_path / "govlint.yaml").write_text("", encoding="utf-8")
    inner = tmp_path / "inner"
    inner.mkdir()
    pyproject = inner / "pyproject.toml"
    pyproject.write_text('[project]\nname = "govlint-texts"\n', encoding="utf-8")
    assert config.find(inner) == str(tmp_path / "govlint.yaml")
    pyproject.write_text('[tool.govlint]\nfail-on = "info"\n', encoding="utf-8")
    assert config.find(inner) == str(pyproject)
    assert config.read(str(pyproject)).config.fail_on is FailOn.INFO


def test_a_broken_pyproject_that_speaks_of_govlint_is_complained_of(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.govlint]\nfail-on = \n", encoding="utf-8")
    found = config.find(tmp_path)
    assert found is not None
    with pytest.raises(StrictError, match=r"pyproject.toml:2:\d+: 不是合法的 TOML"):
        config.read(found)


def test_in_one_folder_govlint_yaml_goes_first_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.govlint]\ngenre = "report"\n', encoding="utf-8")
    made = project(tmp_path, "genre: speech\n")
    assert config.find(tmp_path) == str(tmp_path / "govlint.yaml")
    assert made.config.genre is Genre.SPEECH
    assert len(made.warnings) == 1
    assert "pyproject.toml" in made.warnings[0]


def test_each_file_has_the_project_of_its_folder(tmp_path: Path) -> None:
    (tmp_path / "govlint.yaml").write_text("fail-on: hint\n", encoding="utf-8")
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "govlint.yaml").write_text("# 都照默认\n", encoding="utf-8")
    projects = Projects()
    assert projects.of(str(tmp_path / "a.txt")).config.fail_on is FailOn.HINT
    assert projects.of(str(tmp_path / "inner" / "a.txt")).config.fail_on is FailOn.ERROR
    assert projects.of(str(tmp_path / "b.txt")) is projects.of(str(tmp_path / "a.txt"))
    assert Projects("").of(str(tmp_path / "a.txt")).settings.path == ""
    assert Projects(str(tmp_path / "govlint.yaml")).of(str(tmp_path / "inner" / "a.txt")).config.fail_on is FailOn.HINT


# What is wrong in it --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("rulse: {}\n", "1:1", "不认识的键“rulse”，是不是“rules”"),
        ("fail_on: error\n", "1:1", "是不是“fail-on”"),
        ("fail-on: eror\n", "1:10", "是不是“error”"),
        ("rules:\n  residu: off\n", "2:3", "没有规则或类别“residu”，是不是“residue”"),
        ("rules:\n  ordinal/gap: of\n", "2:16", "是不是“off”"),
        ("rules:\n  ordinal/gap: {level: error}\n", "2:17", "不认识的键“level”"),
        ("rules:\n  residue: {options: {a: 1}}\n", "2:13", "“residue”是类别"),
        ("rules:\n  lexis/translationese:\n    options:\n      term: {a: b}\n", "4:7", "是不是“terms”"),
        ("rules:\n  lexis/translationese:\n    options:\n      terms: [a]\n", "4:14", "这里应当是“键: 值”的形式"),
        ("extends: [speach]\n", "1:11", "没有设置“speach”，是不是“speech”"),
        ("extends: [acme/house]\n", "1:11", "没有安装规则包“acme”"),
        ("extends: [./nothing.yaml]\n", "1:11", "没有文件"),
        ("extends: speach\n", "1:10", "没有设置“speach”，是不是“speech”"),
        ("extends: {speech: on}\n", "1:10", "这里应当是一个值或列表"),
        ("packs: [acme]\n", "1:9", "没有安装规则包“acme”"),
        ("rule-folders: [none]\n", "1:16", "没有文件夹“none”"),
        ("required-version: newest\n", "1:19", "不是版本要求"),
        ("required-version: '>=99'\n", "1:19", f"装着的是 {govlint.__version__}"),
        ("genre: speach\n", "1:8", "是不是“speech”"),
        ("keep:\n  - {rule: ordinal/gap, text: 甲}\n", "2:5", "缺少必需的键：reason"),
        ("keep:\n  - {rule: ordinal/gapp, text: 甲, reason: 乙}\n", "2:12", "是不是“ordinal/gap”"),
        ("overrides:\n  - paths: [a]\n    rules: {ordinal/gapp: off}\n", "3:13", "是不是“ordinal/gap”"),
        ("overrides:\n  - paths: []\n", "2:12", "paths 是空的"),
        ("fail-on： error\n", "1:8", "全角冒号"),
        ("fail-on: error\nfail-on: info\n", "2:1", "写了两遍"),
    ],
)
def test_a_complaint_has_a_place_and_a_caret(tmp_path: Path, text: str, place: str, words: str) -> None:
    said = complaint(tmp_path, text)
    head, excerpt, caret = said.split("\n")[:3]
    assert head.startswith(f"govlint.yaml:{place}: ")
    assert words in head
    assert excerpt.strip() == text.split("\n")[int(place.split(":")[0]) - 1].strip()
    assert caret.strip() == "^"


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ('[tool.govlint]\nrulse = {}\n', "2:1", "是不是“rules”"),
        ('[tool.govlint.rules]\n"ordinal/gap" = "of"\n', "2:17", "是不是“off”"),
        ('[tool.govlint.rules]\nresidu = "off"\n', "2:1", "是不是“residue”"),
        ('[[tool.govlint.keep]]\nrule = "ordinal/gap"\ntext = "甲"\n', "1:3", "缺少必需的键：reason"),
        ('[[tool.govlint.overrides]]\npaths = ["a"]\n[[tool.govlint.overrides]]\npaths = ["b"]\n'
         '[tool.govlint.overrides.rules]\nresidu = "off"\n', "6:1", "是不是“residue”"),
        ('[tool.govlint]\npreview = "yes"\n', "2:11", "可用：true、false"),
        ('[tool]\ngovlint.preview = 1\n', "2:19", "可用：true、false"),
    ],
)  # fmt: skip
def test_a_complaint_about_toml_has_a_place_too(tmp_path: Path, text: str, place: str, words: str) -> None:
    head = complaint(tmp_path, text, "pyproject.toml").split("\n")[0]
    assert head.startswith(f"pyproject.toml:{place}: ")
    assert words in head


def test_all_complaints_come_at_once(tmp_path: Path) -> None:
    said = complaint(tmp_path, "rules:\n  a: off\n  b: off\nkeep:\n  - {rule: c, text: 甲, reason: 乙}\n")
    assert [line.split(":")[1] for line in said.split("\n") if line.startswith("govlint.yaml")] == ["2", "3", "5"]


def test_a_circle_of_profiles_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("extends: [b.yaml]\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_text("extends: [a.yaml]\n", encoding="utf-8")
    assert "绕成了圈" in complaint(tmp_path, "extends: [a.yaml]\n")


def test_a_profile_may_not_say_what_is_a_project_s(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("fail-on: error\n", encoding="utf-8")
    assert "不认识的键“fail-on”" in complaint(tmp_path, "extends: [a.yaml]\n")


# What is in force -----------------------------------------------------------------------------------------------------


def test_off_on_and_severity(tmp_path: Path) -> None:
    made = rules(project(tmp_path, "rules:\n  ordinal: off\n  ordinal/gap: on\n  ordinal/lone: warning\n"))
    assert made["ordinal/gap"].severity is Severity.ERROR
    assert made["ordinal/lone"].severity is Severity.WARNING
    assert all(case.severity is None for case in made["ordinal/lone"].cases.values())
    assert "ordinal/duplicate" not in made


def test_a_later_layer_wins_over_an_earlier_one(tmp_path: Path) -> None:
    (tmp_path / "first.yaml").write_text("rules: {ordinal/gap: off, ordinal/lone: hint}\n", encoding="utf-8")
    (tmp_path / "second.yaml").write_text("rules: {ordinal/lone: warning}\n", encoding="utf-8")
    made = rules(project(tmp_path, "extends: [first.yaml, second.yaml]\nrules: {ordinal: info}\n"))
    assert made["ordinal/gap"].severity is Severity.INFO
    made = rules(project(tmp_path, "extends: [first.yaml, second.yaml]\n"))
    assert "ordinal/gap" not in made
    assert made["ordinal/lone"].severity is Severity.WARNING


def test_options_replace_add_and_take_away(tmp_path: Path) -> None:
    base = house(tmp_path)
    text = "rules:\n  house/word:\n    options: {OPTIONS}\n"

    def terms(options: str) -> dict[str, str]:
        made = rules(project(tmp_path, base + text.replace("{OPTIONS}", options)))
        return dict(made["house/word"].options.terms)

    assert terms("{terms: {差词: 好词}}") == {"差词": "好词"}
    assert terms("{terms+: {差词: 好词}}") == {"坏词": "好词", "差词": "好词"}
    said = complaint(tmp_path, base + text.replace("{OPTIONS}", "{terms-: [差词]}"))
    assert "“差词”原来没有，去不掉" in said


def test_safety_is_set_in_every_case(tmp_path: Path) -> None:
    made = rules(project(tmp_path, "rules: {punctuation/half-width: {safety: suggestion}}\n"))["punctuation/half-width"]
    assert made.safety is Safety.SUGGESTION
    assert all(case.safety is None for case in made.cases.values())


def test_overrides_hold_for_their_files(tmp_path: Path) -> None:
    text = """\
        genre: report
        overrides:
          - {paths: [讲话/], genre: speech, rules: {ordinal/gap: off}}
          - {paths: ["讲话/定稿*.txt"], rules: {ordinal/gap: warning}}
        """
    made = project(tmp_path, text)
    assert made.setup(str(tmp_path / "a.txt")).genre is Genre.REPORT
    assert rules(made, tmp_path / "a.txt")["ordinal/gap"].severity is Severity.ERROR
    assert made.setup(str(tmp_path / "讲话" / "a.txt")).genre is Genre.SPEECH
    assert "ordinal/gap" not in rules(made, tmp_path / "讲话" / "a.txt")
    assert rules(made, tmp_path / "讲话" / "定稿 1.txt")["ordinal/gap"].severity is Severity.WARNING


def test_include_and_exclude(tmp_path: Path) -> None:
    made = project(tmp_path, "include: ['*.txt']\nexclude: [草稿/, '!草稿/留.txt', '*.bak.txt']\n")
    for name, covered in [("a.txt", True), ("b/a.txt", True), ("a.md", False), ("草稿/a.txt", False), ("a.bak.txt", False)]:
        assert made.covers(str(tmp_path / name)) is covered, name
    assert not made.excludes(str(tmp_path.parent / "草稿" / "a.txt"))


def test_what_was_chosen_for_the_run_goes_before_the_configuration(tmp_path: Path) -> None:
    text = "genre: report\nrules: {ordinal/gap: off, ordinal/lone: off}\n"
    made = project(tmp_path, text, choice=Selection(select=("ordinal/gap",)), genre=Genre.SPEECH)
    heard = {name for name, rule in rules(made).items() if not rule.silent}
    assert heard == {"ordinal/gap"}
    assert made.setup("a.txt").genre is Genre.SPEECH
    made = project(tmp_path, text, choice=Selection(severity={"ordinal/lone": Severity.HINT}))
    assert rules(made)["ordinal/lone"].severity is Severity.HINT
    with pytest.raises(UnknownRuleError):
        project(tmp_path, text, choice=Selection(select=("ordinal/gapp",)))


def test_a_rule_on_trial_runs_when_asked_for(tmp_path: Path) -> None:
    base = house(tmp_path, life="preview")
    assert "house/word" not in rules(project(tmp_path, base))
    assert "house/word" not in rules(project(tmp_path, base + "rules: {house: warning}\n"))
    assert "house/word" in rules(project(tmp_path, base + "rules: {house/word: on}\n"))
    assert "house/word" in rules(project(tmp_path, base + "preview: true\n"))
    assert "house/word" not in rules(project(tmp_path, base + "preview: true\nrules: {house: off}\n"))
    assert "house/word" in rules(project(tmp_path, base, choice=Selection(select=("house/word",))))


def test_a_former_name_and_a_leaving_rule_are_warned_of(tmp_path: Path) -> None:
    base = house(tmp_path, life="deprecated", was="[house/old]")
    made = project(tmp_path, base + "rules: {house/old: warning}\n")
    assert rules(made)["house/word"].severity is Severity.WARNING
    assert "已改名为“house/word”" in made.warnings[0]
    made = project(tmp_path, base + "rules: {house/word: warning}\n")
    assert "将要去掉" in made.warnings[0]
    assert project(tmp_path, base).warnings == []


def test_two_rules_may_not_have_one_name(tmp_path: Path) -> None:
    assert "编号“ordinal/gap”重复" in complaint(tmp_path, house(tmp_path, was="[ordinal/gap]"))


def test_what_a_comment_says_wrongly_can_be_switched_off(tmp_path: Path) -> None:
    source = Source(str(tmp_path / "a.md"), "<!-- govlint-x -->\n\n甲。\n")
    assert [f.rule for f in project(tmp_path, "").lint(source).findings] == [INVALID.id]
    assert project(tmp_path, "rules: {suppression: off}\n").lint(source).findings == ()
    made = project(tmp_path, "rules: {suppression/invalid: error}\n")
    assert [f.severity for f in made.lint(source).findings] == [Severity.ERROR]


def test_what_is_kept_stays_and_is_counted(tmp_path: Path) -> None:
    text = house(tmp_path) + textwrap.dedent("""\
        keep:
          - {rule: house/word, text: 说坏词, reason: 原话, paths: [别处/]}
          - {rule: house/word, text: 说坏词, reason: 原话}
        """)
    made = project(tmp_path, text)
    checked = made.lint(Source(str(tmp_path / "a.txt"), "他说坏词。也有坏词。"))
    assert [f.span for f in checked.findings if f.rule == "house/word"] == [(7, 9)]
    assert checked.used == {1}
    assert made.lint(Source(str(tmp_path / "别处" / "a.txt"), "他说坏词。")).used == {0, 1}


def test_what_the_baseline_knows_is_held_back(tmp_path: Path) -> None:
    text = house(tmp_path) + "baseline: known.json\n"
    source = Source(str(tmp_path / "a.txt"), "他说坏词。")
    made = project(tmp_path, text)
    with pytest.raises(StrictError, match=r"govlint.yaml:2:11: 没有这个基线文件"):
        made.lint(source)
    whole = made.lint(source, whole=True)
    assert [f.rule for f in whole.findings] == ["house/word"]
    empty = Baseline()
    base = empty.holding({"a.txt": empty.count(whole.document, whole.findings)})
    Path(made.baseline_path).write_text(base.dump(), encoding="utf-8")
    made = project(tmp_path, text)
    assert (made.lint(source).findings, made.lint(source).known) == ((), 1)
    again = made.lint(Source(str(tmp_path / "b.txt"), "他说坏词。坏词。"))
    assert [f.span for f in again.findings] == [(5, 7)]


def test_a_house_has_words_of_its_own(tmp_path: Path) -> None:
    source = Source(str(tmp_path / "a.txt"), "要宏扬传统，要打造桥粱。")
    assert [f.match for f in project(tmp_path, "").lint(source).findings] == ["宏扬", "桥粱"]
    (tmp_path / "词.txt").write_text("# 本地的说法\r\n\r\n宏扬 \r\n", encoding="utf-8")
    made = project(tmp_path, "words: 词.txt\n")
    checked = made.lint(source)
    assert [f.match for f in checked.findings] == ["桥粱"]
    assert made.idle_keeps(()) is None, "a word that no text has is not idle"
    assert rules(made)["suppression/unused"]


@pytest.mark.parametrize(
    ("path", "problem"), [("没有.txt", "词表没有这个文件"), ("../词.txt", "词表要放在配置所在的文件夹里面")]
)
def test_words_that_cannot_be_read_are_complained_of(tmp_path: Path, path: str, problem: str) -> None:
    assert complaint(tmp_path, f"words: {path}\n").startswith(f"govlint.yaml:1:8: {problem}")


def test_where_a_setting_comes_from(tmp_path: Path) -> None:
    made = project(tmp_path, "extends: [statute]\nrules:\n\n  lexis/translationese: {severity: hint, safety: unsafe}\n")
    origins = made.setup("a.txt").origins["lexis/translationese"]
    assert [(o.what, o.value, Path(o.path).name, o.line) for o in origins] == [
        ("severity", "off", "statute.yaml", origins[0].line),
        ("severity", "hint", "govlint.yaml", 4),
        ("safety", "unsafe", "govlint.yaml", 4),
    ]
    line = Path(origins[0].path).read_text(encoding="utf-8").split("\n")[origins[0].line - 1]
    assert line.strip() == "lexis/translationese: off"


# Profiles that govlint ships ------------------------------------------------------------------------------------------


def test_every_genre_has_a_profile(tmp_path: Path) -> None:
    genres = {str(genre) for genre in Genre} - {"other"}
    assert set(profile_names()) == genres | {"scraped"}
    for name in profile_names():
        made = project(tmp_path, f"extends: [{name}]\n")
        assert made.warnings == []
        assert made.setup("a.txt").genre == (Genre(name) if name in genres else None)
        title = made.layers[0].config.title
        assert title == GENRE_NAMES[Genre(name)] if name in genres else title


# Packs ----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed pack, acme, whose code must never run."""
    site = tmp_path / "site"
    code = site / "acme_rules"
    (code / "acme").mkdir(parents=True)
    (code / "__init__.py").write_text("raise RuntimeError('a pack is data')\n", encoding="utf-8")
    (code / "acme" / "word.yaml").write_text(RULE, encoding="utf-8")
    (code / "profiles").mkdir()
    (code / "profiles" / "house.yaml").write_text("rules: {acme/word: error}\n", encoding="utf-8")
    info = site / "acme-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[govlint.rules]\nacme = acme_rules\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(site))
    return code


def test_a_pack_is_used_and_its_code_not_run(tmp_path: Path, pack: Path) -> None:
    assert packs.names() == ["acme"]
    made = rules(project(tmp_path, "packs: [acme]\nextends: [acme/house]\n"))
    assert made["acme/word"].severity is Severity.ERROR
    assert "acme_rules" not in sys.modules


def test_a_pack_that_is_installed_but_not_named_is_not_used(tmp_path: Path, pack: Path) -> None:
    assert "acme/word" not in rules(project(tmp_path, ""))


def test_a_pack_without_its_folder_is_complained_of(tmp_path: Path, pack: Path) -> None:
    pack.rename(pack.with_name("elsewhere"))
    assert "没有规则文件夹" in complaint(tmp_path, "packs: [acme]\n")


def test_a_misspelt_pack(tmp_path: Path, pack: Path) -> None:
    assert "是不是“acme”" in complaint(tmp_path, "packs: [acmee]\n")
    assert "没有设置“acme/hose”，是不是“house”" in complaint(tmp_path, "packs: [acme]\nextends: [acme/hose]\n")


@pytest.mark.slow
def test_a_pack_built_and_installed(tmp_path: Path) -> None:
    """A wheel made by setuptools and installed by pip, plainly and for editing."""
    home = tmp_path / "src"
    (home / "acme_rules" / "acme").mkdir(parents=True)
    (home / "acme_rules" / "__init__.py").write_text("raise RuntimeError('a pack is data')\n", encoding="utf-8")
    (home / "acme_rules" / "acme" / "word.yaml").write_text(RULE, encoding="utf-8")
    (home / "pyproject.toml").write_text(
        textwrap.dedent("""\
            [build-system]
            requires = ["setuptools>=77"]
            build-backend = "setuptools.build_meta"
            [project]
            name = "acme"
            version = "1.0"
            [project.entry-points."govlint.rules"]
            acme = "acme_rules"
            [tool.setuptools]
            packages = ["acme_rules"]
            [tool.setuptools.package-data]
            acme_rules = ["*/*.yaml"]
            """),
        encoding="utf-8",
    )
    script = "from govlint.config import packs; import sys; print(packs.folder('acme')); assert 'acme_rules' not in sys.modules"
    for editable in ([], ["-e"]):
        environment = tmp_path / f"venv{len(editable)}"
        subprocess.run([sys.executable, "-m", "venv", "--system-site-packages", str(environment)], check=True)
        python = environment / ("Scripts" if sys.platform == "win32" else "bin") / "python"
        command = [str(python), "-m", "pip", "install", "--quiet", "--no-build-isolation", *editable, str(home)]
        subprocess.run(command, check=True, env=_environment())
        made = subprocess.run([str(python), "-c", script], check=True, capture_output=True, text=True, env=_environment())
        assert (Path(made.stdout.strip()) / "acme" / "word.yaml").is_file()


def _environment() -> dict[str, str]:
    import os

    # The environment made here sees what the one running the tests has.
    return {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}


# Quotations that keep nothing -----------------------------------------------------------------------------------------

IDLE = """\
fail-on: error
keep:
  # 领导的原话
  - rule: ordinal/gap
    text: 甲
    reason: 原话
  - {rule: ordinal/lone, text: 乙, reason: 原话}
  - rule: ordinal
    text: 丙
    reason: >
      原话就是
      这样
genre: speech
"""


@pytest.mark.parametrize(
    ("used", "named", "after"),
    [
        ((0, 1, 2), [], IDLE),
        ((0, 2), ["ordinal/lone"], IDLE.replace("  - {rule: ordinal/lone, text: 乙, reason: 原话}\n", "")),
        ((0, 1), ["ordinal"], IDLE[: IDLE.index("  - rule: ordinal\n")] + "genre: speech\n"),
        ((), ["ordinal/gap", "ordinal/lone", "ordinal"], "fail-on: error\ngenre: speech\n"),
    ],
)
def test_a_quotation_that_keeps_nothing_is_a_finding_and_goes(
    tmp_path: Path, used: tuple[int, ...], named: list[str], after: str
) -> None:
    made = project(tmp_path, IDLE)
    checked = made.idle_keeps(used)
    findings = checked.findings if checked else ()
    assert [f.message for f in findings] == [UNUSED.message.format(rules=name) for name in named]
    assert all(f.match.startswith(("rule: ", "{rule: ")) for f in findings)
    text = (tmp_path / "govlint.yaml").read_text(encoding="utf-8")
    assert apply(text, [e for f in findings if f.fix for e in f.fix.edits]) == after
    project(tmp_path, after)


def test_one_in_the_middle_of_a_line_is_named_only(tmp_path: Path) -> None:
    checked = project(tmp_path, "keep: [{rule: ordinal, text: 甲, reason: 乙}]\n").idle_keeps(())
    assert checked is not None
    assert [(f.match, f.fix) for f in checked.findings] == [("{rule: ordinal, text: 甲, reason: 乙}", None)]


def test_a_profile_s_quotations_may_be_for_others(tmp_path: Path) -> None:
    (tmp_path / "house.yaml").write_text("keep: [{rule: ordinal, text: 甲, reason: 乙}]\n", encoding="utf-8")
    assert project(tmp_path, "extends: [house.yaml]\n").idle_keeps(()) is None
    assert project(tmp_path, IDLE + "rules: {suppression: off}\n").idle_keeps(()) is None


# The schema -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft7Validator:
    schema = config_schema()
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


GOOD = """\
extends: [speech]
genre: report
rules:
  ordinal: "off"
  ordinal/gap: warning
  lexis/translationese: {severity: hint, safety: unsafe, options: {allow+: [进行一次摸底调研]}}
keep: [{rule: ordinal/gap, text: 甲, reason: 乙, paths: [x/]}]
overrides: [{paths: [x/], genre: letter, rules: {residue: info}}]
preview: true
fail-on: never
"""


def test_what_is_read_is_valid_by_the_schema(validator: jsonschema.Draft7Validator) -> None:
    config.parse("govlint.yaml", GOOD)
    assert list(validator.iter_errors(yaml.safe_load(GOOD))) == []
    assert list(validator.iter_errors({})) == []


@pytest.mark.parametrize(
    "text",
    [
        "ruls: {}",
        "fail_on: error",
        "fail-on: eror",
        "rules: {ordinal/gap: warn}",
        "rules: {ordinal/gap: {level: error}}",
        "rules: {lexis/translationese: {options: {term: {甲: 乙}}}}",
        "rules: {house/rule: warn}",
        "keep: [{rule: ordinal, text: 甲}]",
        "overrides: [{paths: []}]",
        "overrides: [{rules: {}}]",
        "overrides: [{paths: [a], rules: {ordinal: warn}}]",
        "extends: {speech: on}",
    ],
)
def test_what_is_refused_is_not(text: str, validator: jsonschema.Draft7Validator) -> None:
    assert list(validator.iter_errors(yaml.safe_load(text)))
    with pytest.raises(StrictError):
        Project(config.parse("govlint.yaml", text))


def test_the_schema_explains_every_key() -> None:
    for key, value in config_schema()["properties"].items():
        assert value.get("description"), key


def test_the_guide_s_examples_can_be_used() -> None:
    guide = (ROOT / "docs" / "config.md").read_text(encoding="utf-8")
    examples = re.findall("^```yaml\n(.*?)^```", guide, re.MULTILINE | re.DOTALL)
    given = {key for text in examples for key in config.parse("govlint.yaml", text).nodes}
    # What is learned stands in a guide of its own.
    assert given | {"title", "habits", "learned"} == set(fields_of(Config))
