"""Sentences: why a file is not taken, and what to do instead."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .pixels.limits import Unreadable

#: Code of `Unreadable` to what is told; every code that `pixels` raises stands here.
WHY: dict[str, str | Promise] = {
    "empty": _("The file is empty. Export the picture again and choose the new file."),
    "too-large": _("The file has more than %(megabytes)s MB. Export a smaller picture, or one frame of the film."),
    "damaged": _(
        "The file is damaged or cut off. Export it again from the camera or machine, and choose the new file."
    ),
    "too-slow": _("Opening the file took too long. Export it in a smaller size, or save the picture as JPEG or PNG."),
    "too-many-pixels": _(
        "The picture claims %(megapixels)s megapixels; at most %(most)s are opened. Export it in a smaller size."
    ),
    "too-small": _("The picture is too small to show anything. Choose another file."),
    "heic": _(
        "This is a HEIC or AVIF picture, which this browser could not turn into JPEG. Send it from the phone itself or"
        " with Safari, which can; or choose “Most compatible” as the camera’s format, or export the picture as JPEG."
    ),
    "film": _("This is a film. Export a single picture as JPEG or PNG, or the film as DICOM with JPEG frames."),
    "markup": _("This is a page or drawing of text (HTML, SVG), not a picture. Export it as JPEG or PNG."),
    "document": _("This is a PDF. Export the picture itself as JPEG, PNG or DICOM."),
    "other-picture": _("This kind of picture is not taken. Export it as JPEG, PNG, WebP or DICOM."),
    "unknown": _("This is no picture that can be read. Choose a JPEG, PNG or WebP picture or a DICOM file."),
    "packing": _(
        "This DICOM file is packed as %(packing)s, which is not read here. Export it from the machine or its viewer"
        " as uncompressed DICOM (Explicit VR Little Endian), as RLE Lossless, JPEG Baseline, JPEG Lossless or JPEG"
        " 2000, or save the picture as JPEG or PNG."
    ),
    "packing-unknown": _(
        "This DICOM file is packed in a way that is not read here. Export it from the machine or its viewer as"
        " uncompressed DICOM (Explicit VR Little Endian), as RLE Lossless, JPEG Baseline, JPEG Lossless or JPEG 2000,"
        " or save the picture as JPEG or PNG."
    ),
    "not-ultrasound": _(
        "This DICOM file is not an ultrasound image or a captured screen. Export the picture as JPEG or PNG."
    ),
    "colours": _(
        "The colours of this DICOM file cannot be drawn here (8 bits of grey, colour or palette, or 9 to 16 bits of"
        " grey that are not packed as JPEG). Export the picture as JPEG or PNG."
    ),
    "too-many-frames": _("The film has more than %(most)s frames. Export a shorter part of it."),
    "no-such-frame": _("The file has %(frames)s frames. Choose one of them."),
}


def sentence(problem: Unreadable) -> str:
    """What is told of a file that is not taken."""
    return str(WHY[problem.code]) % problem.facts
