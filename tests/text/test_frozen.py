"""Frozen classes are as `@dataclass(frozen=True)` makes them."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, dataclass, field, replace
from typing import Any

import pytest

from govlint.text.frozen import frozen


@frozen
class Ours:
    """One of ours."""

    first: int
    second: tuple[str, ...] = ()
    third: dict[str, int] = field(default_factory=dict, compare=False)
    fourth: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if self.first < 0:
            raise ValueError("negative")


@dataclass(frozen=True)
class Theirs:
    """One of the standard library's."""

    first: int
    second: tuple[str, ...] = ()
    third: dict[str, int] = field(default_factory=dict, compare=False)
    fourth: str = field(default="", repr=False)


@frozen
class Child(Ours):
    """One that adds a field."""

    fifth: int = 5


@pytest.mark.parametrize("values", [(1,), (1, ("a",)), (1, (), {"a": 1}), (1, (), {}, "x")])
def test_they_are_made_shown_and_compared_alike(values: Any) -> None:
    ours, theirs = Ours(*values), Theirs(*values)
    assert vars(ours) == vars(theirs)
    assert repr(ours).removeprefix("Ours") == repr(theirs).removeprefix("Theirs")
    assert ours == Ours(*values) and hash(ours) == hash(Ours(*values))
    assert (ours == Ours(1, third={"b": 2})) == (theirs == Theirs(1, third={"b": 2}))
    assert ours != Child(*values)
    assert replace(ours, first=7) == Ours(7, *values[1:])


def test_the_many_are_as_the_first() -> None:
    """A class of which many are made has a constructor of its own; whoever asks what it consists of may come at any time."""
    for many in (0, 100):

        @frozen
        class Local(Ours):
            fifth: list[int] = field(default_factory=list)
            sixth: str = "x"

        made = [Local(number, fifth=[number]) for number in range(many)] or [Local(0, fifth=[0])]
        assert [one.first for one in made] == [one.fifth[0] for one in made]
        assert Local(1).fifth == [] and Local(1).fifth is not Local(1).fifth and Local(1).sixth == "x"
        assert repr(Local(1, sixth="y")).endswith("Local(first=1, second=(), third={}, fifth=[], sixth='y')")
        assert replace(Local(1), sixth="z") == Local(1, (), {}, "", [], "z")
        assert pickle.loads(pickle.dumps(Ours(many))) == Ours(many)
        match Local(1, ("a",)):
            case Local(1, ("a",)):
                pass
            case _:
                raise AssertionError
        wrong: list[tuple[Any, Any]] = [((), {}), ((1, (), {}, "", [], "", 9), {}), ((1,), {"first": 1}), ((1,), {"tenth": 1})]
        for values, named in wrong:
            with pytest.raises(TypeError):
                Local(*values, **named)
        with pytest.raises(ValueError, match="negative"):
            Local(-1)


@pytest.mark.parametrize(
    ("values", "named"), [((), {}), ((1, (), {}, "", 9), {}), ((1,), {"first": 1}), ((1,), {"sixth": 1}), ((), {"second": ()})]
)
def test_what_is_no_way_to_make_one_is_refused(values: Any, named: Any) -> None:
    for cls in (Ours, Theirs):
        with pytest.raises(TypeError):
            cls(*values, **named)


def test_nothing_of_them_changes_and_each_has_defaults_of_its_own() -> None:
    ours = Ours(1)
    with pytest.raises(FrozenInstanceError):
        ours.first = 2  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del ours.first
    assert ours.third is not Ours(1).third
    assert Child(1).fifth == 5
    with pytest.raises(ValueError, match="negative"):
        Child(-1)
