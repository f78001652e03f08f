"""Pinyin as notes in brackets have it (區(qū)): letters, tone marks, and what is left where a conversion broke a note."""

from __future__ import annotations

from govlint.text.lazyregex import lazy

TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
"""The letters with a tone mark; as the inside of a character class."""

SOUND = rf"[a-zü{TONES}]{{1,6}}"
"""One syllable, as a pattern."""

TONE = lazy(rf"[{TONES}]")
"""Tells a syllable from English."""

TORN = rf"[?？](?=[a-zü]*{TONE.pattern}){SOUND}[)）]"
"""What is left, as a pattern, of a note whose character was lost (工地?fù)尘): its bracket closes nothing."""
