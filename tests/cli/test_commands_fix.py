"""govlint fix, baseline, init, config, and what check takes of them, as a user calls them."""

from __future__ import annotations

import codecs
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from govlint.analysis.engine import Ruleset, lint
from govlint.analysis.finding import Severity
from govlint.cli.diff import coloured
from govlint.cli.init import template
from govlint.config.settings import Config
from govlint.config.settings import parse as parse_config
from govlint.readers import parse
from govlint.rulefiles.loader import load_builtin
from govlint.text.files import load
from govlint.text.source import Source
from tests.cli.conftest import Call, Outcome
from tests.conftest import SEED

pytestmark = pytest.mark.usefixtures("warm_rules")

BAD = "甲会议纪要\n一、抓产业,促发展。\n三、抓项目，强支撑。\n"
FIXED = BAD.replace(",", "，")


def write(path: str, text: str) -> Path:
    made = Path(path)
    made.parent.mkdir(parents=True, exist_ok=True)
    made.write_bytes(text.encode())
    return made


def found(outcome: Outcome) -> list[str]:
    return [finding["rule"] for finding in json.loads(outcome.out)]


# fix ------------------------------------------------------------------------------------------------------------------


def test_fix_mends_and_says_what_is_left(call: Call) -> None:
    path = write("稿 一.txt", BAD)
    done = call("fix")
    assert (done.code, done.err) == (0, "")
    assert path.read_text(encoding="utf-8") == FIXED
    assert "改了 1 个文件，1 处：punctuation/half-width 1" in done.out
    assert "govlint check" in done.out
    assert call("fix").out.startswith("没有要改的")
    assert path.read_text(encoding="utf-8") == FIXED


# Each kind of fix: what is wrong, and what becomes of it; what looks like it and is right stands beside it.
KINDS = {
    "renumbering": (
        "要处理好几个问题。一是认识不到位；三是责任不落实；三是督查不经常。\n",
        "要处理好几个问题。一是认识不到位；二是责任不落实；三是督查不经常。\n",
    ),
    "ordinal punctuation": ("（一）、抓项目\n（二）、抓招商\n", "（一）抓项目\n（二）抓招商\n"),
    "half to full width": (
        "会议定于10:30开始,预算1,200万元,资料见http://www.example.cn/a,b;论文题为Growth, Reform and Stability。\n",
        "会议定于10:30开始，预算1,200万元，资料见http://www.example.cn/a,b；论文题为Growth, Reform and Stability。\n",
    ),
    "pinyin notes": (
        "今天召开区(qū)政府会议，安排发(fā)展工作，要实(shí)干，要创(chuàng)新。\n",
        "今天召开区政府会议，安排发展工作，要实干，要创新。\n",
    ),
    "page furniture": ("同志们，让我们携手努力。\n热点文章阅读\n", "同志们，让我们携手努力。\n"),
    "invisible characters": ("全面\u200b推进乡村振兴，\u00ad狠抓落实。\n", "全面推进乡村振兴，狠抓落实。\n"),
    "wrong words": (
        "会议作出部暑，款项己经拨付，推进绿色采购，依法定货币政策。\n",
        "会议作出部署，款项已经拨付，推进绿色采购，依法定货币政策。\n",
    ),
}
ENCODINGS = {
    "utf-8": (b"", "utf-8"),
    "utf-8 with a mark": (codecs.BOM_UTF8, "utf-8"),
    "utf-16-le": (codecs.BOM_UTF16_LE, "utf-16-le"),
    "utf-16-be": (codecs.BOM_UTF16_BE, "utf-16-be"),
    "gb18030": (b"", "gb18030"),
}


@pytest.mark.parametrize("ends", ["\n", "\r\n", pytest.param("\r", marks=pytest.mark.slow)], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_fix_in_each_encoding(call: Call, kind: str, encoding: str, ends: str) -> None:
    mark, name = ENCODINGS[encoding]
    around = "会议纪要\n今年工作取得新的进展。\n{}各部门要抓好落实。\n"
    wrong, right = (mark + around.format(text).replace("\n", ends).encode(name) for text in KINDS[kind])
    Path("稿 子.txt").write_bytes(wrong)
    done = call("fix", "--unsafe", "--isolated")
    assert (done.code, done.err) == (0, "")
    assert Path("稿 子.txt").read_bytes() == right


def test_a_file_without_anything_to_mend_is_not_touched(call: Call) -> None:
    path = write("稿.txt", FIXED)
    os.utime(path, ns=(10**18, 10**18))
    before = path.stat()
    assert call("fix", "--unsafe", "--simplify").code == 0
    after = path.stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)


