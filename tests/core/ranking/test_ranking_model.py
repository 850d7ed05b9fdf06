"""The model of ranking on a small made-up chart: what counts, what counts against, and what is refused."""

import math

import pytest

from filiform.core.ranking import Link, Mark, Pattern, Weights, build, rank, together
from filiform.core.values import Side

NEIGHBOURS = {"a": ("b",), "b": ("a", "c"), "c": ("b", "d"), "d": ("c",)}
LEFT, RIGHT = Side.LEFT, Side.RIGHT


def pattern(muscle, primary="", secondary="", local="", over="", common=None, trust=1.0):
    zones = (frozenset(each) for each in (primary, secondary, local, over))
    return Pattern(muscle, *zones, common or {}, trust)


def model(*patterns, **weights):
    return build(patterns, NEIGHBOURS, Weights(**weights) if weights else None)


def order(marks, *patterns):
    return [each.muscle for each in rank([Mark(zone) for zone in marks], model(*patterns))]


@pytest.mark.parametrize(
    ("marks", "patterns", "first"),
    [
        ("a", (pattern("main", "a"), pattern("over", "", "x", "a"), pattern("spill", "x", "a")), "main"),
        ("a", (pattern("at-its-landmark", "x", "", "a"), pattern("elsewhere", "x", "", "", "a")), "at-its-landmark"),
        ("a", (pattern("over", "x", "", "", "a"), pattern("spill", "x", "a")), "over"),
        ("a", (pattern("spill", "x", "a"), pattern("beside", "b")), "spill"),
        ("ad", (pattern("both", "ad"), pattern("one", "a")), "both"),
        ("a", (pattern("few", "a"), pattern("many", "awxyz")), "few"),
        ("a", (pattern("rare", "a"), pattern("usual", "a", common={"a": 0.8})), "usual"),
        ("a", (pattern("rare", "ab"), pattern("usual-elsewhere", "ab", common={"b": 0.8})), "rare"),
        (
            "ab",
            (pattern("at-one", "ab", common={"b": 0.8}), pattern("at-both", "ab", common={"a": 0.8, "b": 0.8})),
            "at-both",
        ),
        ("a", (pattern("known-rare", "a", common={"a": 0.0}), pattern("unknown", "a")), "known-rare"),
        ("a", (pattern("doubted", "a", trust=0.5), pattern("known", "a")), "known"),
        ("ac", (pattern("beside-two", "b"), pattern("beside-one", "d")), "beside-two"),
    ],
    ids=[
        "primary above local and spillover",
        "its landmark above the rest of the muscle",
        "over the muscle above spillover",
        "spillover above a neighbour",
        "explaining more",
        "fewer zones unmarked",
        "more common where it hurts",
        "common elsewhere says nothing: equal, then by id",
        "common at more of the marks",
        "unknown is taken as rare: equal, then by id",
        "a better known map",
        "neighbours of one zone add up",
    ],
)
def test_who_comes_first(marks, patterns, first):
    assert order(marks, *patterns)[0] == first
    assert order(marks, *reversed(patterns))[0] == first


def test_a_pattern_tells_its_strongest_link():
    each = pattern("m", "a", "ab", "abc")
    assert [each.link(zone) for zone in "abcd"] == [Link.PRIMARY, Link.LOCAL, Link.LOCAL, None]
    assert pattern("m", "a", "b").link("b") is Link.SECONDARY


def test_all_that_lies_over_the_muscle_is_local():
    each = pattern("m", "a", "bcd", "b", "c")
    assert [each.link(zone) for zone in "abcd"] == [Link.PRIMARY, Link.LOCAL, Link.LOCAL, Link.SECONDARY]
    using = model(each)
    assert using.chances["m"]["d"] < using.chances["m"]["c"] < using.chances["m"]["b"]


def test_reasons_name_what_is_explained_near_and_open():
    (found,) = rank([Mark("a"), Mark("b"), Mark("d")], model(pattern("m", "a")))
    assert [(each.mark.zone, each.link) for each in found.explains] == [("a", Link.PRIMARY)]
    assert found.near == (Mark("b"),)
    assert found.unexplained == (Mark("b"), Mark("d"))
    assert found.sides == ()
    assert found.share == 1.0


def test_nothing_marked_or_nothing_known_ranks_nothing():
    known = model(pattern("m", "a"))
    assert rank([], known) == together([], known) == ()
    assert rank([Mark("far")], known) == together([Mark("far")], known) == ()


def test_equal_muscles_come_by_id():
    assert order("a", pattern("z", "a"), pattern("b", "a"), pattern("k", "a")) == ["b", "k", "z"]


