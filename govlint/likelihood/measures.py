"""What the model goes by: how its keys are made, and from which levels on a run says something."""

from __future__ import annotations

from pathlib import Path

SHIPPED = Path(__file__).parent / "data"
"""The folder of the model that govlint ships."""

SOUNDALIKES = SHIPPED / "soundalikes.npy"
"""The table that tests/tables makes: written word, meant word; 1: they sound the same, 0: nearly, 2: the written is none."""

BOUND = 10
"""The code of a line end, of blanks, and of what lies outside of a text."""

MARGIN = 6
"""How many bounds stand before and after a text, so that no run reaches out of it."""

HAN = (0x4E00, 0x9FFF)
"""The first and the last code of the Chinese characters that are counted."""

CLASSES = (("0", "9", "0"), ("a", "z", "A"), ("A", "Z", "A"))
"""Characters, from one to another, that are all taken for a third."""

BLANKS = " \t\u3000\r"
"""What is taken for a bound."""

BASE = 0x9E3779B97F4A7C15
"""The base of the polynomial that makes a number of a run."""

MIX = 0xBF58476D1CE4E5B9
"""What mixes the bits of a number into a key."""

SPREAD = 0x94D049BB133111EB
"""What mixes a key's bits once more, for its slots in a table."""

LEVEL_BITS = 5
TOP = (1 << LEVEL_BITS) - 1
"""The highest level; the lowest of a key in a table is 1."""

SOUNDS = 4
SHAPES = 4
"""How many degrees of likeness there are, none among them, in rising order."""

LONGEST = 5
"""The longest run that is counted."""

WORDS = (2, 3, 4, 5, 6)
"""How long the words are that are known."""

BESIDE = (1, 2, 3)
"""How long the runs are that end before a character or begin behind it."""

FAMILIAR = 6
"""A character is left alone if a run of three that holds it has a higher level than this."""

SEEN = 5
"""Another character is tried in its place if a run of three that holds that one has at least this level."""

RARER = 7
"""By how many levels a written run must be rarer than the one that is meant: some thirty times."""

BARE = 4.0
"""From which score on a character is suspected that makes no word."""

LENGTHS = (2, 3, 4)
"""How long the runs are that tell why a character is suspected."""

RUN = 5
"""The level that one run of four with the meant word must have, where both of its sides say something."""

SIDES = 8
"""The least sum of the levels of the meant word with one character before and with one behind it."""

ALONE = 7
"""The level that the run of four towards the one side that says something must have."""

BROKEN = 8
"""The level that the meant word must have, and some level beside a character that tells, where what is written is no word."""

LOOSELY = 2
"""How much higher a level must be where the two words only nearly sound the same."""

SILENT = frozenset(
    "应且该升转出助"
    "的地得了着过之其是使为在再和与及或而以于由从对把被将里上下等也又都还就才更不没未有无要请已并中至到时后前"
    "〇一二三四五六七八九十百千万亿两几第"
)
"""Characters that stand beside any word: they say nothing of it."""

NEARLY, NO_WORD = 0, 2
"""What the table says of a pair: both nearly sound the same; the one that is written is no word."""

RUNS = ((2, 0), (1, 1), (0, 2))
"""How many characters before and behind a word are in a run of four."""

RARE = 9
"""The highest level of two neighbours that may have changed places, whatever stands beside them."""

APART = 7
"""The highest level of the two neighbours of a gap."""

CLAUSE_ENDS = "，。；"
"""What a clause ends in, beside a line."""

CUT = 9
"""The level from which on three characters at the end of a clause are common enough to tell that one is missing behind them."""

ENDED = 5
"""The level that the last two of them with the missing one must have at ends."""

THREE, FOUR = 6, 4
"""The levels that a run of three and one of four must have, with characters as they are meant that were keyed wrong."""
