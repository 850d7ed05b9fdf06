"""A picture of the guidance: sent without scripts, looked at, kept; another is taken back; both are on paper."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser import visits
from tests.browser.clinic import PHONE, Clinic, accessible
from tests.foundation.images import files
from tests.support.papers import says


def _send(page: Page, path: Path, words: str) -> None:
    """Send a file with the form of the needles step."""
    page.locator("#add-picture > summary").click()
    page.get_by_label("Choose a picture or DICOM file").set_input_files(path)
    page.get_by_label("What it shows").fill(words)
    accessible(page)
    visits.press(page, "Keep the picture")
    accessible(page)


def _is_drawn(page: Page, shows: str) -> None:
    """The browser has the picture, by its words."""
    picture = page.get_by_role("img", name=shows).first
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("one => one.naturalWidth") > 50


def test_given_a_photograph_and_a_film_then_only_what_was_looked_at_stays(clinic: Clinic, tmp_path: Path) -> None:
    photo, film, page_of_text = tmp_path / "photo.jpg", tmp_path / "film.dcm", tmp_path / "notes.jpg"
    photo.write_bytes(files.telling_jpeg())
    film.write_bytes(files.ultrasound(frames=3))
    page_of_text.write_text("<html><script>document.title = 'run'</script></html>")
    visit = clinic.practice.make_visit(clinic.practice.make_patient(), reason="Heel cord pain in runners")
    page = clinic.window(screen=PHONE, java_script_enabled=False)
    visits.go(page, visit, "needles")
    page.locator("#add-picture > summary").click()
    page.get_by_label("Choose a picture or DICOM file").set_input_files(page_of_text)
    page.get_by_label("What it shows").fill("Achilles tendon, long axis")
    visits.press(page, "Keep the picture")
    expect(page.locator(".error-summary")).to_contain_text("not a picture")
    expect(page.get_by_label("What it shows")).to_have_value("Achilles tendon, long axis")
    page.get_by_label("Choose a picture or DICOM file").set_input_files(photo)
    visits.press(page, "Keep the picture")
    expect(page.get_by_text("Look at the picture first")).to_be_visible()
    visits.press(page, "No name is visible: keep it")
    expect(page.get_by_role("heading", name="Needles", exact=True)).to_be_visible()

    page = clinic.window()
    visits.go(page, visit, "needles")
    _is_drawn(page, "Achilles tendon, long axis")
    _send(page, film, "Needle going in")
    page.get_by_role("link", name="Next").click()
    expect(page.get_by_text("Frame 2 of 3")).to_be_visible()
    _is_drawn(page, "Needle going in")
    page.get_by_role("link", name="A name is visible: take it back").click()
    accessible(page)
    page.get_by_label("Reason").fill("A name was visible")
    visits.press(page, "Take it back")
    expect(page.get_by_text("It is erased.")).to_be_visible()
    assert page.get_by_role("img", name="Needle going in").count() == 0

    visits.go(page, visit, "needles")
    accessible(page)
    source = page.get_by_role("img", name="Achilles tendon, long axis").get_attribute("src")
    served = page.request.get(str(source)).body()
    assert not Image.open(BytesIO(served)).getexif()
    paper = page.request.get(f"/visits/{visit}/note.pdf").body()
    assert says(paper, "Achilles tendon, long axis")
    assert says(paper, "A name was visible")