def test_a_diff_writes_nothing_and_can_be_applied(call: Call) -> None:
    path = write("稿.txt", BAD.rstrip("\n"))
    done = call("fix", "--diff")
    assert done.code == 1
    assert path.read_text(encoding="utf-8") == BAD.rstrip("\n")
    assert done.out.startswith("--- a/稿.txt\n+++ b/稿.txt\n@@ ")
    assert "-一、抓产业,促发展。\n+一、抓产业，促发展。\n" in done.out
    if git := shutil.which("git"):
        Path("p.diff").write_text(done.out, encoding="utf-8")
        subprocess.run([git, "apply", "--unidiff-zero", "p.diff"], check=True)
        assert path.read_text(encoding="utf-8") == FIXED.rstrip("\n")
    assert call("fix", "--diff", path).code == (0 if git else 1)
    assert call("check", "--diff", path).code == (0 if git else 1)


def test_only_the_chosen_rules_are_mended(call: Call) -> None:
    path = write("稿.txt", BAD)
    call("fix", "--select", "ordinal")
    assert path.read_text(encoding="utf-8") == BAD
    call("fix", "--ignore", "ordinal")
    assert path.read_text(encoding="utf-8") == FIXED


def test_safety_can_be_changed_in_the_configuration(call: Call) -> None:
    path = write("稿.txt", BAD)
    write("govlint.yaml", "rules: {punctuation/half-width: {safety: unsafe}}\n")
    call("fix")
    assert path.read_text(encoding="utf-8") == BAD
    call("fix", "--unsafe")
    assert path.read_text(encoding="utf-8") == FIXED


def test_simplify(call: Call) -> None:
    path = write("稿.txt", "區長講話\n皇后在後面走。\n")
    call("fix", "--simplify", "--select", "suppression")
    assert path.read_text(encoding="utf-8") == "区长讲话\n皇后在后面走。\n"


@pytest.mark.parametrize("text", [BAD, pytest.param(FIXED, marks=pytest.mark.slow)])
def test_standard_input_goes_to_standard_output_in_its_own_encoding(text: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "govlint", "fix", "-"]
    data = ("\ufeff" + text.replace("\n", "\r\n")).encode("utf-16-le")
    done = subprocess.run(command, input=data, capture_output=True, cwd=tmp_path, check=False)
    assert done.returncode == 0
    assert done.stdout == ("\ufeff" + FIXED.replace("\n", "\r\n")).encode("utf-16-le")


def test_a_file_that_cannot_be_written_is_named_and_the_others_are_mended(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    locked, other = write("甲.txt", BAD), write("乙.txt", BAD)
    real = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: not str(path).endswith("甲.txt") and real(path, mode))
    done = call("fix")
    assert done.code == 2
    assert "甲.txt：没有写入权限，没有写入" in done.err
    assert locked.read_text(encoding="utf-8") == BAD
    assert other.read_text(encoding="utf-8") == FIXED


# What only the writer knows: what was to stand there, how many, in which words.
FOR_A_PERSON = {
    *("placeholder/unfilled", "placeholder/masked-name", "residue/mojibake", "count/mismatch", "formula/salutation"),
    *("ordinal/nested", "ordinal/mixed", "lexis/missing-de", "lexis/translationese"),
    *("parallel/unbalanced", "parallel/heading", "parallel/repeated-opening"),
    *("rhythm/many-yao", "rhythm/four-character-pile", "rhythm/long-sentence"),
}


def test_the_seed_as_found_becomes_clean_simplified_text(call: Call) -> None:
    path = Path("讲话.txt")
    path.write_bytes(SEED.read_bytes())
    rules = Ruleset(load_builtin())

    def errors() -> set[tuple[str, str]]:
        source = load(path)
        result = lint(parse(source), rules)
        return {(f.rule, f.match) for f in result.findings if f.severity is Severity.ERROR}

    before = len(errors())
    assert call("fix", "--unsafe", "--simplify").code == 0
    text = path.read_text(encoding="utf-8")
    assert len(errors()) <= before
    assert "區" not in text
    assert "发布时间" not in text
    notes = re.findall(r"[(（][a-züāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]+[)）]", text)
    assert len(notes) <= 6, "only where the text itself is broken"
    assert not re.search("[\u4e00-\u9fff],[\u4e00-\u9fff]", text)
    for words in (
        "今天，我们召开区政府全体会议，主要任务是",
        "急事急办、特事特办、要事快办、难事设法办",
        "催逼着我们",
        "二是工作拖沓。（对领导安排",
    ):
        assert words in text
    assert call("fix", "--unsafe", "--simplify").out.startswith("没有要改的")
    left = json.loads(call("check", "--format", "json", "--fail-on", "never").out)
    assert {f["rule"] for f in left} <= FOR_A_PERSON
    assert not [f for f in left if f["fix"] and f["fix"]["safety"] != "suggestion"]


