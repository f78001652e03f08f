"""When a text was written, as far as it says so; knows no check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from govlint.text.lazyregex import lazy

_DATE = lazy(r"(?<!\d)(\d{4})年(?:(\d{1,2})月)?|〔(\d{4})〕")
_YEAR = lazy(r"(?<![\d—～~至到-])((?:19|20)\d\d)年(?!代)")


def date_of(signed: Iterable[str], titles: Iterable[str], body: Iterable[str]) -> str:
    """The year and month (2024-05) that a text is of, of a bare year its end; empty where nothing tells.

    The signature and the line under the title are asked first, then the title, where a plan names the years that it is
    for and the first counts (2021—2035年); at last the text, by the year that it speaks of most.
    """
    for text in (*signed, *titles):
        if match := _DATE.search(text):
            return f"{match[1] or match[3]}-{int(match[2] or 12):02}"
    years = Counter(year for text in body for year in _YEAR.findall(text))
    if not years:
        return ""
    most = max(years.values())
    return f"{max(year for year, count in years.items() if count == most)}-12"
