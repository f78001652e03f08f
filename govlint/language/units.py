"""Units as a text calls its own and each other's: 我县, 全园, 各站."""

_UNITS = frozenset("省市州盟县区旗镇乡村局院校所站处办委部社厂队组园馆街司团店行台")
_POINTING = frozenset("我全各本该贵")


def is_unit(text: str, at: int) -> bool:
    """Whether the character at this offset is a unit that is pointed at, any of which may stand there: 我园, 全镇."""
    return at > 0 and text[at] in _UNITS and text[at - 1] in _POINTING
