"""A picture that the browser can show and the server does not read arrives as JPEG; another is refused in words."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import ExifTags, Image
from playwright.sync_api import expect

from tests.browser import visits
from tests.browser.clinic import Clinic, accessible
from tests.foundation.images import files


def test_given_pictures_of_other_kinds_then_the_browser_turns_what_it_can_show(clinic: Clinic, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.ImageDescription] = files.SECRET
    avif, heic = tmp_path / "IMG_0001.AVIF", tmp_path / "IMG_0002.HEIC"
    avif.write_bytes(files.saved(files.picture(3000, 2000), "AVIF", exif=exif, quality=90))
    heic.write_bytes(b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(4000))
    visit = clinic.practice.make_visit(clinic.practice.make_patient(), reason="Heel cord pain in runners")
    page = clinic.window()
    visits.go(page, visit, "needles")
    page.locator("#add-picture > summary").click()
    chosen = page.get_by_label("Choose a picture or DICOM file")
    assert ".heic" in str(chosen.get_attribute("accept"))
    page.get_by_label("What it shows").fill("Achilles tendon, long axis")

    chosen.set_input_files(avif)
    expect(page.get_by_text("This browser turned the picture into JPEG")).to_be_visible()
    assert chosen.evaluate("one => one.files[0].name") == "IMG_0001.jpg"
    sent = chosen.evaluate("async one => [...new Uint8Array(await one.files[0].arrayBuffer())]")
    assert bytes(sent).startswith(b"\xff\xd8\xff")
    assert files.SECRET.encode() not in bytes(sent)
    accessible(page)

    # What this browser cannot show goes as it is, and the server says what to do.
    chosen.set_input_files(heic)
    expect(page.get_by_text("This browser turned the picture into JPEG")).to_be_hidden()
    visits.press(page, "Keep the picture")
    expect(page.locator(".error-summary")).to_contain_text("could not turn into JPEG")

    # Pressed at once: the form waits until the picture is turned, or it would be refused.
    chosen.set_input_files(avif)
    visits.press(page, "Keep the picture")
    expect(page.get_by_text("Look at the picture first")).to_be_visible()
    accessible(page)
    visits.press(page, "No name is visible: keep it")
    shown = page.get_by_role("img", name="Achilles tendon, long axis")
    served = Image.open(BytesIO(page.request.get(str(shown.get_attribute("src")).replace("/small", "/picture")).body()))
    assert served.size == (2400, 1600)
    assert served.convert("RGB").getpixel((100, 100))[0] > 180  # the red corner is where it was