# check ----------------------------------------------------------------------------------------------------------------


def test_check_mends_and_reports_the_rest(call: Call) -> None:
    path = write("稿.txt", BAD)
    done = call("check", "--fix", "--format", "json")
    assert path.read_text(encoding="utf-8") == FIXED
    assert "punctuation/half-width" not in found(done)
    assert "ordinal/gap" in found(done)
    assert done.code == 1


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["check", "--new-from", "HEAD", "--fix"], "--new-from 不能和 --fix"),
        (["check", "--unsafe"], "--unsafe 要和 --fix"),
        (["check", "--fix", "-"], "govlint fix"),
        (["check", "--isolated", "--config", "govlint.yaml"], "不能一起用"),
        (["check", "--config", "none.yaml"], "没有这个文件"),
        (["fix", "--select", "ordinal/gapp"], "是不是“ordinal/gap”"),
        (["baseline", "--prune"], "没有这个基线文件"),
        (["init", "speach"], "是不是“speech”"),
        (["config", "shwo"], "是不是“show”"),
    ],
)
def test_what_cannot_be_done_is_said(call: Call, arguments: list[str], complaint: str) -> None:
    write("稿.txt", BAD)
    done = call(*arguments)
    assert done.code == 2
    assert complaint in done.err


def test_configuration_is_heeded_and_can_be_left_out(call: Call) -> None:
    write("稿.txt", BAD)
    write("govlint.yaml", "rules: {ordinal: off}\nfail-on: warning\n")
    done = call("check", "--format", "json")
    assert "punctuation/half-width" in found(done)
    assert "ordinal/gap" not in found(done)
    assert done.code == 1
    assert call("check", "--fail-on", "error").code == 0
    assert "ordinal/gap" in found(call("check", "--format", "json", "--isolated"))
    write("别处/另.yaml", "rules: {punctuation: off}\n")
    done = call("check", "--format", "json", "--config", "别处/另.yaml")
    assert "ordinal/gap" in found(done)
    assert "punctuation/half-width" not in found(done)


def test_a_wrong_configuration_ends_the_run_before_it_begins(call: Call) -> None:
    write("稿.txt", BAD)
    write("govlint.yaml", "ruls: {}\n")
    done = call("check")
    assert (done.code, done.out) == (2, "")
    assert "govlint.yaml:1:1: 不认识的键“ruls”，是不是“rules”？\n    ruls: {}\n    ^" in done.err


def test_excluded_files_are_not_checked_even_when_named(call: Call) -> None:
    write("草稿/稿.txt", BAD)
    write("定稿.txt", FIXED)
    write("govlint.yaml", "exclude: [草稿/]\n")
    paths = {finding["path"] for finding in json.loads(call("check", "--format", "json").out)}
    assert paths == {"定稿.txt"}
    done = call("check", "草稿/稿.txt")
    assert "govlint.yaml 的 exclude 排除了它" in done.err


def test_a_quotation_that_keeps_nothing_is_reported_when_all_was_seen(call: Call) -> None:
    write("稿.txt", BAD)
    used, idle = "{rule: ordinal/gap, text: 三、抓项目, reason: 原话}", "{rule: ordinal/gap, text: 没有这话, reason: 原话}"
    keep = f"keep:\n  - {used}\n  - {idle}\n"
    config = write("govlint.yaml", keep)
    done = call("check", "--format", "json")
    assert "ordinal/gap" not in found(done)
    assert [f["path"] for f in json.loads(done.out) if f["rule"] == "suppression/unused"] == ["govlint.yaml"]
    assert "suppression/unused" not in found(call("check", "--format", "json", "稿.txt"))
    assert "suppression/unused" not in found(call("check", "--format", "json", "--select", "ordinal,suppression"))
    call("fix")
    assert config.read_text(encoding="utf-8") == "".join(keep.splitlines(keepends=True)[:2])


@pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")
def test_only_what_is_new_since_a_revision(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    write("稿 子.txt", BAD)
    identity = ["-c", "user.name=甲", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "-A"], [*identity, "commit", "-q", "-m", "稿"]):
        subprocess.run(["git", *command], check=True)
    assert call("check", "--new-from", "HEAD").code == 0
    write("稿 子.txt", BAD + "抓落实,见成效。\n")
    done = call("check", "--new-from", "HEAD", "--format", "json")
    assert [(f["rule"], f["line"]) for f in json.loads(done.out)] == [("punctuation/half-width", 4)]
    write("又一篇.txt", BAD)
    done = call("check", "--new-from", "none")
    assert done.code == 2
    assert done.err == "govlint：git 里没有“none”这个提交或分支\n", "once for all files"


