"""Pinyin as notes in brackets have it (區(qū)): letters, tone marks, and what is left where a conversion broke a note."""

from __future__ import annotations

import re

TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
"""The letters with a tone mark; as the inside of a character class."""

SOUND = rf"[a-zü{TONES}]{{1,6}}"
"""One syllable, as a pattern."""

TONE = re.compile(rf"[{TONES}]")
"""Tells a syllable from English."""

TORN = re.compile(rf"[?？](?={SOUND}[)）])[a-zü]*{TONE.pattern}[a-zü]*[)）]")
"""A note whose character and opening bracket fell to a conversion: `?fù)`."""
