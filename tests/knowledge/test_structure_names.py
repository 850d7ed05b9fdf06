"""Names as people write them, turned into sites."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filiform.core.values import Side, Site
from filiform.knowledge import load
from filiform.knowledge.structures import UnknownSite, facts, find, parse, parse_all, search


@pytest.mark.parametrize(
    ("text", "structure", "side"),
    [
        ("upper trapezius", "trapezius-upper", None),
        ("trapezius-upper", "trapezius-upper", None),
        ("upper-trapezius", "trapezius-upper", None),
        ("UT", "trapezius-upper", None),
        ("top of the shoulder", "trapezius-upper", None),
        ("left upper trapezius", "trapezius-upper", Side.LEFT),
        ("Upper Trapezius (L)", "trapezius-upper", Side.LEFT),
        ("trapezius, upper fibres, right", "trapezius-upper", Side.RIGHT),
        ("left-rhomboid", "rhomboids", Side.LEFT),
        ("psoas", "psoas-major", None),
        ("lumbar-multifidus", "lumbar-multifidus", None),
        ("lev scap", "levator-scapulae", None),
        ("R piriformis", "piriformis", Side.RIGHT),
        ("Achilles tendon", "achilles-tendon", None),
        ("insertional achilles", "achilles-insertion", None),
        ("IT band", "iliotibial-band", None),
        ("right plantar fasciitis", "plantar-fascia", Side.RIGHT),
        ("peroneus longus", "fibularis-longus-brevis", None),
        ("musculus piriformis", "piriformis", None),
        ("lumbar interspinous", "interspinous-lumbar", Side.MIDLINE),
    ],
)
def test_one_name_means_one_site(text, structure, side):
    assert parse(text) == Site(structure, side)


@pytest.mark.parametrize(
    ("text", "structures"),
    [
        ("hamstrings", {"biceps-femoris", "semitendinosus-semimembranosus"}),
        ("rotator cuff", {"supraspinatus", "infraspinatus", "teres-minor", "subscapularis"}),
        ("traps", {"trapezius-upper", "trapezius-middle", "trapezius-lower"}),
        ("glute med", {"gluteus-medius-posterior", "gluteus-medius-anterior"}),
        ("SCM", {"scm-sternal", "scm-clavicular"}),
        ("achilles", {"achilles-tendon", "achilles-insertion"}),
        ("ql", {"ql-superficial", "ql-deep"}),
    ],
)
def test_a_group_means_all_its_members(text, structures):
    assert {site.structure for site in parse_all(text)} == structures
    with pytest.raises(UnknownSite) as refused:
        parse(text)
    assert len(refused.value.near) == len(structures)


def test_both_sides_are_two_sites():
    assert parse_all("bilateral rhomboids") == (Site("rhomboids", Side.LEFT), Site("rhomboids", Side.RIGHT))
    with pytest.raises(UnknownSite):
        parse("both rhomboids")


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("trapezus", "Trapezius"),
        ("upper trapezious", "Trapezius (upper fibres)"),
        ("pirifromis", "Piriformis"),
        ("lateral epicondyle", "Common extensor tendon (origin at the lateral epicondyle)"),
    ],
)
def test_an_unknown_name_is_an_error_with_near_ones(text, near):
    with pytest.raises(UnknownSite) as refused:
        parse(text)
    assert near in refused.value.near
    assert near in str(refused.value)


@pytest.mark.parametrize("text", ["", " ", "\x00", "left", "muscle", "banana", "💉", "z" * 1_000_000])
def test_what_is_no_name_is_refused_shortly(text):
    with pytest.raises(UnknownSite) as refused:
        parse_all(text)
    assert len(str(refused.value)) < 1000


def test_every_id_and_label_means_itself():
    for structure in load().structures.values():
        for text in (structure.id, structure.label, " ".join(reversed(structure.id.split("-")))):
            assert {site.structure for site in parse_all(text)} == {structure.id}, text


def test_every_group_is_found_by_its_label():
    for group in load().groups.values():
        assert set(group.members) & {site.structure for site in parse_all(group.label)}, group.id


@settings(deadline=None)  # the first text builds the index of names
@given(st.text(max_size=60))
def test_no_text_crashes(text):
    for match in find(text):
        assert match.sites
    assert isinstance(search(text), list)


@given(st.permutations(["left", "upper", "trapezius"]))
def test_word_order_never_matters(words):
    assert parse(" ".join(words)) == Site("trapezius-upper", Side.LEFT)


def test_a_picker_finds_by_beginnings_of_words():
    assert [match.id for match in search("tra")][:3] == [
        "trapezius-lower",
        "trapezius-middle",
        "trapezius-upper",
    ]
    assert search("upp tr")[0].id == "trapezius-upper"
    assert search("left ach")[0].sides == (Side.LEFT,)
    assert len(search("m", limit=5)) == 5
    assert search("xyzzy") == []
    assert search("") == []


def test_a_picker_puts_structures_before_groups():
    found = [match.id for match in search("gluteus", limit=30)]
    assert found.index("gluteus-maximus") < found.index("glutes")


def test_facts_of_an_unknown_structure_are_a_key_error():
    with pytest.raises(KeyError):
        facts(Site("no-such-muscle"))


def test_a_named_area_has_facts_too():
    sternum = facts(Site("sternum", Side.MIDLINE))
    assert sternum.over_lung
    assert sternum.hazards[0].sources