# baseline -------------------------------------------------------------------------------------------------------------


def test_a_baseline_hides_what_was_there(call: Call) -> None:
    path = write("稿/甲.txt", BAD)
    write("govlint.yaml", "baseline: 老问题.json\n")
    assert call("check").code == 2
    assert call("baseline").code == 0
    written = Path("老问题.json").read_text(encoding="utf-8")
    assert written.isascii()
    done = call("check", "--format", "json")
    assert (done.code, found(done)) == (0, [])
    assert "基线里的老问题" in call("check").err
    write("稿/甲.txt", BAD + "抓落实,见成效。\n")
    assert found(call("check", "--format", "json")) == ["punctuation/half-width"]
    call("fix")
    assert path.read_text(encoding="utf-8") == BAD + "抓落实，见成效。\n"


def test_a_baseline_is_of_the_whole_project_and_shrinks(call: Call) -> None:
    write("govlint.yaml", "baseline: b.json\n")
    first = write("一/甲.txt", BAD)
    write("二/乙.txt", BAD.replace("抓产业,促发展", "抓农业,促增收"))
    assert call("baseline", "一").code == 0
    before = json.loads(Path("b.json").read_text(encoding="utf-8"))
    assert found(call("check", "--format", "json")) == []
    first.write_text("一切正常。\n", encoding="utf-8")
    write("二/丙.txt", "抓落实,见成效。\n")
    assert call("baseline", "--prune").code == 0
    after = json.loads(Path("b.json").read_text(encoding="utf-8"))
    assert after["salt"] == before["salt"]
    assert after["files"].keys() < before["files"].keys()
    assert found(call("check", "--format", "json")) == ["punctuation/half-width"]


def test_a_baseline_is_used_at_once(call: Call) -> None:
    write("稿.txt", BAD)
    assert call("baseline").code == 0
    assert call("check").code == 0
    assert call("check", "--isolated").code == 1
    write("govlint-baseline.json", "{}")
    assert "govlint-baseline.json" in call("check").err


def test_a_copy_of_an_old_text_is_not_excused(call: Call) -> None:
    old = write("旧.txt", BAD)
    assert call("baseline").code == 0
    write("新.txt", BAD)
    assert call("check", "新.txt").code == 1
    old.unlink()
    assert call("check", "新.txt").code == 0


# init and config ------------------------------------------------------------------------------------------------------


def test_a_new_configuration_changes_nothing_and_shows_every_key(call: Call) -> None:
    assert call("init").code == 0
    text = Path("govlint.yaml").read_text(encoding="utf-8")
    assert parse_config("govlint.yaml", text).config == Config()
    for field in fields(Config):
        key = field.name.replace("_", "-")
        assert key == "title" or re.search(rf"^# {key}:", text, re.MULTILINE), key
    again = call("init")
    assert again.code == 2
    assert Path("govlint.yaml").read_text(encoding="utf-8") == text


def test_every_line_of_it_can_be_used(call: Call) -> None:
    text = template(["speech", "scraped"])
    lines = [re.sub("^# (?=[a-z]+(-[a-z]+)*:| )", "", line) for line in text.split("\n")]
    config = parse_config("govlint.yaml", "\n".join(lines)).config
    assert config.extends == ("speech", "scraped")
    given = {field.name for field in fields(Config) if getattr(config, field.name) != getattr(Config(), field.name)}
    # These two are shown with the values that they have anyway.
    assert given | {"title", "fail_on"} == {field.name for field in fields(Config)}
    elsewhere = ("packs:", "rule-folders:", "baseline:", "words:")
    write("govlint.yaml", "\n".join(line for line in lines if not line.startswith(elsewhere)))
    assert call("config", "show").code == 0


def test_config_shows_what_is_in_force_and_where_it_comes_from(call: Call) -> None:
    write(
        "govlint.yaml",
        "extends: [statute]\nfail-on: warning\nrules:\n  ordinal/gap: hint\n"
        "overrides:\n  - {paths: [x/], rules: {residue: off}}\n",
    )
    done = call("config", "show")
    assert done.code == 0
    rows = [line.split() for line in done.out.splitlines() if line]
    assert ["配置：govlint.yaml"] in rows
    assert ["fail-on", "warning", "govlint.yaml:2"] in rows
    assert ["preview", "false", "默认"] in rows
    assert ["ordinal/gap", "severity:", "hint", "govlint.yaml:4"] in rows
    assert any(row[:2] == ["genre", "statute"] and row[2].endswith("statute.yaml:3") for row in rows)
    assert not any(row[0].startswith("residue/") for row in rows)
    inside = call("config", "show", "x/稿.txt").out
    assert re.search(r"^  residue（\d+ 条） +severity: off +govlint.yaml:6$", inside, re.MULTILINE)