@pytest.mark.parametrize(
    ("marks", "sides", "explains"),
    [
        ([Mark("a", LEFT)], (LEFT,), ["left a"]),
        ([Mark("a", RIGHT), Mark("b")], (RIGHT,), ["right a", "b"]),
        ([Mark("a", LEFT), Mark("b", Side.MIDLINE)], (LEFT,), ["left a", "midline b"]),
        ([Mark("a", LEFT), Mark("b", LEFT), Mark("z", RIGHT)], (LEFT,), ["left a", "left b"]),
        ([Mark("z", LEFT), Mark("a", RIGHT), Mark("b", RIGHT)], (RIGHT,), ["right a", "right b"]),
        ([Mark(zone, side) for zone in "ab" for side in (LEFT, RIGHT)], (LEFT, RIGHT), ["left a", "right a"]),
    ],
)
def test_a_muscle_explains_its_own_side(marks, sides, explains):
    (found,) = rank(marks, model(pattern("m", "ab")))
    assert found.sides == sides
    assert [str(each.mark) for each in found.explains][: len(explains)] == explains
    assert all(each.mark.side in {*sides, None, Side.MIDLINE} for each in found.explains)


def test_a_mark_without_side_gives_way_to_the_same_zone_with_one():
    using = model(pattern("m", "a"))
    assert rank([Mark("a"), Mark("a", LEFT)], using) == rank([Mark("a", LEFT)], using)


def test_two_far_apart_zones_need_two_muscles():
    using = model(pattern("head", "ab"), pattern("foot", "yz"), pattern("other", "a"))
    found = together([Mark(zone) for zone in "abyz"], using)
    assert {each.muscle for each in found} == {"head", "foot"}
    assert all(each.side is None and len(each.explains) == 2 for each in found)


def test_one_muscle_that_explains_all_is_not_a_set():
    assert (
        together([Mark("a"), Mark("b")], model(pattern("both", "ab"), pattern("one", "a"), pattern("two", "b"))) == ()
    )


def test_a_set_names_sides():
    using = model(pattern("head", "ab"), pattern("foot", "yz"))
    marks = [Mark("a", LEFT), Mark("b", LEFT), Mark("y", RIGHT), Mark("z", RIGHT)]
    assert {(each.muscle, each.side) for each in together(marks, using)} == {("foot", RIGHT), ("head", LEFT)}


def test_a_set_is_not_larger_than_allowed():
    patterns = [pattern(f"m{zone}", {zone, zone + "2"}) for zone in "pqrstu"]
    marks = [Mark(zone + end) for zone in "pqrstu" for end in ("", "2")]
    assert len(together(marks, model(*patterns))) == 4
    assert len(together(marks, model(*patterns, most=3))) == 3
    assert together(marks, model(*patterns, most=0)) == ()


def test_an_early_choice_is_taken_back_when_a_better_set_shows():
    """The middle muscle is the best alone, but two others leave nothing for it to explain."""
    patterns = [pattern("middle", "bcyz"), pattern("first", "abc"), pattern("last", "xyz")]
    marks = [Mark(zone) for zone in "abcxyz"]
    assert rank(marks, model(*patterns, second=0.0))[0].muscle == "middle"
    assert {each.muscle for each in together(marks, model(*patterns))} == {"first", "last"}


@pytest.mark.parametrize("share", [-0.1, 1.1, math.nan, math.inf])
def test_a_share_outside_its_range_is_refused(share):
    with pytest.raises(ValueError, match="of m at b must be between 0 and 1"):
        pattern("m", "a", common={"a": 0.5, "b": share})


@pytest.mark.parametrize("trust", [0, -0.1, 1.1, math.nan, math.inf])
def test_trust_outside_its_range_is_refused(trust):
    with pytest.raises(ValueError, match="at most 1"):
        pattern("m", "a", trust=trust)


def test_two_patterns_of_one_muscle_are_refused():
    with pytest.raises(ValueError, match="two patterns are of m"):
        model(pattern("m", "a"), pattern("m", "b"))


def test_without_weight_for_neighbours_only_direct_zones_count():
    (found,) = rank([Mark("a"), Mark("b")], model(pattern("m", "a"), near=0.0))
    assert [str(each.mark) for each in found.explains] == ["a"]


def test_a_muscle_of_both_sides_is_weighed_by_how_often_that_is():
    marks = [Mark("a", LEFT), Mark("a", RIGHT), Mark("z", LEFT)]

    def odds(both_sides):
        using = model(pattern("m", "a"), pattern("n", "z"), both_sides=both_sides, second=0.0)
        found = {each.muscle: each for each in rank(marks, using)}
        assert (found["m"].sides, found["n"].sides) == ((LEFT, RIGHT), (LEFT,))
        return found["m"].share / found["n"].share

    assert odds(0.9) / odds(0.6) == pytest.approx(0.9 / 0.6)


