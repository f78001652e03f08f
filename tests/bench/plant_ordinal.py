"""Plants faults of ordinals and of announced counts in clean texts, and controls that look like them but are right.

It finds its sites by its own plain means, so that what it measures does not help to measure itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from tests.bench.planted import Planted

HAN = "〇一二三四五六七八九十"
ONE = r"[一二三四五六七八九十]"
# Written with the number's group; the order is that of the levels.
WRITTEN = {
    "一、": re.compile(rf"({ONE}{{1,2}})、"),
    "（一）": re.compile(rf"（({ONE}{{1,2}})）"),
    "1.": re.compile(r"(\d{1,2})\.(?!\d)"),
}
SAID = {
    "一是": re.compile(rf"({ONE}{{1,2}})是"),
    "一要": re.compile(rf"({ONE}{{1,2}})要"),
    "第一，": re.compile(rf"第({ONE}{{1,2}})，"),
}
HEADS = WRITTEN | SAID
PER_KIND = 60
NUMBERING = ("ordinal/gap", "ordinal/duplicate", "ordinal/lone", "ordinal/punctuation", "ordinal/nested", "ordinal/level")
ALL = (*NUMBERING, "ordinal/mixed", "count/mismatch")
FILLERS = ("认识不到位", "责任不落实", "督查不经常", "基础不扎实", "要素不充足", "服务不主动")


def han(number: int) -> str:
    """A number from 1 to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else HAN[tens]) + ("十" if tens else "") + (HAN[ones] if ones or not tens else "")


def value(digits: str) -> int:
    if digits.isdecimal():
        return int(digits)
    before, ten, after = digits.rpartition("十")
    return (HAN.index(before or "一") * 10 if ten else 0) + (HAN.index(after) if after else 0)


@dataclass(frozen=True)
class Site:
    """A right run 1…k in a text: where each marker begins and ends, and where the last member's text ends."""

    name: str
    text: str
    series: str
    markers: tuple[tuple[int, int], ...]
    end: int
    head: bool

    @property
    def k(self) -> int:
        return len(self.markers)

    def marker(self, number: int) -> str:
        digits = str(number) if self.series == "1." else han(number)
        return re.sub("[一1]", digits, self.series, count=1)

    @property
    def goes_on(self) -> bool:
        """Whether the next number stands somewhere behind: then this may not be all of the run."""
        return self.marker(self.k + 1) in self.text[self.markers[-1][0] : self.end + 1000]

    def renumbered(self, index: int, number: int) -> tuple[str, tuple[int, int]]:
        """The text with one marker changed, and where the changed marker stands."""
        start, end = self.markers[index]
        new = self.marker(number)
        return self.text[:start] + new + self.text[end:], (start, start + len(new))

    def without(self, first: int, last: int) -> str:
        """The text without the members from index `first` up to `last`."""
        end = self.markers[last][0] if last < self.k else self.end
        return self.text[: self.markers[first][0]] + self.text[end:]

    @property
    def compact(self) -> bool:
        """Whether the members are single lines right below each other."""
        return self.head and self.text[self.markers[0][0] : self.end].count("\n") == self.k


def head_sites(name: str, text: str) -> Iterator[Site]:
    """Runs at the heads of lines: 1, 2, …, with no heading of a higher level and no fresh start between."""
    lines = [(m.start(), m.end() + 1) for m in re.finditer(r"[^\n]+", text)]
    opening = [(s + len(text[s:e]) - len(text[s:e].lstrip()), e) for s, e in lines]
    for series, pattern in HEADS.items():
        higher = [p for s, p in WRITTEN.items() if series in SAID or list(WRITTEN).index(s) < list(WRITTEN).index(series)]
        found: list[tuple[int, int]] = []
        last_line_end = 0

        def emit(found: list[tuple[int, int]], end: int, series: str = series) -> Iterator[Site]:
            site = Site(name, text, series, tuple(found), end, True)
            if site.k >= 2 and not site.goes_on:
                yield site

        for start, end in opening:
            match = pattern.match(text, start)
            number = value(match.group(1)) if match else 0
            stops = any(p.match(text, start) for p in higher) or text.startswith("附", start)
            if match and found and number == len(found) + 1:
                found.append(match.span())
                last_line_end = end
            elif stops or match:
                if stops or number == 1:
                    yield from emit(found, last_line_end)
                found = [match.span()] if match and number == 1 and not stops else []
                last_line_end = end
        yield from emit(found, last_line_end)


