"""What the server says in words of its own, in Chinese and in English: one language for one editor, which names it.

What a rule says of Chinese prose (its title, message, reasons and related places) is as the rule has it in either, and so are
complaints about rule files and configurations, which `govlint` makes in the same words on the command line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

_SLOT = re.compile(r"\{(\w+)\}")
_SINGLE = str.maketrans("“”", "‘’")

ENGLISH = {
    # Quick fixes.
    "改正全文能放心改的地方": "Fix all in the text that is safe to fix",
    "改正全文的“{title}”（{count} 处）": "Fix all {count} of “{title}” in the text",
    "“{word}”这个词以后不报（记入 {name}）": "Never report the word “{word}” again (into {name})",
    "保留这一处“{words}”（写明理由，记入 govlint.yaml）": "Keep this “{words}” (with a reason, into govlint.yaml)",
    "保留这一处（写明理由，记入 govlint.yaml）": "Keep this as it is (with a reason, into govlint.yaml)",
    "关掉规则“{title}”（记入 govlint.yaml）": "Turn off the rule “{title}” (into govlint.yaml)",
    "关掉规则“{title}”（在这一篇、这个文件夹，或者所有文稿）": "Turn off the rule “{title}” (here, this folder, everywhere)",
    "说明规则“{title}”": "Explain the rule “{title}”",
    "从这里起重新编号（共改 {count} 处）": "Renumber from here ({count} changes)",
    "在“{words}”后面补上“{mark}”": "Add “{mark}” behind “{words}”",
    "在“{words}”前面补上“{mark}”": "Add “{mark}” before “{words}”",
    "“{old}”改为“{new}”": "Change “{old}” to “{new}”",
    "删去“{old}”": "Delete “{old}”",
    # Findings that are shown as one.
    "{message}，全文共 {count} 处": "{message} ({count} in the text)",
    "{message}，本段共 {count} 处": "{message} ({count} in the paragraph)",
    "又一处": "another place",
    # Beside the text: hovers, lenses, the outline, completion.
    "错误": "Error",
    "警告": "Warning",
    "提示": "Info",
    "参考": "Hint",
    "可自动改": "fixed by itself",
    "同意后改": "fixed when asked",
    "只供参考": "fixed by hand only",
    "跳号": "number skipped",
    "重号": "number doubled",
    "{title}（{severity}）": "{title} ({severity})",
    "{fix}（{safety}）": "{fix} ({safety})",
    "依据：{said}": "Authority: {said}",
    "序号“{text}”：这一组共 {count} 项，这是第 {at} 项": "Number “{text}”: {at} of {count} in its series",
    "序号“{text}”：这一组共 {count} 项，这是第 {at} 项，{fault}，应为第 {expected}": (
        "Number “{text}”: {at} of {count} in its series; {fault}, {expected} expected"
    ),
    "上级：{chain}": "Above: {chain}",
    "下级：{inner}": "Below: {inner}",
    "“{series}”{count} 项": "{count} of “{series}”",
    "（无题）": "(untitled)",
    "标题": "title",
    "{count} 字　约 {minutes} 分钟": "{count} characters, about {minutes} min",
    "{count} 字　不到 1 分钟": "{count} characters, under 1 min",
    "{length}　套话每千字 {count} 处": "{length}, {count} stock phrases per 1,000 characters",
    "与“{mark}”配对": "closes “{mark}”",
    "接“{text}”": "after “{text}”",
    "开头": "opening",
    "结尾": "closing",
    "本单位的开头": "opening of this house",
    "本单位的结尾": "closing of this house",
    # Commands.
    "重排序号": "Renumber",
    "繁体转简体": "Traditional to simplified",
    "Word 文件在这里只能看；要改正，用 govlint review 或 govlint fix": (
        "Word files are read only here; use govlint review or govlint fix to mend them"
    ),
    "这个工作区还没有受信任，不读也不写它的 govlint.yaml": (
        "This workspace is not trusted: its govlint.yaml is neither read nor written"
    ),
    "文稿还没有存盘；先保存，再写配置": "The text was never saved; save it first, then the configuration can be written",
    "已写进 {path}": "Written into {path}",
    "已写进打开着的 govlint.yaml，保存后生效": "Written into the open govlint.yaml; it counts once that is saved",
    "配置在 {name} 里，请在那里的 [tool.govlint] 一节手工添加": (
        "The configuration is in {name}; please add it by hand there, under [tool.govlint]"
    ),
    "govlint.yaml 里的 keep 不是列表，请手工添加": "keep in govlint.yaml is not a list; please add it by hand",
    "govlint.yaml 里的 {key} 写法太特别，请手工添加": (
        "{key} in govlint.yaml is written in too unusual a way; please add it by hand"
    ),
    "{name} 没有写成：{why}": "{name} could not be written: {why}",
    "{name} 有错，请先改好：{why}": "{name} is wrong, please mend it first: {why}",
    "{name} 的写法太特别，请手工添加": "{name} is written in too unusual a way; please add it by hand",
    "govlint 检查工作区": "govlint checks the workspace",
    "检查了 {count} 个文件": "{count} files checked",
    # What goes wrong.
    "没有规则或类别“{name}”": "there is no rule or category “{name}”",
    "{message}（{name}），暂时不用它": "{message} ({name}); it is not used for now",
    "编辑器没有接受文件监视：{why}": "the editor did not accept to watch files: {why}",
    "编辑器没有给出设置：{why}": "the editor did not give its settings: {why}",
    "这个编辑器不让语言服务器改动文件": "this editor does not let language servers change files",
    "检查 {name} 时": "while {name} was checked",
    "检查方式 {kind} ": "in the check {kind}",
    "检查方式 {kind} 出了错（{why}）": "the check {kind} failed ({why})",
    "处理编辑器的消息时": "while a message of the editor was handled",
    "{where}出了错（{what}）。这是 govlint 的毛病，请报告给我们；其他检查不受影响": (
        "something went wrong {where} ({what}). This is a fault of govlint, please report it; other checks are not affected"
    ),
    "检查这个文件的进程两次意外结束": "the process that checked this file ended twice by accident",
    "govlint：{message}": "govlint: {message}",
    "{path}：{why}": "{path}: {why}",
}
"""By what is said in Chinese, with its slots."""

FIXES = {
    "改为“{use}”": "Change to “{use}”",
    "删去“{match}”": "Delete “{match}”",
    "统一为“{usual}”": "Write “{usual}” everywhere",
    "改为“{partner}”": "Change to “{partner}”",
    "改为“{expected}”": "Change to “{expected}”",
    "改为“{ordered}”": "Change to “{ordered}”",
    "改为“{found}{measure}”": "Change to “{found}{measure}”",
    "删去标题末尾的“{match}”": "Delete “{match}” at the end of the title",
    "删去 {count} 处记号": "Delete {count} marks",
    "删去 {count} 处空格": "Delete {count} blanks",
    "删去 {count} 处注音": "Delete {count} notes on pronunciation",
    "删去顿号": "Delete the enumeration comma",
    "改为顿号": "Change to an enumeration comma",
    "改正这对括号": "Correct this pair of brackets",
    "改正这对引号": "Correct this pair of quotation marks",
    "改正这对书名号": "Correct this pair of title marks",
    "改为弯引号": "Change to curly quotation marks",
    "改为半角": "Change to half width",
    "改为全角": "Change to full width",
    "改为与其他各条一致": "Make it like the other items",
    "换成正字": "Change to the proper character",
    "只留一个": "Leave only one",
    "句号移到引号里面": "Move the full stop inside the quotation marks",
    "删去这一段": "Delete this paragraph",
    "删去网页残留": "Delete what is left of a web page",
    "删去空格": "Delete the blank",
    "删去看不见的字符": "Delete the invisible character",
    "删去括号里的句号": "Delete the full stop in the brackets",
    "删去冒号": "Delete the colon",
    "删去“第”": "Delete “第”",
    "删去“的”": "Delete “的”",
}
"""The same for the fixes of the rules that govlint ships."""


@dataclass(frozen=True)
class Words:
    """The server's words in one language."""

    is_english: bool = False

    def __call__(self, chinese: str, **slots: object) -> str:
        """What is said in Chinese by these words, in this language, its slots filled."""
        return (ENGLISH[chinese] if self.is_english else chinese).format(**slots)

    def fix(self, title: str) -> str:
        """The title that a rule gave its fix; that of somebody else's rule as it is."""
        for pattern, chinese, english in _fixes():
            if match := pattern.fullmatch(title):
                found = match.groupdict().items()
                slots = {name: inner(words) if f"“{{{name}}}”" in chinese else words for name, words in found}
                return (english if self.is_english else chinese).format(**slots)
        return title


def inner(words: str) -> str:
    """Words that stand in quotation marks: their own are single ones."""
    return words.translate(_SINGLE)


CHINESE = Words()


def words_of(locale: str | None) -> Words:
    """The words for an editor of this locale (zh-cn, en, de …); Chinese for one that names none."""
    name = (locale or "").lower()
    return Words(is_english=name not in ("", "c", "posix") and not name.startswith(("zh", "c.")))


@cache
def _fixes() -> list[tuple[re.Pattern[str], str, str]]:
    """The fixes' titles, filled, as patterns, and the titles in both languages; those that say most come first."""
    made = []
    for chinese, english in sorted(FIXES.items(), key=lambda each: -len(_SLOT.sub("", each[0]))):
        parts = _SLOT.split(chinese)
        # Between what stands for itself are the names of slots.
        pattern = "".join(f"(?P<{part}>.*?)" if at % 2 else re.escape(part) for at, part in enumerate(parts))
        made.append((re.compile(pattern, re.DOTALL), chinese, english))
    return made
