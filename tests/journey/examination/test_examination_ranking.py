"""The ranking on the examination page: in order, with reasons and sides, and drawn without a script."""

import re
from html import unescape

from filiform.core.ranking import Mark
from filiform.core.values import Side
from filiform.journey.examination.candidates import SHOWN, candidates
from filiform.journey.examination.picking import marks_of
from tests.journey.examination.stage import ZONE


def zones(*rows):
    fields = {"zones__TOTAL_FORMS": str(max(3, len(rows)))}
    for at, (zone, side) in enumerate(rows):
        fields |= {f"zones__{at}__zone": zone, f"zones__{at}__side": side}
    return fields


def asked(untouched, *rows):
    scene, page = untouched
    return unescape(scene.send(scene.form(page, do="candidates", **zones(*rows))).content.decode())


def names(drawn):
    return re.findall(r'data-structure="([^"]+)"', drawn)


SHOULDER = (("Front of shoulder (anterior deltoid)", "left"), ("Outer side of upper arm", "left"))


def test_muscles_come_in_the_order_of_the_ranking(untouched):
    drawn = asked(untouched, *SHOULDER)
    marks = [Mark("shoulder-front", Side.LEFT), Mark("arm-lateral", Side.LEFT)]
    assert names(drawn) == [each.id for each in candidates(marks).muscles]
    assert names(drawn)[0] == "infraspinatus"
    assert len(names(drawn)) == SHOWN
    assert "further muscles explain less" in drawn
    assert drawn.index("Infraspinatus, left: 2 of 2 marked zones") < drawn.index("1 of 2 marked zones")


def test_each_comes_with_its_reasons_and_what_to_weigh(untouched):
    drawn = asked(untouched, *SHOULDER)
    first = re.search(r'data-structure="infraspinatus".*?</li><li class="candidate"', drawn, re.S)[0]
    assert "Main referral: Front of shoulder (anterior deltoid), left; Outer side of upper arm, left." in first or (
        "Main referral: Outer side of upper arm, left; Front of shoulder (anterior deltoid), left." in first
    )
    assert "Rule out:" in first
    assert "Hazards:" in first
    assert "Where to look:" in first
    assert "An active trigger point was found in 77 %" in first
    assert "72 patients" in first
    assert "Left unexplained:" not in first
    assert "Left unexplained:" in drawn


def test_sides_of_the_drawing_are_kept(untouched):
    drawn = asked(untouched, ("Temple", "left"), ("Underside of heel", "right"))
    assert "Quadratus plantae, right: 1 of 2 marked zones" in drawn
    assert not re.search(r"Quadratus plantae, (left|both)", drawn)
    drawn = asked(untouched, ("Temple", "both"))
    assert "both sides" in drawn


def test_two_far_apart_pains_are_offered_a_set(untouched):
    drawn = asked(
        untouched,
        ("Front of knee (kneecap, patellar tendon)", "right"),
        ("Inner knee", "right"),
        *SHOULDER,
    )
    assert "These explain more together:" in drawn
    together = drawn.split("These explain more together:")[1].split("</ul>")[0]
    assert "Vastus medialis, right" in together
    assert "Infraspinatus, left" in together
    assert "These explain more together:" not in asked(untouched, *SHOULDER)


def test_a_zone_without_a_side_or_unread_still_ranks_what_can_be_read(untouched):
    drawn = asked(untouched, ("Front of ankle", ""), ("elbowish", "left"))
    assert names(drawn)[0] == "tibialis-anterior"
    assert "Tibialis anterior: 1 of 1 marked zone" in drawn
    assert names(asked(untouched, ("elbowish", "left"))) == []


def test_what_a_row_says_for_the_ranking():
    assert marks_of("Top of head (vertex)", "left") == (Mark("vertex"),)
    assert marks_of("temple", "") == marks_of("temple", "sideways") == (Mark("temple"),)
    assert marks_of("temple", "both") == (Mark("temple", Side.LEFT), Mark("temple", Side.RIGHT))


def test_no_number_is_shown_that_reads_like_a_probability(untouched):
    drawn = asked(untouched, *SHOULDER).split('id="candidates"')[1].split("</ol>")[0]
    without_sources = re.sub(r"An active trigger point.*?\.|A trigger point was found.*?\.", "", drawn)
    assert "score" not in without_sources
    assert "probab" not in without_sources


def test_ranking_shows_after_a_save_and_for_the_note_changes_nothing(scene):
    scene.save(**ZONE)
    assert names(scene.page())
    assert "candidates" not in scene.note()["before"]
