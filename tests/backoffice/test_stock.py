"""Products, lots, open boxes, recalls, and the page that keeps them."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest


@pytest.fixture
def lot(practice):
    """A lot with a year to go."""
    return make_lot(practice, 365)


def make_lot(practice, days, number="LOT-ONE"):
    from filiform.backoffice.stock.public import add_lot, add_product
    from filiform.foundation.tenancy.clock import today

    with practice.as_role("owner"):
        product = add_product(maker="Seirin", diameter_mm=Decimal("0.30"), length_mm=Decimal("50"))
        return add_lot(product=product.id, number=number, expires_on=today() + timedelta(days=days)).id


def test_the_way_from_product_to_open_box(practice):
    from filiform.backoffice.stock.models import Lot, NeedleProduct
    from filiform.backoffice.stock.public import boxes_at

    client = practice.client_for("owner")
    product = {"maker": "Agu", "diameter_mm": "0.10", "length_mm": "13", "coating": "none"}
    assert client.post("/practice/stock/products/new/", product).status_code == 302
    with practice.as_role("owner"):
        chosen = NeedleProduct.objects.get().id
    sent = {"product": str(chosen), "number": "K-77", "expires_on": "2031-03-31"}
    assert client.post("/practice/stock/lots/new/", sent).status_code == 302
    with practice.as_role("owner"):
        lot = Lot.objects.get().id
    place = {"lot": str(lot), "place": f"{practice.site}:{practice.room}"}
    assert client.post("/practice/stock/boxes/new/", place).status_code == 302
    page = client.get("/practice/stock/").content.decode()
    assert "K-77" in page
    assert "0.10 × 13 mm" in page
    with practice.as_role("practitioner"):
        (box,) = boxes_at(practice.site, practice.room)
        assert box.here
        assert box.lot.number == "K-77"
    assert client.post(f"/practice/stock/boxes/{box.id}/close/").status_code == 302
    with practice.as_role("practitioner"):
        assert boxes_at(practice.site) == []


@pytest.mark.parametrize(
    ("path", "fields", "field"),
    [
        ("products", {"maker": "A", "diameter_mm": "3", "length_mm": "13", "coating": "none"}, "diameter_mm"),
        ("products", {"maker": "A", "diameter_mm": "0.2", "length_mm": "9000", "coating": "none"}, "length_mm"),
        ("products", {"maker": "", "diameter_mm": "0.2", "length_mm": "13", "coating": "none"}, "maker"),
        ("lots", {"product": "x", "number": "1", "expires_on": "2030-01-01"}, "product"),
        ("lots", {"number": "1", "expires_on": "2030-02-31"}, "expires_on"),
        ("boxes", {"lot": "", "place": ":"}, "place"),
    ],
)
def test_bad_input_is_told_at_its_field(practice, path, fields, field):
    answer = practice.client_for("owner").post(f"/practice/stock/{path}/new/", fields)
    assert answer.status_code == 422
    assert f'href="#id_{field}"' in answer.content.decode()


def test_an_expired_or_recalled_lot_is_not_opened(practice):
    old, good = make_lot(practice, -1, "OLD"), make_lot(practice, 90, "GOOD")
    client, place = practice.client_for("practitioner"), f"{practice.site}:"
    answer = client.post("/practice/stock/boxes/new/", {"lot": str(old), "place": place})
    assert answer.status_code == 422
    assert "This lot expired on" in answer.content.decode()
    recall = {"kind": "recalled", "reason": "Notice 4"}
    assert client.post(f"/practice/stock/lots/{good}/", recall).status_code == 302
    answer = client.post("/practice/stock/boxes/new/", {"lot": str(good), "place": place})
    assert "recalled or set aside" in answer.content.decode()


def test_a_lot_is_recalled_released_and_corrected_by_new_rows(practice, lot):
    from datetime import date

    from filiform.backoffice.stock.public import lot_file, move_lot

    with practice.as_role("owner"):
        for kind, status in (("recalled", "recalled"), ("released", "usable"), ("quarantined", "quarantined")):
            move_lot(lot=lot, kind=kind, reason="x")
            assert lot_file(lot).status == status
        move_lot(lot=lot, kind="corrected", reason="Misread", expires_on=date(2030, 1, 31))
        assert lot_file(lot).expires_on == date(2030, 1, 31)
        assert lot_file(lot).status == "quarantined"


def test_a_lot_may_be_opened_on_its_last_day(practice):
    place = {"lot": str(make_lot(practice, 0)), "place": f"{practice.site}:"}
    assert practice.client_for("practitioner").post("/practice/stock/boxes/new/", place).status_code == 302


def test_only_a_correction_changes_the_last_day(practice, lot):
    from datetime import date

    from filiform.backoffice.stock.public import lot_file, move_lot
    from filiform.foundation.tenancy.refusal import Refused

    with practice.as_role("owner"):
        before = lot_file(lot).expires_on
        with pytest.raises(Refused, match="expiry"):
            move_lot(lot=lot, kind="released", reason="x", expires_on=date(2099, 1, 1))
        assert lot_file(lot).expires_on == before


def test_a_correction_names_its_date(practice, lot):
    answer = practice.client_for("owner").post(
        f"/practice/stock/lots/{lot}/", {"kind": "corrected", "reason": "Misread"}
    )
    assert answer.status_code == 422
    assert 'href="#id_expires_on"' in answer.content.decode()


def test_the_same_lot_with_another_expiry_is_a_mistake(practice, lot):
    from filiform.foundation.tenancy.refusal import Refused

    with pytest.raises(Refused, match="lot-known"):
        make_lot(practice, 10)


def test_what_expires_soon_stands_at_the_top(practice):
    make_lot(practice, 20, "SOON")
    page = practice.client_for("practitioner").get("/practice/stock/").content.decode()
    assert "Expiring soon" in page


def test_a_box_that_is_open_and_recalled_stands_above_all(practice, lot):
    from filiform.backoffice.stock.public import move_lot, open_box

    with practice.as_role("owner"):
        open_box(lot=lot, site=practice.site, room=practice.room)
    client = practice.client_for("owner")
    assert "Open, and not to be used" not in client.get("/practice/stock/").content.decode()
    with practice.as_role("owner"):
        move_lot(lot=lot, kind="recalled", reason="Maker’s notice")
    page = client.get("/practice/stock/").content.decode()
    said = page[page.index("Open, and not to be used") :]
    assert said.index("LOT-ONE") < said.index("Used up")


def shelf_of(page):
    """Rows of the page by their lot's number, in order: what stands in each."""
    rows = re.findall(r'<tr><th scope="row"><a [^>]*>([^<]+)</a>(.*?)</tr>', page, re.S)
    return dict(rows)


