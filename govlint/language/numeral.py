"""Chinese numerals read and written; knows no text."""

from __future__ import annotations

_HAN_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2}
_ZEROS = frozenset("〇零○")


def han_number(text: str) -> int | None:
    """The value of a Chinese numeral below one thousand (二十三 → 23, 一百零五 → 105, 一〇五 → 105), or None."""
    # 四五 is no number but 四 or 五; with a zero in it (一〇) a row of digits is one.
    if 1 < len(text) < 4 and not _ZEROS.isdisjoint(text[1:]) and (digit_by_digit := place_value(text)) is not None:
        return digit_by_digit
    total, digit = 0, None
    for char in text:
        if char in _HAN_DIGITS:
            digit = _HAN_DIGITS[char]
        elif char in "十百":
            total += (1 if digit is None else digit) * (10 if char == "十" else 100)
            digit = None
        else:
            return None
    return total + (digit or 0)


def place_value(text: str) -> int | None:
    """The value of a Chinese numeral written digit by digit (二一 → 21, 一〇〇 → 100), or None."""
    digits = [str(_HAN_DIGITS[char]) for char in text if char in _HAN_DIGITS]
    return int("".join(digits)) if digits and len(digits) == len(text) else None


def before_measure(number: int) -> str:
    """A number from 1 to 99 as it stands before a measure word: 两个, 三个."""
    return "两" if number == 2 else to_han(number)


def to_han(number: int) -> str:
    """A number from 1 to 99 as a Chinese numeral."""
    digits = "〇一二三四五六七八九"
    if number < 10:
        return digits[number]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")