def inline_sites(name: str, text: str) -> Iterator[Site]:
    """Runs 1, 2, … inside one paragraph, each number once, each after a stop."""
    for line in re.finditer(r"[^\n]+", text):
        for series in ("一是", "一要", "第一，"):
            found = [m for m in SAID[series].finditer(text, line.start(), line.end()) if text[m.start() - 1] in "。；："]
            if len(found) >= 2 and [value(m.group(1)) for m in found] == list(range(1, len(found) + 1)):
                site = Site(name, text, series, tuple(m.span() for m in found), line.end(), False)
                if not site.goes_on:
                    yield site


def gaps(site: Site, random: Random) -> Iterator[Planted]:
    drop = random.randrange(0, site.k - 1)
    if site.k < 3 and drop == 0:
        return
    text = site.without(drop, drop + 1)
    start, end = site.markers[drop + 1]
    shift = len(site.text) - len(text)
    yield _planted("ordinal-gap", site, text, ("ordinal/gap",), (start - shift, end - shift))


def duplicates(site: Site, random: Random) -> Iterator[Planted]:
    index = random.randrange(1, site.k)
    text, span = site.renumbered(index, index)
    yield _planted("ordinal-duplicate-typo", site, text, ("ordinal/duplicate",), span)
    start, end = site.markers[index]
    after = site.markers[index + 1][0] if index + 1 < site.k else site.end
    copy = site.text[start:after] if site.head else site.text[start:after].rstrip("。；") + "；"
    span = (start + len(copy), end + len(copy))
    text = site.text[:start] + copy + site.text[start:]
    yield _planted("ordinal-duplicate-copy", site, text, ("ordinal/duplicate",), span)


def lones(site: Site, random: Random) -> Iterator[Planted]:
    if site.compact or not site.head:
        yield _planted("ordinal-lone", site, site.without(1, site.k), ("ordinal/lone",), site.markers[0])


def punctuations(site: Site, random: Random) -> Iterator[Planted]:
    index = random.randrange(site.k)
    start, end = site.markers[index]
    right = site.text[start:end]
    wrong = {
        "一、": right[:-1] + random.choice("，."),
        "（一）": right + random.choice("、，."),
        "1.": right[:-1] + "、",
        "第一，": right[:-1] + "、",
    }.get(site.series, right + random.choice("，、："))
    text = site.text[:start] + wrong + site.text[end:]
    yield _planted("ordinal-punctuation", site, text, ("ordinal/punctuation",), (start, start + len(wrong)))


def nesteds(site: Site, random: Random) -> Iterator[Planted]:
    if site.series not in ("一是", "一要"):
        return
    verb = site.series[1]
    index = random.randrange(site.k - 1)
    at = site.markers[index + 1][0]
    if site.head:
        at = site.text.rindex("\n", 0, at)
    # Inside a paragraph the inner run must not end where the outer one goes on: nobody could tell them apart.
    items = random.sample(FILLERS, 3 if not site.head and index == 1 else 2)
    lead = random.choice(("主要有几个问题。", "原因是多方面的："))
    inner = lead + "；".join(f"{han(n)}{verb}{item}" for n, item in enumerate(items, 1)) + "。"
    text = site.text[:at] + inner + site.text[at:]
    start = at + len(lead)
    yield _planted("ordinal-nested", site, text, ("ordinal/nested",), (start, start + 2))
    other = "要" if verb == "是" else "是"
    right = lead + "；".join(f"{han(n)}{other}{item}" for n, item in enumerate(items, 1)) + "。"
    yield _planted("nested-in-other-words", site, site.text[:at] + right + site.text[at:], NUMBERING, None)


