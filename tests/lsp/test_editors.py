"""Real editors with the configuration of docs/editors.md: skipped, by name, where one is missing (in CI: failed)."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, need

pytestmark = pytest.mark.slow
PAGE = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
GAP = "一、抓产业\n三、抓𠮷项目\n要做到急事急办、特事特办、要事快办、难事设法办。\n"


def documented(language: str) -> str:
    """The configuration as the page has it."""
    (block,) = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    return str(block)


def run(command: list[str], folder: Path) -> str:
    """What an editor says in the end, with this environment's govlint first on the PATH."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "HOME": str(folder), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=90)
    return done.stdout + done.stderr


def test_neovim(tmp_path: Path) -> None:
    need("nvim")
    (tmp_path / "a.txt").write_text(GAP, encoding="utf-8")
    (tmp_path / "init.lua").write_text(documented("lua"), encoding="utf-8")
    (tmp_path / "look.lua").write_text(
        "vim.wait(30000, function() return #vim.diagnostic.get(0) > 0 end, 50)\n"
        "for _, d in ipairs(vim.diagnostic.get(0)) do print(d.lnum, d.col, d.end_col, d.code, '\\n') end\n"
        "vim.api.nvim_buf_set_text(0, 1, 0, 1, 3, { '二' })\n"
        "vim.wait(30000, function() return #vim.diagnostic.get(0) == 1 end, 50)\n"
        "print('left', #vim.diagnostic.get(0), vim.diagnostic.get(0)[1].code, '\\n')\n"
        "vim.cmd('qa!')\n",
        encoding="utf-8",
    )
    said = run(
        ["nvim", "--headless", "--clean", "-u", "init.lua", "-c", "filetype on", "a.txt", "-c", "luafile look.lua"], tmp_path
    )
    # Neovim counts bytes: 三、 is six of them.
    assert re.search(r"1\s+0\s+6\s+ordinal/gap", said), said
    assert re.search(r"left\s+1\s+parallel/unbalanced", said), said


def test_emacs(tmp_path: Path) -> None:
    need("emacs")
    (tmp_path / "a.txt").write_text(GAP, encoding="utf-8")
    (tmp_path / "init.el").write_text(documented("elisp"), encoding="utf-8")
    (tmp_path / "look.el").write_text(
        "(require 'flymake)\n"
        '(find-file "a.txt")\n'
        "(text-mode)\n"
        "(apply #'eglot--connect (eglot--guess-contact))\n"
        "(let ((tries 0))\n"
        "  (while (and (< tries 300) (null (flymake-diagnostics)))\n"
        "    (setq tries (1+ tries)) (flymake-start) (accept-process-output nil 0.1)))\n"
        "(dolist (d (flymake-diagnostics))\n"
        '  (princ (format "%d-%d %s\\n" (flymake-diagnostic-beg d) (flymake-diagnostic-end d) (flymake-diagnostic-text d))))\n',
        encoding="utf-8",
    )
    command = ["emacs", "--batch", "--eval", "(package-initialize)", "-l", "init.el", "-l", "look.el"]
    said = run(command, tmp_path)
    # Emacs counts characters from 1: the third one of the second line follows five and a line end.
    assert re.search(r"^7-9 .*“三、”前面缺“二、”", said, re.MULTILINE), said
