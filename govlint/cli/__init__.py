"""The command line: one file a sub-command; the only place that prints. A command's module is loaded when it is called."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

import govlint

COMMANDS = {
    "check": "检查文件",
    "batch": "检查成批的文件和表，结果写成 Parquet",
    "fix": "改能放心改的地方",
    "review": "把问题批注在 Word 文件里",
    "layout": "按公文格式排好 Word 文件",
    "watch-word": "Word 文件每存一次盘，就重写一次审阅稿和网页报告",
    "baseline": "把现有的问题记入基线，以后只报告新的",
    "init": "新建配置文件",
    "config": "查看正在起作用的配置",
    "rules": "列出规则",
    "explain": "说明一条规则",
    "outline": "列出文件的序号层次",
    "rhetoric": "看文章的修辞和节奏",
    "learn": "从范文学本单位的文风，写成设置",
    "compare": "把稿件和范文放在一起看",
    "test": "运行规则自带的例子",
    "new": "新建规则文件",
    "new-document": "新建公文的架子",
    "schema": "输出 JSON Schema",
    "server": "语言服务器，供编辑器使用",
}
"""The commands and what each is for. Its module has `configure(parser)` and `run(arguments)`, which gives the exit code."""

CANNOT = 2
"""The exit code of a job that could not be done."""
_INTERRUPTED = 130  # as shells have it: 128 + SIGINT
_CLOSED = 141  # 128 + SIGPIPE

COLLECTED = (200_000, 20, 5)
"""After how many new objects rubbish is looked for. What a run makes is mostly kept to its end: after every few hundred it
would take a seventh of a start, and more the longer a text is."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run govlint. Returns the exit code: 0 nothing to report, 1 something, 2 the job could not be done."""
    from govlint.cli.console import abandon_output, complain, prepare_streams
    from govlint.cli.later import put_off

    prepare_streams()
    # dataclasses ask inspect about classes without a docstring; YAML is for settings, where there are any; the others are
    # what numpy and shutil have for much that nobody asks of them here, and what errors are explained with.
    put_off("inspect", "yaml", "pickle", "platform", "bz2", "lzma", "traceback")
    # Nothing is multiplied here that is worth a thread, and to start them is a sixth of loading numpy.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.set_threshold(*COLLECTED)
    # Nor for what goes with the process.
    atexit.register(gc.freeze)
    try:
        code = _dispatch(list(sys.argv[1:] if argv is None else argv))
        if sys.stdout is not None:
            sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        abandon_output()
        return _CLOSED
    except OSError as error:
        from govlint.text.files import explain_os_error

        abandon_output()
        complain(explain_os_error(error))
        return CANNOT
    except Exception:
        import traceback

        complain(f"出了错。这是 govlint 的毛病，请把下面的内容报告给我们：\n{traceback.format_exc()}")
        return CANNOT


def _dispatch(argv: list[str]) -> int:
    match argv:
        case [name, *rest] if name in COMMANDS:
            from govlint.cli.arguments import Parser

            command = import_module(f"govlint.cli.{name.replace('-', '_')}")
            parser = Parser(f"govlint {name}", COMMANDS[name])
            command.configure(parser)
            code: int = command.run(parser.parse_args([_as_path(word, parser.knows) for word in rest]))
            return code
        case ["--version" | "-V"]:
            print(f"govlint {govlint.__version__}")
            return 0
        case ["-h" | "--help" | "help"]:
            print(_overview())
            return 0
        case [] | [""]:
            print(_overview(), file=sys.stderr)
            return CANNOT
    from govlint.cli.arguments import suggest
    from govlint.cli.console import complain

    if os.path.lexists(argv[0]) and not argv[0].startswith("-"):
        import shlex

        complain(f"没有命令“{argv[0]}”；要检查这个文件或文件夹，用 govlint check {shlex.quote(argv[0])}")
        return CANNOT
    what = "选项" if argv[0].startswith("-") else "命令"
    known = ["--version", "--help"] if argv[0].startswith("-") else list(COMMANDS)
    complain(f"没有{what}“{argv[0]}”{suggest(argv[0], known) or '；'}用 govlint --help 查看用法")
    return CANNOT


def _as_path(word: str, is_option: Callable[[str], bool]) -> str:
    """A word of the command line, or the path that it is where a file's name begins like an option."""
    named = word.startswith("-") and word not in ("-", "--") and not is_option(word) and os.path.lexists(word)
    return os.path.join(os.curdir, word) if named else word


def _overview() -> str:
    width = max(map(len, COMMANDS)) + 4
    commands = "\n".join(f"  {name:{width}}{purpose}" for name, purpose in COMMANDS.items())
    return (
        "govlint：检查讲话稿、工作报告、公文的写作问题\n\n"
        f"用法：govlint 命令 [选项…]\n\n命令：\n{commands}\n\n"
        "选项：\n"
        f"  {'-h, --help':{width + 6}}显示本说明\n  {'-V, --version':{width + 6}}显示版本\n\n"
        "用 govlint 命令 --help 查看一个命令的用法"
    )


if __name__ == "__main__":
    sys.exit(main())
