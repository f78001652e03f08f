"""Plants what stands in single words and signs: placeholders, residue, half-width marks; and controls that only look so."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from random import Random

from tests.bench.planted import Planted

_COUNT = 24
"""Texts for each kind of fault and of control."""

_HAN = re.compile(r"[\u4e00-\u9fff]")
_SENTENCE_END = re.compile(r"[。；](?=[\u4e00-\u9fff])")
_PINYIN = ["shí", "fā", "jiàn", "chuàng", "zhòng", "xiàng", "qū", "huì", "yè", "jì", "guī", "zé", "lǐ", "dǎo", "xīn", "dān"]

Change = Callable[[str, Random], tuple[str, tuple[int, int]] | None]

UNFILLED = ("placeholder/unfilled",)
MASKED = ("placeholder/masked-name",)
HALF = ("punctuation/half-width",)


def plant(texts: Sequence[tuple[str, str]], random: Random) -> Iterator[Planted]:
    """Faults of each kind, each in a text of its own, and controls."""
    for kind, rules, change in _faults():
        yield from _each(kind, rules, change, texts, random)
    for kind, rules, samples in _CONTROLS:
        for name, text in random.sample(list(texts), min(len(texts), _COUNT)):
            at = _gap(text, random)
            if at is not None:
                yield Planted(kind, name, text[:at] + random.choice(samples) + text[at:], rules)


def _each(
    kind: str, rules: tuple[str, ...], change: Change, texts: Sequence[tuple[str, str]], random: Random
) -> Iterator[Planted]:
    made = 0
    for _ in range(_COUNT * 6):
        name, text = random.choice(texts)
        changed = change(text, random)
        if changed is not None and made < _COUNT:
            made += 1
            yield Planted(kind, name, changed[0], rules, changed[1])


def _faults() -> Iterator[tuple[str, tuple[str, ...], Change]]:
    yield "placeholder date", UNFILLED, _date
    yield "placeholder number", UNFILLED, _number
    yield "placeholder percentage", UNFILLED, _percentage
    yield "placeholder name", UNFILLED, _inserted("××局", "XX公司", "×县", "△△集团", span=lambda s: re.search("[×X△]+", s))
    yield (
        "placeholder blank",
        UNFILLED,
        _inserted("联系人：____。", "地点在□□□。", "文件【】。", "依据《》。", span=_blank),
    )
    yield "placeholder note", UNFILLED, _inserted(*_NOTES, span=lambda s: re.search("[^。：]+", s.removeprefix("时间：")))
    yield "masked name", MASKED, _inserted(*_POSTS)
    yield "mojibake broken note", ("residue/mojibake",), _broken_note
    yield "mojibake shifted bytes", ("residue/mojibake",), _shifted
    yield "mojibake other", ("residue/mojibake",), _inserted("锟斤拷锟斤拷", "ä¸­å›½å‘å±•", "＠①", "&nbsp;", "ï¿½ï¿½")
    yield "page furniture", ("residue/page-furniture",), _furniture
    yield "dense notes", ("residue/ruby",), _notes
    yield "traditional characters", ("residue/traditional",), _traditional
    yield "traditional particle", ("residue/traditional",), _particle
    yield "traditional paragraph", ("residue/traditional",), _traditional_paragraph
    yield "invisible character", ("residue/invisible",), _invisible
    yield "half-width mark", HALF, _half_width
    yield "half-width mark with space", HALF, _half_width_spaced
    yield "half-width brackets", HALF, _half_width_brackets
    yield "half-width quotes", HALF, _half_width_quotes


# Changes --------------------------------------------------------------------------------------------------------------


def _pick(pattern: str, text: str, random: Random) -> re.Match[str] | None:
    found = list(re.finditer(pattern, text))
    return random.choice(found) if found else None


def _gap(text: str, random: Random) -> int | None:
    match = _pick(_SENTENCE_END.pattern, text, random)
    return match.end() if match else None


def _put(text: str, start: int, end: int, new: str) -> tuple[str, tuple[int, int]]:
    return text[:start] + new + text[end:], (start, start + len(new))


def _inserted(*samples: str, span: Callable[[str], re.Match[str] | None] | None = None) -> Change:
    def change(text: str, random: Random) -> tuple[str, tuple[int, int]] | None:
        at = _gap(text, random)
        if at is None:
            return None
        new = random.choice(samples)
        found = span(new) if span else None
        offset = at + (new.index(found.group()) if found else 0)
        return text[:at] + new + text[at:], (offset, offset + len(found.group() if found else new))

    return change


def _blank(sample: str) -> re.Match[str] | None:
    return re.search("_+|□+|【】|《》|“”", sample)


_NOTES = (
    "（此处填写主要成绩）",
    "【待补充】",
    "时间：待定。",
    "TODO",
    "{{单位名称}}",
    "（填写单位名称）",
    "（待核实）",
    "【此处插入数据】",
)
_POSTS = ("X区长强调，", "××书记指出，", "某某同志表示，", "×副市长要求，", "XX主任主持会议，", "某某局长参加，")


def _date(text: str, random: Random) -> tuple[str, tuple[int, int]] | None:
    sign = random.choice(["×", "X", "xx", "××", "XX", "*", "＿＿"])
    pattern, new = random.choice(
        [
            (r"(?<!\d)\d{1,2}月\d{1,2}日", f"{sign}月{sign}日"),
            (r"(?<!\d)\d{4}年(?=[\u4e00-\u9fff，])", "20XX年"),
            (r"(?<!\d)\d{1,2}月(?=[\u4e00-\u9fff])", f"{sign}月"),
        ]
    )
    match = _pick(pattern, text, random)
    return _put(text, *match.span(), new) if match else None


def _number(text: str, random: Random) -> tuple[str, tuple[int, int]] | None:
    match = _pick(r"(?<![\d.第至到—－-])\d+(?:\.\d+)?(?=[万亿]?(?:[个项条家户人件次亩吨元公里]))", text, random)
    return _put(text, *match.span(), random.choice(["×", "××", "X", "XX", "×"])) if match else None


def _percentage(text: str, random: Random) -> tuple[str, tuple[int, int]] | None:
    match = _pick(r"(?<![\d.．×—－～-])\d+(?:\.\d+)?(?=[%％])", text, random)
    return _put(text, *match.span(), random.choice(["×", "-×", "×.×", "XX", "X"])) if match else None


def _broken_note(text: str, random: Random) -> tuple[str, tuple[int, int]] | None:
    match = _pick(r"(?<=[\u4e00-\u9fff]{2})[\u4e00-\u9fff]{1,2}(?=[\u4e00-\u9fff]{2})", text, random)
    if match is None:
        return None
    new = "".join(f"?{random.choice(_PINYIN)})" for _ in match.group())
    return _put(text, *match.span(), new + random.choice(["", "", "P", "m"]))


def _shifted(text: str, random: Random) -> tuple[str, tuple[int, int]] | None:
    match = _pick(r"(?<=[\u4e00-\u9fff])[。，][\u4e00-\u9fff](?=[\u4e00-\u9fff])", text, random)
    new = f";{random.choice('ABCDH')}({random.choice(_PINYIN)})"
    return _put(text, *match.span(), new) if match else None


def _furniture(text: str, random: Random) -> tuple[str, tuple[int, int]] | None:
    line = random.choice(
        [
            "发布时间:2021-03-25 来源: 网络 点击:",
            "相关热词搜索:区政府 区长 讲话",
            "热点文章阅读",
            "责任编辑：张三",
            "上一篇：工作报告",
            "来源：中国政府网",
        ]
    )
    match = _pick(r"[。\n]\n", text, random)
    if match is None:
        return None
    changed, (start, end) = _put(text, match.end(), match.end(), line + "\n")
    return changed, (start, end - 1)


def _notes(text: str, random: Random) -> tuple[str, tuple[int, int]] | None:
    match = _pick(r"(?<=\n)[^\n]{40,400}(?=\n)", text, random)
    if match is None:
        return None
    noted = _HAN.sub(lambda m: m.group() + (f"({random.choice(_PINYIN)})" if random.random() < 0.15 else ""), match.group())
    if noted.count("(") < 5:
        return None
    return _put(text, *match.span(), noted)


_OLD = dict(zip("实发区会业经济设项责应对问题", "實發區會業經濟設項責應對問題", strict=True))


def _traditional(text: str, random: Random) -> tuple[str, tuple[int, int]] | None:
    match = _pick(f"[{''.join(_OLD)}]", text, random)
    return _put(text, *match.span(), _OLD[match.group()]) if match else None


def _traditional_paragraph(text: str, random: Random) -> tuple[str, tuple[int, int]] | None:
    from opencc import OpenCC

    match = _pick(r"(?<=\n)[^\n]{40,400}(?=\n)", text, random)
    return _put(text, *match.span(), OpenCC("s2t").convert(match.group())) if match else None


def _particle(text: str, random: Random) -> tuple[str, tuple[int, int]] | None:
    match = _pick(r"(?<=[\u4e00-\u9fff])着(?=[\u4e00-\u9fff])", text, random)
    if match is None or text[match.start() - 1] in "沉执着" or text[match.end()] in "力眼重手想落陆急装实色法":
        return None
    return _put(text, *match.span(), "著")


def _invisible(text: str, random: Random) -> tuple[str, tuple[int, int]] | None:
    match = _pick(r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])", text, random)
    new = random.choice(["\u200b", "\ufeff", "\u00ad", "\ue863", "\ufffd", "\u0007", "\u200e", "\u2060\u200b", "\u2028"])
    return _put(text, *match.span(), new) if match else None


def _half_width(text: str, random: Random) -> tuple[str, tuple[int, int]] | None:
    match = _pick("[，；：？！]", text, random)
    return _put(text, *match.span(), ",;:?!"["，；：？！".index(match.group())]) if match else None


def _half_width_spaced(text: str, random: Random) -> tuple[str, tuple[int, int]] | None:
    match = _pick(r"(?<=[\u4e00-\u9fff])[，；](?=[\u4e00-\u9fff])", text, random)
    return _put(text, *match.span(), ",;"["，；".index(match.group())] + " ") if match else None


def _half_width_brackets(text: str, random: Random) -> tuple[str, tuple[int, int]] | None:
    match = _pick(r"（[^（）\n]{1,30}）", text, random)
    return _put(text, *match.span(), f"({match.group()[1:-1]})") if match else None


def _half_width_quotes(text: str, random: Random) -> tuple[str, tuple[int, int]] | None:
    match = _pick(r"“[^“”\n]{2,12}”", text, random)
    return _put(text, *match.span(), f'"{match.group()[1:-1]}"') if match else None


_CONTROLS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    (
        "arithmetic and terms with × and X",
        UNFILLED + MASKED,
        (
            "版心尺寸为156×225mm。",
            "使用率＝使用人次数/总人次数×100%。",
            "人天数＝出院患者人次数×出院患者平均住院天数。",
            "费用按单价×件数计算。",
            "开展X射线检查，推广X光设备。",
            "推进“5G+X”应用。",
            "实施1+X证书制度试点。",
            "产品型号为MateX，市场X项目。",
            "坐标轴为X轴，含X染色体。",
        ),
    ),
    (
        "persons left nameless on purpose, models in quotation marks",
        UNFILLED + MASKED,
        (
            "被告人朱某某归还欠款。",
            "李××、王某某驾车逃逸。",
            "以“中华人民共和国××中级人民法院”名义作出。",
            "有某些同志认识不足。",
            "某单位负责人表示理解。",
        ),
    ),
    (
        "words that only seem to wait",
        UNFILLED,
        (
            "期待定期交流。",
            "等待定价机制。",
            "对待补课要有耐心。",
            "善待定居群众。",
            "□是　□否。",
            "其中二○○九年完成。",
            "（此处略）",
            "（此处有掌声）",
        ),
    ),
    (
        "a gloss of a rare character, English, addresses",
        ("residue/mojibake", "residue/ruby"),
        (
            "踔(chuō)厉奋发。",
            "虢(guó)磻(pán)大桥通车。",
            "系统(app)上线了吗?",
            "研发(R&D)投入增长。",
            "邮箱a@b.cn。",
            "José(何塞)来访。",
        ),
    ),
    (
        "著 that writes and shows, traditional place names in simplified form",
        ("residue/traditional",),
        ("成效显著。", "著名学者有著作权。", "见微知著。", "编著者另有专著。", "沿著名大街前行。", "乾隆年间。"),
    ),
    (
        "half-width marks of numbers and English",
        HALF,
        (
            "总额1,000,000元。",
            "会议10:30开始。",
            "比例为3:1。",
            "版本为2.0.1。",
            "网址http://www.example.cn/a,b?c=d:80。",
            "题为Reform, Opening-up and Growth。",
            "函数f(x)单调。",
            "增幅5.2%。",
        ),
    ),
    (
        "words that speak of a page",
        ("residue/page-furniture",),
        ("发布时间由办公室确定。", "点击量不作考核。", "数据来源要可靠。", "责任编辑要负责。"),
    ),
    (
        "spaces and joined emoji",
        ("residue/invisible",),
        ("全面推进　　工作。", "一家人👨\u200d👩\u200d👧其乐融融。", "全面推进\u00a0工作。"),
    ),
)