def mixeds(site: Site, random: Random) -> Iterator[Planted]:
    if site.series in ("一、", "（一）") and site.head:
        first = random.randrange(site.k - 1)
        sections = []
        for verb in ("是", random.choice("是要")):
            items = random.sample(FILLERS, 3)
            sections.append("".join(f"{han(n)}{verb}着力解决{item}的问题。\n" for n, item in enumerate(items, 1)))
        places = [site.text.find("\n", site.markers[i][0]) + 1 for i in (first, first + 1)]
        within = [
            SAID[s].search(site.text, site.markers[i][0], site.markers[i + 1][0] if i + 1 < site.k else len(site.text))
            for i in range(site.k)
            for s in ("一是", "一要")
        ]
        if 0 in places or any(within):
            return
        one, two = places
        text = site.text[:one] + sections[0] + site.text[one:two] + sections[1] + site.text[two:]
        start = two + len(sections[0])
        if sections[1][1] == "要":
            yield _planted("ordinal-mixed", site, text, ("ordinal/mixed",), (start, start + 2))
        else:
            yield _planted("siblings-alike", site, text, ALL, None)
    if site.series == "一是" and site.k > 2:
        index = random.randrange(site.k)
        at = site.markers[index][1] - 1
        text = site.text[:at] + "要" + site.text[at + 1 :]
        yield _planted("ordinal-mixed-within", site, text, ("ordinal/mixed",), site.markers[index])


def levels(site: Site, random: Random) -> Iterator[Planted]:
    if not site.head or site.series not in ("（一）", "1."):
        return
    index = random.randrange(site.k - 1)
    at = site.markers[index + 1][0]
    at = site.text.rindex("\n", 0, at) + 1
    higher = "一、" if site.series == "（一）" else "（一）"
    inner = "".join(higher.replace("一", han(n)) + item + "\n" for n, item in enumerate(random.sample(FILLERS, 3), 1))
    text = site.text[:at] + inner + site.text[at:]
    yield _planted("ordinal-level", site, text, ("ordinal/level",), (at, at + len(higher)))
    lower = "（1）"
    inner = "".join(lower.replace("1", str(n)) + item + "\n" for n, item in enumerate(random.sample(FILLERS, 3), 1))
    yield _planted("lower-level-inside", site, site.text[:at] + inner + site.text[at:], NUMBERING, None)


LEADS = (
    ("下面，我讲", "点", "意见"),
    ("今年要重点抓好以下", "项", "工作"),
    ("下面，我再强调", "个方面", "的意见"),
    ("为此，要采取", "条", "措施"),
    ("当前，要着力解决", "个", "问题"),
)


def counts(site: Site, random: Random) -> Iterator[Planted]:
    """An announcement put before a run, too high, too low, and right."""
    if site.k > 12:
        return
    before, measure, after = random.choice(LEADS)
    start = site.markers[0][0]
    if site.head:
        start = site.text.rfind("\n", 0, start) + 1
    stop = random.choice("。：")
    for kind, number in (("fewer", site.k + 1), ("more", site.k - 1), ("right", site.k)):
        if number < 2:
            continue
        said = "两" if number == 2 else han(number)
        lead = f"{before}{said}{measure}{after}{stop}" + ("\n" if site.head else "")
        text = site.text[:start] + lead + site.text[start:]
        span = (start + len(before), start + len(before) + len(said) + len(measure))
        if kind == "right":
            yield _planted("count-right", site, text, ALL, None)
        else:
            yield _planted(f"count-{kind}", site, text, ("count/mismatch",), span)
    for lead in ("以上讲了三个方面的意见。", "坚决打好三大攻坚战。", "要推进这五个方面的改革。", "落实“四个一”要求。"):
        text = site.text[:start] + lead + ("\n" if site.head else "") + site.text[start:]
        yield _planted("count-says-nothing", site, text, ALL, None)


_CLAIM = re.compile(
    rf"(?:抓好|做好|强调|采取|讲了?|有|以下)({ONE}{{1,2}}|\d)(个方面|方面|个|项|件|点)[^，。；：、！？“”]{{0,8}}[。：；]\s*"
)


