"""Names and what is nearly one: every slip of one character inside is found, and nothing else is taken for one."""

from __future__ import annotations

import pytest

from govlint.style.names import Names, Variant, differs_inside

NAMES = ["城市管理大队", "区项目推进专班", "经济工作领导小组", "“枫桥经验”"]


@pytest.mark.parametrize("name", NAMES)
def test_every_slip_inside_of_a_name_is_found(name: str) -> None:
    names, length = Names([name]), len(name)
    for at in range(1, length - 1):
        for said in (f"{name[:at]}某{name[at + 1 :]}", f"{name[:at]}某{name[at:]}", name[:at] + name[at + 1 :]):
            found = list(names.variants(f"由{said}，负责"))
            assert found == [Variant(1, 1 + len(said), name)], said
    assert list(names.variants(f"由{name}，负责")) == []


def test_of_a_short_name_three_characters_at_one_end_must_stand() -> None:
    names = Names(["招商引资局"])
    assert [list(names.variants(f"{said}，")) for said in ("招某引资局", "招商引某局", "招商某资局")] == [
        [Variant(0, 5, "招商引资局")],
        [Variant(0, 5, "招商引资局")],
        [],
    ]


def test_a_name_of_four_characters_has_no_variants() -> None:
    assert list(Names(["招商专班"]).variants("由招某专班负责")) == [] == list(Names([]).variants("甲"))


def test_what_is_allowed_is_no_variant() -> None:
    assert list(Names(["招商引资局", "招商引智局"]).variants("招商引智局，")) == []
    assert list(Names(["招商引资局"], ["招商引智局"]).variants("招商引智局，")) == []
    assert len(list(Names(["招商引资局"]).variants("招商引智局，招商引智局。"))) == 2


@pytest.mark.parametrize(
    ("said", "differs"),
    [
        ("招商引智局", True),
        ("招商引局", True),
        ("招商引引资局", True),
        ("招商引资局", False),
        ("抬商引资局", False),
        ("招商引资处", False),
        ("招伤引智局", False),
        ("招商局", False),
        ("招商引某某资局", False),
        ("招商引三局", False),
        ("招商的引资局", False),
        ("招商，资局", False),
    ],
)
def test_one_character_inside_that_is_no_numeral_mark_or_particle(said: str, differs: bool) -> None:
    assert differs_inside(said, "招商引资局") is differs
    assert differs_inside("招商引资局", said) is differs
