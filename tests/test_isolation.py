"""Nothing that lies in a folder of drafts runs: modules there that bear the names of those we import only leave a mark."""

from __future__ import annotations

import asyncio
import os
import re
import stat
import subprocess
import sys
import threading
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml

from govlint.readers import external
from tests.conftest import ROOT
from tests.lsp.client import Editor

pytestmark = pytest.mark.usefixtures("warm_rules")

BAD = "关于做好工作的通知\n一、抓产业。\n三、抓项目。\n"


needs_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes of Unix")


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    """Drafts among modules of every name that Python or we ourselves might ask for."""
    folder = tmp_path / "文稿"
    folder.mkdir()
    names = {*sys.stdlib_module_names, *packages_distributions(), "govlint", "govlint_lsp", "govlint_rules", "govlint_seeds"}
    code = f"open({str(tmp_path / 'ran')!r}, 'a').write(__name__ + '\\n')\n"
    for name in names | {"sitecustomize", "usercustomize"}:
        if name.isidentifier():
            (folder / f"{name}.py").write_text(code, encoding="utf-8")
    for number in range(4):
        (folder / f"{number}.txt").write_text(BAD, encoding="utf-8")
    return folder


def ran(folder: Path) -> str:
    mark = folder.parent / "ran"
    return mark.read_text(encoding="utf-8") if mark.exists() else ""


PROGRAM = [str(Path(sys.executable).with_name("govlint"))]


MODULE = [sys.executable, "-P", "-m", "govlint"]
COMMANDS = [
    ["check", ".", "--jobs", "2", "--no-cache"],
    ["fix", "."],
    ["baseline"],
    ["config", "show"],
    ["outline", "0.txt"],
    ["init"],
    ["explain", "ordinal/gap"],
    ["server"],
]
BY_DEFAULT = {("check", "script"), ("explain", "module")}


@pytest.mark.parametrize(
    ("arguments", "program"),
    [
        pytest.param(
            arguments,
            program,
            id=f"{arguments[0]}-{name}",
            marks=[] if (arguments[0], name) in BY_DEFAULT else pytest.mark.slow,
        )
        for arguments in COMMANDS
        for program, name in ((PROGRAM, "script"), (MODULE, "module"))
    ],
)
def test_no_command_imports_from_the_working_folder(planted: Path, program: list[str], arguments: list[str]) -> None:
    done = subprocess.run([*program, *arguments], cwd=planted, capture_output=True, stdin=subprocess.DEVNULL, timeout=120)
    assert b"Traceback" not in done.stderr
    assert ran(planted) == ""


def test_the_server_and_its_worker_do_not_either(planted: Path) -> None:
    async def session() -> object:
        editor = await Editor.start({}, planted, command=("-P", "-m", "govlint", "server"), cwd=planted, trusted=False)
        told = await editor.command("checkWorkspace")
        await editor.stop()
        return told

    assert asyncio.run(session()) == {"files": 4, "findings": 4, "problems": 0}
    assert ran(planted) == ""


def test_the_marks_bite(planted: Path) -> None:
    """Without isolation Python imports what lies there, as this test wants to see once."""
    subprocess.run([sys.executable, "-c", "import random"], cwd=planted, capture_output=True, check=False)
    assert "random" in ran(planted)


def test_whoever_is_told_to_run_python_is_told_to_isolate_it() -> None:
    """In CI the working folder is the repository of drafts."""
    scripts = [
        str(step.get("run", "")) for step in yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["runs"]["steps"]
    ]
    scripts += yaml.safe_load((ROOT / "docs" / "govlint.gitlab-ci.yml").read_text(encoding="utf-8"))["govlint"]["script"]
    starts = [start for script in scripts for start in re.findall(r"python[3\"')]*\s+(-\w+)", script)]
    assert len(starts) == 3
    assert set(starts) == {"-I"}
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    # The script of an environment of its own, whose folder Python takes for the program's.
    assert {hook["entry"].partition(" ")[0] for hook in hooks} == {"govlint"}
    assert {hook["language"] for hook in hooks} == {"python"}


def test_the_extension_isolates_every_python() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "lsp" / "vscode" / "src").glob("*.ts")]
    starts = [match.group() for source in sources for match in re.finditer(r'\[\s*"-\w"[^\]]*', source)]
    assert len(starts) >= 6
    assert all(start.lstrip("[ \n").startswith('"-P"') for start in starts)


def test_programs_come_from_absolute_folders_of_the_path_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "soffice.exe" if os.name == "nt" else "soffice"
    for folder in (tmp_path / "here", tmp_path / "there"):
        folder.mkdir()
        (folder / name).write_text("", encoding="utf-8")
        (folder / name).chmod(0o755)
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("PATH", os.pathsep.join(["", ".", os.path.join("..", "here")]))
    assert external.find(["soffice"]) is None
    monkeypatch.setenv("PATH", os.pathsep.join([".", str(tmp_path / "there")]))
    assert external.find(["soffice"]) == str(tmp_path / "there" / name)


@pytest.fixture
def pipes(tmp_path: Path) -> Path:
    """A draft among pipes under every name that is looked for."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "稿.txt").write_text(BAD, encoding="utf-8")
    for name in ("管.txt", ".gitignore", "pyproject.toml", "govlint-baseline.json", "规则/a/pipe.yaml", "底.yaml", "设备"):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        os.mkfifo(tmp_path / name)
    (tmp_path / "链.txt").symlink_to(tmp_path / "管.txt")
    (tmp_path / "零.txt").symlink_to("/dev/zero")
    return tmp_path


def checked_among(pipes: Path, config: str | None) -> subprocess.CompletedProcess[bytes]:
    """What is said there with a configuration; with none that is a pipe too. Whoever opens a pipe waits for ever."""
    if config is None:
        os.mkfifo(pipes / "govlint.yaml")
    else:
        (pipes / "govlint.yaml").write_text(config, encoding="utf-8")
    return subprocess.run(
        [*PROGRAM, "check", ".", "--select", "ordinal", "--format", "jsonl"], cwd=pipes, capture_output=True, timeout=60
    )


@needs_pipes
@pytest.mark.parametrize("config", ["", pytest.param(None, marks=pytest.mark.slow)])
def test_nothing_waits_for_a_pipe(pipes: Path, config: str | None) -> None:
    done = checked_among(pipes, config)
    assert done.returncode == 1
    if config is not None:
        assert (done.stdout.count(b"ordinal/gap"), done.stderr) == (1, b"")


@needs_pipes
@pytest.mark.parametrize(
    "config",
    [
        pytest.param("baseline: govlint-baseline.json", marks=pytest.mark.slow),
        "rule-folders: [规则]",
        pytest.param("extends: [底.yaml]", marks=pytest.mark.slow),
    ],
)
def test_a_pipe_that_a_configuration_names_is_refused(pipes: Path, config: str) -> None:
    done = checked_among(pipes, config)
    assert done.returncode == 2
    assert re.search("这是管道或设备，不是文件|没有文件“底.yaml”", done.stderr.decode("utf-8"))


@needs_pipes
def test_a_pipe_that_is_named_is_read(tmp_path: Path) -> None:
    pipe = tmp_path / "管.txt"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_text(BAD, encoding="utf-8"))
    writer.start()
    done = subprocess.run([*PROGRAM, "check", "管.txt", "--format", "jsonl"], cwd=tmp_path, capture_output=True, timeout=60)
    writer.join()
    assert b"ordinal/gap" in done.stdout
    assert stat.S_ISFIFO(pipe.stat().st_mode)