def test_a_lot_is_one_row_with_its_boxes_counted_and_what_expires_first_first(practice, lot):
    from filiform.backoffice.stock.public import open_box
    from filiform.backoffice.stock.queries import lot_files

    soon = make_lot(practice, 20, "SOON")
    make_lot(practice, -20, "GONE")
    with practice.as_role("owner"):
        for room in (practice.room, practice.room, None):
            open_box(lot=lot, site=practice.site, room=room)
        assert [one.number for one in lot_files()] == ["GONE", "SOON", "LOT-ONE"]
    client = practice.client_for("owner")
    rows = shelf_of(client.get("/practice/stock/").content.decode())
    assert list(rows) == ["SOON", "LOT-ONE", "GONE"]
    assert "3 open boxes" in rows["LOT-ONE"]
    assert rows["LOT-ONE"].count("/close/") == 3
    assert f"?lot={soon}" in rows["SOON"]
    assert "<form" not in rows["GONE"]


@pytest.mark.parametrize(
    ("find", "found"),
    [("soon", ["SOON"]), ("seirin 0.30", ["SOON", "LOT-ONE"]), ("room lot-o", ["LOT-ONE"]), ("tibialis", [])],
)
def test_stock_is_narrowed_by_words_of_lot_needle_and_place(practice, lot, find, found):
    from filiform.backoffice.stock.public import open_box

    make_lot(practice, 20, "SOON")
    with practice.as_role("owner"):
        open_box(lot=lot, site=practice.site, room=practice.room)
    answer = practice.client_for("owner").get("/practice/stock/", {"find": find})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert list(shelf_of(page)) == found
    assert ("No lot is found by these words" in page) == (not found)
    assert "Show all lots" in page


def test_another_practice_s_stock_is_not_here(practice, other_practice, lot):
    from filiform.backoffice.stock.public import lot_file

    client = other_practice.client_for("owner")
    assert client.get(f"/practice/stock/lots/{lot}/").status_code == 404
    assert "LOT-ONE" not in client.get("/practice/stock/").content.decode()
    place = {"lot": str(lot), "place": f"{practice.site}:{practice.room}"}
    assert client.post("/practice/stock/boxes/new/", place).status_code == 422
    with other_practice.as_role("owner"):
        assert lot_file(lot) is None


@pytest.mark.parametrize("role", ["receptionist", "auditor"])
def test_who_keeps_no_stock_changes_none(practice, role):
    client = practice.client_for(role)
    assert client.post("/practice/stock/products/new/", {"maker": "A"}).status_code == 403
