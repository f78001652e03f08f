"""What the extension says of itself holds: its words are there in both languages, its names are the server's."""

from __future__ import annotations

import dataclasses
import json
import re
from typing import Any

from govlint_lsp.capabilities import COMMANDS
from govlint_lsp.settings import SECTION, Settings, settings_of

import govlint
from govlint.document.genre import GENRE_NAMES
from govlint.rhetoric.found import DEVICE_NAMES
from tests.conftest import ROOT

FOLDER = ROOT / "lsp" / "vscode"
SOURCES = "".join(path.read_text(encoding="utf-8") for path in sorted((FOLDER / "src").glob("*.ts")))


def read(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def test_every_word_is_there_in_both_languages() -> None:
    asked = set(re.findall(r'"%([\w.]+)%"', (FOLDER / "package.json").read_text(encoding="utf-8")))
    assert asked == set(read("package.nls.json")) == set(read("package.nls.zh-cn.json"))
    assert all(re.search(r"[一-鿿]", word) for word in read("package.nls.zh-cn.json").values())


def test_what_the_extension_says_is_there_in_chinese() -> None:
    said = {json.loads(f'"{word}"') for word in re.findall(r'\bt\(\s*"((?:[^"\\]|\\.)*)"', SOURCES)}
    named = re.findall(r"(?:GENRES|DEVICES)_IN_ENGLISH: [^=]*= \{(.*?)\}", SOURCES, re.DOTALL)
    failures = re.findall(r'"([A-Z][^"]+)"', (FOLDER / "src" / "install.ts").read_text(encoding="utf-8"))
    assert len(named) == 2 and len(said) > 80
    said |= set(re.findall(r'"([^"]+)"', "".join(named))) | {each for each in failures if " " in each}
    translated = read("l10n/bundle.l10n.zh-cn.json")
    assert said == set(translated)
    for english, chinese in translated.items():
        assert re.findall(r"\{\d\}", english) == sorted(re.findall(r"\{\d\}", chinese)), english
    # Chinese stands in the sources only where it is a name of the server's or a sign.
    assert set(translated.values()) >= set(DEVICE_NAMES.values())
    code = re.sub(r"//.*|/\*.*?\*/", "", SOURCES, flags=re.DOTALL)
    assert set(re.findall(r"[一-鿿]+", code)) <= set(GENRE_NAMES.values()) | {"写入"}


def test_defaults_are_for_prose_alone() -> None:
    given = read("package.json")["contributes"]["configurationDefaults"]
    assert given["[plaintext]"].items() >= given["[markdown]"].items()
    assert set(given) == {"[plaintext]", "[markdown]", "[html]", "[yaml]"}
    for other in ("[html]", "[yaml]"):
        assert all(key.startswith("editor.unicodeHighlight.") for key in given[other])
    for language in ("plaintext", "markdown"):
        pairs = read(f"languages/{language}.json")
        for name in ("autoClosingPairs", "surroundingPairs"):
            found = {"".join(pair) for pair in pairs[name] if isinstance(pair, list)}
            assert {"（）", "《》", "“”", "‘’", "【】", "〔〕", "「」"} <= found


def test_every_command_that_is_offered_is_registered() -> None:
    offered = {command["command"] for command in read("package.json")["contributes"]["commands"]}
    registered = set(re.findall(r'^    "(govlint\.\w+)": \((?:uri)?\) =>', SOURCES, re.MULTILINE))
    assert offered == registered
    # VS Code knows one command of a name: what the server carries out must not be called the same.
    assert not offered & set(COMMANDS)


def test_what_is_asked_of_the_server_is_what_it_does() -> None:
    asked = set(re.findall(r'request(?:<[^(]*>)?\(\s*"(govlint\.\w+)"', SOURCES))
    assert len(asked) >= 5
    assert asked <= set(COMMANDS)


def test_settings_and_their_defaults_are_the_servers() -> None:
    offered = read("package.json")["contributes"]["configuration"]["properties"]
    given = {key.removeprefix(f"{SECTION}."): value["default"] for key, value in offered.items()}
    # What concerns the editor alone is no setting of the server's.
    own = {key: value for key, value in given.items() if not key.startswith(("server.", "trace.", "chineseProse"))}
    assert settings_of(own) == Settings()
    assert len(own) == len(dataclasses.fields(Settings))


def test_genres_are_the_servers() -> None:
    pairs = dict(re.findall(r'\["(\w+)", "(\w+)"\]', (FOLDER / "src" / "genre.ts").read_text(encoding="utf-8")))
    assert pairs == {str(genre): name for genre, name in GENRE_NAMES.items()}
    offered = read("package.json")["contributes"]["configuration"]["properties"]["govlint.genre"]
    assert dict(zip(offered["enum"][1:], offered["enumItemLabels"][1:], strict=True)) == pairs


def test_the_walkthrough_shows_what_there_is() -> None:
    (walkthrough,) = read("package.json")["contributes"]["walkthroughs"]
    words = read("package.nls.zh-cn.json")
    offered = {command["command"] for command in read("package.json")["contributes"]["commands"]}
    for step in walkthrough["steps"]:
        assert (FOLDER / step["media"]["markdown"]).is_file()
        said = words[step["description"].strip("%")]
        named = re.findall(r"\(command:(govlint\.\w+)", said)
        assert set(named) <= offered


def test_one_version() -> None:
    assert read("package.json")["version"] == govlint.__version__
    assert read("package-lock.json")["version"] == govlint.__version__


def test_lock_files_name_no_registry() -> None:
    for lock in (FOLDER / "package-lock.json", ROOT / "tests" / "e2e" / "package-lock.json"):
        assert '"resolved"' not in lock.read_text(encoding="utf-8")