def written_counts(site: Site, random: Random) -> Iterator[Planted]:
    """A count that the text itself announces right before the run, made wrong."""
    line = site.text.rfind("\n", 0, site.text.rfind("\n", 0, site.markers[0][0])) + 1
    for match in _CLAIM.finditer(site.text, line, site.markers[0][0]):
        if match.end() == site.markers[0][0] and value(match.group(1)) == site.k:
            for kind, number in (("fewer", site.k + 1), ("more", site.k - 1)):
                if number > 1:
                    text = site.text[: match.start(1)] + han(number) + site.text[match.end(1) :]
                    span = (match.start(1), match.start(1) + len(han(number)))
                    yield _planted(f"count-{kind}-own", site, text, ("count/mismatch",), span)


def over_paragraphs(site: Site, random: Random) -> Iterator[Planted]:
    """A run inside a paragraph goes on at the head of the next, or behind an unmarked paragraph."""
    if site.head:
        return
    at = site.markers[random.randrange(1, site.k)][0]
    between = random.choice(("\n", "\n各部门要认真抓好落实。\n", "\n对这一点，大家要有清醒认识。"))
    yield _planted("run-goes-on", site, site.text[:at] + between + site.text[at:], NUMBERING, None)


def attachments(site: Site, random: Random) -> Iterator[Planted]:
    if site.series != "一、" or not site.head:
        return
    body = "".join(f"{han(n)}、{item}\n" for n, item in enumerate(random.sample(FILLERS, 3), 1))
    text = site.text.rstrip() + f"\n附件1\n工作任务清单\n{body}附件2\n责任分工\n{body}"
    yield _planted("attachments-start-anew", site, text, ALL, None)


def run_on(name: str, text: str, random: Random) -> Iterator[Planted]:
    """（一）（二） that start anew below each 一、 made to run on through all of them."""
    number = 0

    def renumber(match: re.Match[str]) -> str:
        nonlocal number
        number += 1
        return f"{match.group(1)}（{han(number)}）"

    found = re.findall(rf"^[ \u3000]*（({ONE}{{1,2}})）", text, re.MULTILINE)
    if 5 < len(found) < 99 and found.count("一") > 1 and "附" not in text:
        new = re.sub(rf"^([ \u3000]*)（{ONE}{{1,2}}）", renumber, text, flags=re.MULTILINE)
        yield Planted("runs-on-through-headings", name, new, NUMBERING)


def quoted_lists(random: Random) -> Iterator[Planted]:
    """Lists behind a colon, each item in quotes or beginning with the counted word."""
    words = ("坚持", "确保", "强化", "突出")
    for right in (False, True):
        for _ in range(PER_KIND // 4):
            count = random.randrange(3, 6)
            number = count if right else count + random.choice((-1, 1))
            said = "两" if number == 2 else han(number)
            items = random.sample(FILLERS, count)
            if random.random() < 0.5:
                word = random.choice(words)
                text = f"做到{said}个{word}：" + "，".join(word + item for item in items) + "。\n"
                span = (2, 2 + len(said) + 1)
            else:
                text = f"实施{said}项工程：" + random.choice(("、", "")).join(f"“{i[:2]}”" for i in items) + "。\n"
                span = (2, 2 + len(said) + 1)
            name = f"generated-{said}"
            if right:
                yield Planted("count-list-right", name, text, ALL)
            else:
                yield Planted("count-list", name, text, ("count/mismatch",), span)


PLANTERS: tuple[Callable[[Site, Random], Iterator[Planted]], ...] = (
    gaps,
    duplicates,
    lones,
    punctuations,
    nesteds,
    mixeds,
    levels,
    counts,
    written_counts,
    over_paragraphs,
    attachments,
)


def plant(texts: Sequence[tuple[str, str]], random: Random) -> Iterator[Planted]:
    """Every kind of fault and control, at most PER_KIND runs for each planter, drawn from all texts."""
    sites = [site for name, text in texts for site in (*head_sites(name, text), *inline_sites(name, text))]
    for planter in PLANTERS:
        taken = 0
        for site in random.sample(sites, len(sites)):
            items = list(planter(site, random))
            yield from items
            taken += bool(items)
            if taken >= PER_KIND:
                break
    for name, text in texts:
        yield from run_on(name, text, random)
    yield from quoted_lists(random)


def _planted(kind: str, site: Site, text: str, rules: tuple[str, ...], span: tuple[int, int] | None) -> Planted:
    return Planted(kind, site.name, text, rules, span)