def test_a_set_prefers_the_muscle_that_leaves_fewer_zones_unmarked():
    using = model(pattern("head", "ab"), pattern("few", "yz"), pattern("a-many", "yzklmnop"))
    assert {each.muscle for each in together([Mark(zone) for zone in "abyz"], using)} == {"head", "few"}


def test_a_muscle_is_never_there_twice():
    assert together([Mark("a"), Mark("b")], model(pattern("m", "ab", trust=0.3), another=-5.0)) == ()


@pytest.mark.parametrize("sides", [(), (LEFT,), (LEFT, RIGHT)])
def test_a_score_is_what_was_marked_how_common_it_is_and_what_stayed_unmarked(sides):
    """Unmarked zones count once for each side on which the muscle is; how common it is does not."""
    using = model(pattern("few", "a", common={"a": 0.2}), pattern("many", "awxyz"), both_sides=0.99, second=0.0)
    marks = [Mark("a", side) for side in sides] or [Mark("a")]
    share = {each.muscle: each.share for each in rank(marks, using)}
    gains = dict(using.gains["a"])

    def score(muscle):
        common = math.log(1 + using.weights.common * 0.2) if muscle == "few" else 0.0
        many = max(1, len(sides))
        ways = ((gain + absent) * many for gain, absent in zip(gains[muscle], using.absent[muscle], strict=True))
        away, here, _mean = map(math.exp, ways)
        return math.log((away + here) / 2) + using.prior[muscle] + common

    assert math.log(share["few"] / share["many"]) == pytest.approx(score("few") - score("many"))


def test_how_common_a_muscle_is_counts_as_the_mean_over_all_marks():
    """Marks on the other side are marks that it does not explain."""
    rates = pattern("m", "a", common={"a": 0.5}), pattern("n", "a")
    for others in ([], [Mark("b", LEFT)], [Mark("y", LEFT), Mark("z", RIGHT)]):
        marks = [Mark("a", LEFT), *others]
        share = {each.muscle: each.share for each in rank(marks, model(*rates, second=0.0))}
        odds = math.log(share["m"] / share["n"])
        assert odds == pytest.approx(math.log(1 + Weights().common * 0.5) / len(marks))


def test_how_common_a_muscle_is_counts_at_marks_of_its_own_side():
    """A mark on the other side is divided by, but what the muscle would be there counts for nothing."""
    rates = pattern("m", "a", common={"a": 0.5, "y": 0.9}), pattern("n", "a")
    using = model(*rates, second=0.0, both_sides=1e-9)
    share = {each.muscle: each.share for each in rank([Mark("a", LEFT), Mark("y", RIGHT)], using)}
    assert math.log(share["m"] / share["n"]) == pytest.approx(math.log(1 + Weights().common * 0.5) / 2)


def test_what_a_member_explains_is_not_held_against_it_as_unmarked():
    found = together([Mark(zone) for zone in "abyz"], model(pattern("head", "ab"), pattern("foot", "yz"), absence=1.0))
    assert {each.muscle for each in found} == {"head", "foot"}


def test_a_set_weighs_how_common_its_members_are():
    twins = [pattern("b", "ab"), pattern("a", "ab"), pattern("c", "ab", common={"a": 0.5})]
    found = together([Mark(zone) for zone in "abyz"], model(*twins, pattern("foot", "yz")))
    assert {each.muscle for each in found} == {"c", "foot"}


def test_where_both_sides_explain_as_much_the_left_is_named():
    (found,) = rank([Mark("a", LEFT), Mark("a", RIGHT)], model(pattern("m", "a"), both_sides=1e-9))
    assert found.sides == (LEFT,)


def test_a_zone_on_the_midline_and_without_a_side_is_one_mark():
    using = model(pattern("m", "a"))
    assert rank([Mark("a"), Mark("a", Side.MIDLINE)], using) == rank([Mark("a")], using)


def test_a_set_has_to_be_worth_its_size():
    using = [pattern("head", "ab"), pattern("foot", "yz")]
    marks = [Mark(zone) for zone in "abyz"]
    assert len(together(marks, model(*using))) == 2
    assert together(marks, model(*using, another=100.0)) == ()


def test_a_member_names_what_it_explains_and_no_neighbour():
    found = together([Mark(zone) for zone in "abyz"], model(pattern("head", "a"), pattern("foot", "yz")))
    assert {each.muscle: [str(link.mark) for link in each.explains] for each in found} == {
        "head": ["a"],
        "foot": ["y", "z"],
    }
