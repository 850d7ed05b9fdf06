"""What a file is, by its first bytes; its name and what the browser says of it are not asked."""

from __future__ import annotations

from .limits import Unreadable

#: Bytes needed to tell.
HEAD = 512
#: Brands of the ISO base media format that hold single pictures which no part of ours reads.
STILL_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"avif")
MARKUP = (b"<svg", b"<?xml", b"<!doctype", b"<html", b"<script")
OTHER_PICTURES = (b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"\x00\x00\x01\x00", b"\x00\x00\x00\x0cjP  ")


def recognise(head: bytes) -> str:
    """`photo` or `dicom`. Raises Unreadable with what it seems to be instead."""
    if not head:
        raise Unreadable("empty")
    if head[128:132] == b"DICM":
        return "dicom"
    if head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return "photo"
    raise Unreadable(_seems(head))


def _seems(head: bytes) -> str:
    if head[4:8] == b"ftyp":
        return "heic" if head[8:12] in STILL_BRANDS else "film"
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(MARKUP):
        return "markup"
    if head.startswith(b"%PDF"):
        return "document"
    if head.startswith(OTHER_PICTURES):
        return "other-picture"
    return "unknown"
