"""Plants faults of official documents: whole ones, built of real paragraphs, with one thing put wrong; and right ones.

What is wrong is worded here by itself, not taken from the rules, so that what is measured does not help to measure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from tests.bench.planted import Planted

_COUNT = 12
"""Texts for each kind of fault, and for each control."""

_TOPICS = (
    "加强城乡环境综合整治",
    "解决农村饮水安全工程配套资金",
    "做好今冬明春森林防火",
    "调整全区义务教育学校布局",
    "推进政务服务“一网通办”",
    "支持乡村产业发展",
    "开展建筑施工安全专项检查",
)
_GENRES = {
    "请示": ("市人民政府：", ("妥否，请批示。", "当否，请批示。", "以上请示，请予批复。", "请予审批。")),
    "报告": ("市人民政府：", ("特此报告。", "以上报告，请审阅。", "")),
    "通知": ("各镇人民政府、各街道办事处，区政府各部门：", ("特此通知。", "请认真贯彻执行。", "")),
    "函": ("市水务局：", ("请予函复。", "特此函达。", "请予支持为盼。")),
    "批复": ("区水务局：", ("此复。", "特此批复。", "")),
}
_CODES = ("×政发", "×政办发", "×政函", "×发改规", "国发", "国办函", "×府办", "×委发", "×水电")
_ATTACHED = ("防汛责任人名单", "重点任务分工表", "专项资金测算表", "×区项目建设计划", "工作进展情况统计表")


@dataclass(frozen=True)
class Draft:
    """A document in its parts; an empty part is left out."""

    title: str
    number: str
    addressee: str
    body: str
    closing: str
    note: str = ""
    date: str = "2024年6月1日"
    above: str = ""
    below: str = ""

    @property
    def text(self) -> str:
        """The whole, a part a line."""
        parts = (
            self.above,
            self.title,
            self.number,
            self.addressee,
            self.body,
            self.closing,
            self.note,
            "×市×区人民政府",
            self.date,
            self.below,
        )
        return "\n".join(part for part in parts if part) + "\n"


Change = Callable[[Draft, Random], tuple[Draft, str]]
"""Puts one thing wrong, and gives what is wrong, as it stands in the text."""


def plant(texts: Sequence[tuple[str, str]], random: Random) -> Iterator[Planted]:
    """Drafts with one fault each, and whole ones in which nothing is to be found."""
    paragraphs = _paragraphs(texts)
    if len(paragraphs) < 20:
        return
    rules = tuple(sorted({f"document/{rule}" for _, rule, _, _ in _CHANGES}))
    for kind, rule, genre, change in _CHANGES:
        for _ in range(_COUNT):
            draft, wrong = change(_draft(genre or random.choice(tuple(_GENRES)), paragraphs, random), random)
            text = draft.text
            at = text.rindex(wrong)
            yield Planted(f"document: {kind}", "draft", text, (f"document/{rule}",), (at, at + len(wrong)))
    for genre in _GENRES:
        for _ in range(_COUNT):
            yield Planted(f"document: right {genre}", "draft", _right(_draft(genre, paragraphs, random), random).text, rules)


def _paragraphs(texts: Sequence[tuple[str, str]]) -> list[str]:
    """Real paragraphs that end no text and address nobody."""
    found = []
    for name, text in texts:
        if name.startswith(("report", "document")):
            found += [line.strip() for line in text.splitlines() if 60 < len(line.strip()) < 300]
    return [
        line
        for line in found
        if line[-1] == "。" and not re.search(r"[贵你]|附件|特此|[一二三四五六七八九十]、|〔|^第|^\d|公有领域", line)
    ]


def _draft(genre: str, paragraphs: Sequence[str], random: Random) -> Draft:
    addressee, closings = _GENRES[genre]
    return Draft(
        f"×区人民政府关于{random.choice(_TOPICS)}的{genre}",
        f"{random.choice(_CODES)}〔{random.randint(2013, 2025)}〕{random.randint(1, 99)}号",
        addressee,
        "\n".join(random.sample(paragraphs, random.choice((2, 3, 5)))),
        random.choice(closings),
        date=f"{random.randint(2013, 2025)}年{random.randint(1, 12)}月{random.randint(1, 28)}日",
    )


def _right(draft: Draft, random: Random) -> Draft:
    """With all that may stand round a text and is right."""
    names = random.sample(_ATTACHED, 2)
    return replace(
        draft,
        above=random.choice(("", "特急", "机密★1年\n特急", "×市×区人民政府文件")),
        body=draft.body
        + "\n"
        + random.choice(("", "根据《关于推进政务公开的意见》（国发〔2021〕9号），抓好落实。", "查阅（2021）京01民终123号。")),
        note=f"附件：1.{names[0]}\n2.{names[1]}",
        below=random.choice(
            (
                "",
                "（此件公开发布）",
                _pages(names),
                "（联系人：李明，电话：12345678）",
                "抄送：区委办公室，区人大常委会办公室。",
            )
        ),
    )


def _pages(names: Sequence[str], label: str = "附件{}") -> str:
    return "\n".join(f"{label.format(n)}\n{name}\n本表由区直各部门填报，经主要负责人审定。" for n, name in enumerate(names, 1))


# Numbers ------------------------------------------------------------------------------------------------------------


def _number(pattern: str, use: str) -> Change:
    """Changes the number of the draft, or one that is quoted in it."""

    def change(draft: Draft, random: Random) -> tuple[Draft, str]:
        wrong = re.sub(pattern, use, draft.number)
        if random.random() < 0.5:
            return replace(draft, number=wrong), wrong
        return replace(draft, body=draft.body + f"\n按照《关于做好有关工作的通知》（{wrong}）要求，抓好落实。"), wrong

    return change


def _cited_first(draft: Draft, random: Random) -> tuple[Draft, str]:
    word = random.choice(("根据", "按照", "依据"))
    wrong = f"{draft.number}《关于推进重点工作的意见》"
    return replace(draft, body=draft.body + f"\n{word}{wrong}，抓好落实。"), wrong


def _cited_bare(draft: Draft, random: Random) -> tuple[Draft, str]:
    return replace(draft, body=draft.body + f"\n根据《关于推进重点工作的意见》{draft.number}精神，抓好落实。"), draft.number


# Head and date ------------------------------------------------------------------------------------------------------


def _above(*words: str) -> Change:
    def change(draft: Draft, random: Random) -> tuple[Draft, str]:
        word = random.choice(words)
        return replace(draft, above=word), word

    return change


def _colon(draft: Draft, random: Random) -> tuple[Draft, str]:
    wrong = draft.addressee[:-1] + random.choice(("", "，", "。", "；"))
    return replace(draft, addressee=wrong), wrong


def _addressee(*words: str) -> Change:
    def change(draft: Draft, random: Random) -> tuple[Draft, str]:
        word = random.choice(words)
        return replace(draft, addressee=f"{word}："), word

    return change


def _dated(write: Callable[[int, int, int], str]) -> Change:
    def change(draft: Draft, random: Random) -> tuple[Draft, str]:
        wrong = write(random.randint(2013, 2025), random.randint(1, 9), random.randint(1, 9))
        return replace(draft, date=wrong), wrong

    return change


def _han(year: int, month: int, day: int) -> str:
    figures = "〇一二三四五六七八九"
    return "".join(figures[int(c)] for c in str(year)) + f"年{figures[month]}月{figures[day]}日"


def _title(*endings: str) -> Change:
    """Titles with another end, or with words put into their middle (a beginning and an end, parted by |)."""

    def change(draft: Draft, random: Random) -> tuple[Draft, str]:
        begin, _, end = random.choice(endings).rpartition("|")
        title = f"×区人民政府关于{begin}{random.choice(_TOPICS)}{end}"
        return replace(draft, title=title), title

    return change


# Attachments --------------------------------------------------------------------------------------------------------


def _attached(write: Callable[[list[str], Random], tuple[str, str, str]]) -> Change:
    """What is announced, what is attached, and what of it is wrong."""

    def change(draft: Draft, random: Random) -> tuple[Draft, str]:
        note, below, wrong = write(random.sample(_ATTACHED, 3), random)
        return replace(draft, note=note, below=below), wrong

    return change


def _marked(names: list[str], random: Random) -> tuple[str, str, str]:
    mark = random.choice("；。，")
    if random.random() < 0.4:
        return f"附件：{names[0]}{mark}", "", f"{names[0]}{mark}"
    return f"附件：1.{names[0]}\n2.{names[1]}{mark}", "", f"{names[1]}{mark}"


def _labelled(names: list[str], random: Random) -> tuple[str, str, str]:
    if random.random() < 0.5:
        return f"附件1：{names[0]}\n附件2：{names[1]}", "", "附件2："
    return f"附：1.{names[0]}\n2.{names[1]}", "", "附："


_CHANGES: tuple[tuple[str, str, str, Change], ...] = (
    ("square brackets", "number-brackets", "", _number(r"〔(\d+)〕", r"[\1]")),
    ("round brackets", "number-brackets", "", _number(r"〔(\d+)〕", r"（\1）")),
    ("lenticular brackets", "number-brackets", "", _number(r"〔(\d+)〕", r"【\1】")),
    ("short year", "number-year", "", _number(r"〔20", "〔")),
    ("第 in a number", "number-ordinal", "", _number("〕", "〕第")),
    ("0 in a number", "number-padding", "", _number(r"〕(\d+)", r"〕0\1")),
    ("number without 号", "number-ending", "", _number("号$", "")),
    ("number before its title", "cite-order", "", _cited_first),
    ("number without brackets", "cite-bracket", "", _cited_bare),
    ("urgency", "urgency", "", _above("急件", "紧急", "火急", "特急件")),
    ("secrecy", "secrecy-word", "", _above("机密级", "秘密级★1年")),
    ("secrecy period", "secrecy-period", "", _above("机密★十年", "秘密★一年")),
    ("secrecy without star", "secrecy-star", "", _above("机密 1年", "秘密　5年", "机密*3年", "绝密20年")),
    ("addressee without colon", "addressee-colon", "", _colon),
    ("addressed to a person", "addressee-person", "请示", _addressee("王市长", "李书记", "尊敬的张书记")),
    ("several addressees", "request-addressees", "请示", _addressee("市人民政府、市财政局", "市水务局，市发展改革委")),
    ("date in characters", "date-numerals", "", _dated(_han)),
    ("date with 0", "date-form", "", _dated(lambda y, m, d: f"{y}年{m:02}月{d:02}日")),
    ("date with points", "date-form", "", _dated(lambda y, m, d: f"{y}.{m}.{d}")),
    ("date without day", "date-form", "", _dated(lambda y, m, d: f"{y}年{m}月")),
    ("title without genre", "title-genre", "通知", _title("", "|有关事宜", "|工作")),
    ("请示报告", "title-request-report", "请示", _title("|的请示报告", "|请示报告")),
    ("two genres", "title-two-genres", "请示", _title("|的请示的报告", "|的报告的请示")),
    ("request for a request", "title-asks-twice", "请示", _title("请求|的请示", "申请|的请示", "恳请|的请示")),
    ("notice of a notice", "title-notice-twice", "通知", _title("转发市政府关于|的通知的通知")),
    (
        "report asks",
        "report-asks",
        "报告",
        lambda d, r: _closed(d, r, "妥否，请批示。", "当否，请批复。", "以上报告，请领导批示。"),
    ),
    (
        "request reports",
        "request-closing",
        "请示",
        lambda d, r: _closed(d, r, "特此报告。", "以上报告，请审阅。", "特此函达。"),
    ),
    ("特此请示", "request-hereby", "请示", lambda d, r: _closed(d, r, "特此请示。", "特此请示，请批复。")),
    (
        "notice asks",
        "notice-closing",
        "通知",
        lambda d, r: _closed(d, r, "妥否，请批示。", "此复。", "当否，请批复。", "特此报告。"),
    ),
    ("notice pleads", "notice-plea", "通知", lambda d, r: _closed(d, r, "请于5月底前报送为盼。", "请予配合为荷。")),
    ("letter commands", "letter-closing", "函", lambda d, r: _closed(d, r, "请认真遵照执行。", "妥否，请批示。", "特此报告。")),
    ("reply asks", "reply-closing", "批复", lambda d, r: _closed(d, r, "妥否，请批示。", "请予批复。", "特此报告。")),
    ("two closings", "closing-piled", "报告", lambda d, r: _closed(d, r, "以上报告，请审阅。\n特此报告。", at="特此报告。")),
    ("a letter's greeting", "salute", "函", lambda d, r: _closed(d, r, "此致\n敬礼！", "此致 敬礼！", at="此致")),
    ("both 贵 and 你", "mixed-address", "函", lambda d, r: _called(d)),
    ("mark after an attachment", "attachment-mark", "", _attached(_marked)),
    ("attachment in book marks", "attachment-quoted", "", _attached(lambda n, r: (f"附件：《{n[0]}》", "", f"《{n[0]}》"))),
    (
        "attachments in characters",
        "attachment-number",
        "",
        _attached(lambda n, r: (f"附件：一、{n[0]}\n二、{n[1]}", "", "二、")),
    ),
    ("attachments labelled", "attachment-label", "", _attached(_labelled)),
    (
        "attachment not there",
        "attachment-missing",
        "",
        _attached(lambda n, r: (f"附件：1.{n[0]}\n2.{n[1]}\n3.{n[2]}", _pages(n[:2]), n[2])),
    ),
    ("attachment not announced", "attachment-missing", "", _attached(lambda n, r: (f"附件：1.{n[0]}", _pages(n[:2]), "附件2"))),
    (
        "attachment under another title",
        "attachment-title",
        "",
        _attached(lambda n, r: (f"附件：1.{n[0]}\n2.{n[1]}", _pages([n[0], n[2]]), n[2])),
    ),
    (
        "no stop after copies",
        "cc-stop",
        "",
        lambda d, r: (replace(d, below="抄送：区委办公室，区人大常委会办公室"), "区人大常委会办公室"),
    ),
)


def _closed(draft: Draft, random: Random, *closings: str, at: str = "") -> tuple[Draft, str]:
    closing = random.choice(closings)
    return replace(draft, closing=closing), at or closing


def _called(draft: Draft) -> tuple[Draft, str]:
    first, *rest = draft.body.split("\n")
    body = "\n".join((f"贵局一直关心支持我区工作。{first}", *rest))
    return replace(draft, body=body, closing="恳请你局大力支持，并请予函复。"), "你局"