def test_rules_of_the_project_are_listed_and_explained(call: Call) -> None:
    rule = (
        "title: 家规\nmessage: “{match}”\ncheck: lexicon\nseverity: info\nwhy: 测试。\nbasis: [{note: 测试}]\n"
        "terms: {坏词: 好词}\nbad: [⟦坏词⇒好词⟧。]\ngood: [好词。]\n"
    )
    write("家规/house/word.yaml", rule)
    write("govlint.yaml", "rule-folders: [家规]\n")
    assert "house/word" in call("rules").out
    assert "家规" in call("explain", "house/word").out
    done = call("explain", "suppression/unused")
    assert done.code == 0
    assert "govlint-disable-next-line" in done.out


def test_the_rules_in_force_are_in_the_sarif_report(call: Call) -> None:
    write("稿.txt", BAD)
    write("govlint.yaml", "rules: {ordinal: off}\n")
    report = json.loads(call("check", "--format", "sarif").out)
    known = {rule["id"] for rule in report["runs"][0]["tool"]["driver"]["rules"]}
    assert "punctuation/half-width" in known
    assert "suppression/unused" in known
    assert "ordinal/gap" not in known


def test_without_a_configuration_all_is_as_shipped(call: Call) -> None:
    assert "没有，全照默认" in call("config", "show").out


@pytest.mark.slow
def test_published_texts_are_mended_once_and_the_others_not_touched(call: Call, corpus: list[Path]) -> None:
    for path in corpus:
        shutil.copy(path, path.name)
        os.utime(path.name, ns=(10**18, 10**18))
    call("fix", "--isolated")
    changed = {path.name for path in corpus if Path(path.name).read_bytes() != path.read_bytes()}
    touched = {path.name for path in corpus if Path(path.name).stat().st_mtime_ns != 10**18}
    assert touched == changed
    assert len(changed) < len(corpus) / 2, "most of what is published has nothing to mend"
    texts = {path.name: Path(path.name).read_bytes() for path in corpus}
    assert call("fix", "--isolated").out.startswith("没有要改的")
    assert texts == {path.name: Path(path.name).read_bytes() for path in corpus}


@pytest.mark.parametrize(
    ("after", "lines"),
    [
        ("甲\n乙了\n丙了\n丁\n", ["稿.txt:2: 乙{+了+}", "稿.txt:3: 丙{+了+}"]),
        ("甲\n乙丙\n丁\n", ["稿.txt:2: 乙[- -]丙"]),
        ("甲\n乙\n丙\n丁\n戊", ["稿.txt:5: {+戊+}"]),
        ("甲\n乙\n丙\n丁\n", []),
    ],
)
def test_a_diff_at_a_terminal_is_a_line_for_a_line(after: str, lines: list[str]) -> None:
    shown = coloured(Source("稿.txt", "甲\n乙\n丙\n丁\n"), after)
    shown = re.sub("\x1b\\[9;31m(.*?)\x1b\\[0m", r"[-\1-]", shown)
    shown = re.sub("\x1b\\[4;32m(.*?)\x1b\\[0m", r"{+\1+}", shown)
    assert re.sub("\x1b\\[\\d*m", "", shown) == "".join(f"{line}\n" for line in lines)


def test_at_a_terminal_a_diff_shows_the_words(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    write("稿.txt", "开会通知\r\n" + "今天召开会议，" * 9 + "部署工作,抓好落实\u200b。\r\n会议结束。\r\n")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert call("fix", "--diff").out.startswith("--- a/稿.txt\n")
    monkeypatch.setattr("govlint.cli.mending.is_terminal", lambda stream: True)
    lines = re.sub("\x1b\\[9;31m(.*?)\x1b\\[0m", r"[-\1-]", call("fix", "--diff").out)
    lines = re.sub("\x1b\\[4;32m(.*?)\x1b\\[0m", r"{+\1+}", lines)
    assert re.sub("\x1b\\[\\d*m", "", lines) == "稿.txt:2: …，今天召开会议，部署工作[-,-]{+，+}抓好落实[-<U+200B>-]。\n"
