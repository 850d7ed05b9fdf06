"""The lot of one tap is that of the one box of the size that is open in this room; else somebody chooses."""

from __future__ import annotations

from tests.journey.treatment.buttons import USUAL_LEFT as LEFT
from tests.journey.treatment.buttons import button, described, offer, shown


def test_without_a_box_of_the_size_the_lot_has_to_be_chosen(usual):
    from decimal import Decimal

    from filiform.backoffice.stock.models import OpenBox
    from filiform.backoffice.stock.public import add_lot, add_product, close_box, open_box

    with usual.practice.as_role("owner"):
        close_box(box=OpenBox.objects.get(lot_id=usual.lot).id)
        longer = add_product(maker="Seirin", diameter_mm=Decimal("0.30"), length_mm=Decimal(60))
        from filiform.foundation.tenancy.clock import today

        lot = add_lot(product=longer.id, number="LONG", expires_on=today().replace(year=today().year + 1))
        open_box(lot=lot.id, site=usual.practice.site, room=usual.practice.room)
    page = shown(usual)
    assert "choose the lot" in offer(page, "site-1")
    asked = described(page, "site-1")
    assert "lot" not in asked
    assert asked["size"] == ["0.25x40.0"]
    form = usual.get(f"{usual.needles_url}?site=left+tibialis-anterior&size=0.25x40.0").content.decode()
    assert f'<option value="{lot.id}" selected' not in form
    assert f'<option value="{lot.id}" selected' in shown(usual)


def test_two_lots_of_the_size_leave_the_choice_to_whoever_takes_the_packet(usual):
    from filiform.backoffice.stock.models import Lot, OpenBox
    from filiform.backoffice.stock.public import add_lot
    from filiform.foundation.tenancy.clock import today

    with usual.practice.as_role("owner"):
        product = Lot.objects.get(id=usual.lot).product_id
        second = add_lot(product=product, number="B2", expires_on=today().replace(year=today().year + 1))
        OpenBox.objects.create(lot=second, site_id=usual.practice.site, room_id=usual.practice.room)
    assert "choose the lot" in offer(shown(usual), "site-1")


def test_a_recalled_box_is_named_and_bars_the_tap(usual):
    from filiform.backoffice.stock.public import move_lot

    with usual.practice.as_role("owner"):
        move_lot(lot=usual.lot, kind="recalled", reason="Notice of the maker.")
    part = offer(shown(usual), "site-1")
    assert "Lot A1 is recalled." in part
    assert "offer__button" in part
    assert "needles/now/" not in part.partition("offer__done")[0]


def test_a_box_that_was_closed_meanwhile_is_told_and_nothing_is_lost(usual):
    from filiform.backoffice.stock.models import OpenBox
    from filiform.backoffice.stock.public import close_box

    form = button(usual, LEFT)
    with usual.practice.as_role("owner"):
        close_box(box=OpenBox.objects.get(lot_id=usual.lot).id)
    answer = usual.post(form.fill(), form.action)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The box of this lot is not open here any more." in page
    assert "site=left+tibialis-anterior&amp;lot=" in page
    assert "technique=deep-static" in page
    assert len(usual.entries()) == 3


def test_the_lot_of_another_room_is_not_at_hand(usual):
    from filiform.backoffice.stock.models import OpenBox
    from filiform.backoffice.stock.public import close_box

    with usual.practice.as_role("owner"):
        box = OpenBox.objects.get(lot_id=usual.lot)
        OpenBox.objects.create(lot_id=usual.lot, site_id=usual.practice.site, room_id=None)
        close_box(box=box.id)
    assert "choose the lot" in offer(shown(usual), "site-1")
