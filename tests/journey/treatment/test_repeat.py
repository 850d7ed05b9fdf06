"""Last time's needles again, each by its own button; nothing that only the patient can show is carried over."""

from __future__ import annotations

from tests.journey.treatment.buttons import later, offer, press, shown


def _first(ready):
    ready.place(point="upper third", depth_mm="22", twitches="3", sensation=["ache"], dwell="10", note="Well taken.")
    ready.place(where="right tibialis-anterior", technique="deep-pistoning", do="in-out", dwell=None, angle="45°")
    return later(ready)


def test_each_needle_of_last_time_has_its_own_button(ready):
    again = _first(ready)
    page = shown(again)
    assert "upper third" in offer(page, "repeat-1")
    assert "Deep, left still, Landmarks, 0.25 × 40 mm, lot A1, 10 min" in offer(page, "repeat-1")
    assert "In and out: Tibialis anterior, right (2)" in offer(page, "repeat-2")
    assert 'id="site-1"' not in page  # the planned sites are those of last time
    assert page.count("needles/now/") == 2  # and there is no button for all


def test_only_where_and_how_is_carried_over(ready):
    again = _first(ready)
    press(again, "In: Tibialis anterior, left, upper third (1)")
    (entry,) = again.entries()
    row = entry.insertion
    assert (row.point, row.technique, row.planned_dwell, row.lot_id) == ("upper third", "deep-static", 600, ready.lot)
    assert (entry.depth_mm, entry.twitches, entry.sensation, entry.notes, row.angle) == (None, None, (), (), "")
    assert entry.state == "in"


def test_some_are_repeated_and_the_page_says_which(ready):
    again = _first(ready)
    press(again, "In and out: Tibialis anterior, right (2)")
    page = shown(again)
    assert "offer--done" in offer(page, "repeat-2")
    assert "Needle 1: out" in offer(page, "repeat-2")
    assert "offer--done" not in offer(page, "repeat-1")


def test_the_lot_is_that_of_the_box_open_now(ready):
    from filiform.backoffice.stock.models import Lot, OpenBox
    from filiform.backoffice.stock.public import add_lot, close_box, open_box
    from filiform.foundation.tenancy.clock import today

    again = _first(ready)
    with ready.practice.as_role("owner"):
        product = Lot.objects.get(id=ready.lot).product_id
        new = add_lot(product=product, number="NEW", expires_on=today().replace(year=today().year + 1))
        close_box(box=OpenBox.objects.get(lot_id=ready.lot).id)
        open_box(lot=new.id, site=ready.practice.site, room=ready.practice.room)
    press(again, "In: Tibialis anterior, left, upper third (1)")
    assert again.entries()[0].insertion.lot_id == new.id


def test_what_bars_one_is_shown_at_that_line_and_the_others_go_on(ready):
    ready.place(where="other", structure="piriformis left", happened="on", why="Was so.", point="at the edge")
    again = _first(ready)
    page = shown(again)
    assert "Not in the plan that was screened" in offer(page, "repeat-1")
    assert "needles/now/" not in offer(page, "repeat-1")
    assert "Piriformis" not in offer(page, "repeat-2")
    assert "needles/now/" in offer(page, "repeat-2")


def test_a_needle_that_served_two_points_may_serve_them_again(ready):
    ready.place(do="in-out", technique="deep-pistoning", dwell=None)
    needle = str(ready.entries()[0].insertion.needle)
    ready.place(
        do="in-out", technique="deep-pistoning", dwell=None, where="right tibialis-anterior", needle=needle, lot=None
    )
    again = later(ready)
    assert "With needle 1 again" not in shown(again)
    press(again, "In and out: Tibialis anterior, left (1)")
    press(again, "With needle 1 again")
    assert [entry.number for entry in again.entries()] == [1, 1]
    assert again.state().placed == 1


def test_needles_of_another_problem_are_not_repeated(ready):
    from filiform.foundation.record.public import open_episode

    _first(ready)
    with ready.practice.as_role():
        other = open_episode(patient=ready.patient, problem="Shoulder")
    again = later(ready, episode=other.id)
    page = shown(again)
    assert 'id="repeat-1"' not in page
    assert 'id="site-1"' in page
    assert "22 mm deep" in page  # to compare


def test_what_was_entered_in_error_is_not_repeated(ready):
    insertion = ready.place()
    ready.post({"do": "void", "insertion": str(insertion), "reason": "Wrong patient."})
    ready.place(where="right tibialis-anterior")
    page = shown(later(ready))
    assert "Tibialis anterior, right" in offer(page, "repeat-1")
    assert 'id="repeat-2"' not in page


def test_two_at_one_site_are_answered_by_two(ready):
    for point in ("upper", "lower"):
        ready.place(point=point)
    again = later(ready)
    press(again, "In: Tibialis anterior, left, lower (2)")
    page = shown(again)
    assert "offer--done" not in offer(page, "repeat-1")
    assert "offer--done" in offer(page, "repeat-2")
    press(again, "In: Tibialis anterior, left, upper (1)")
    assert "Needle 2 is in" in offer(shown(again), "repeat-1")
