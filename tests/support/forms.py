"""Reads the forms of a page as a browser would send them, for tests that then spoil one field."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from uuid import uuid4


@dataclass
class PageForm:
    """One form: where it goes, what it would send, and the names of all its fields."""

    action: str
    method: str
    values: dict[str, list[str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def fill(self, **given: str | list[str]) -> dict[str, list[str]]:
        """What would be sent with `given` instead, under a fresh key."""
        sent = {name: list(values) for name, values in self.values.items()}
        if "_key" in sent:
            sent["_key"] = [uuid4().hex]
        for name, value in given.items():
            sent[name] = [value] if isinstance(value, str) else value
        return sent


def forms_of(page: str, address: str) -> list[PageForm]:
    """All forms of the page at `address` that post."""
    reader = _Reader(address)
    reader.feed(page)
    return [one for one in reader.forms if one.method == "post"]


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__(convert_charrefs=True)
        self.address = address
        self.forms: list[PageForm] = []
        self.inside: PageForm | None = None
        self.select = ""
        self.area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            action = given.get("action") or self.address
            self.inside = PageForm(action, given.get("method", "get").lower())
            self.forms.append(self.inside)
        elif self.inside is not None:
            self._field(tag, given)

    def _field(self, tag: str, given: dict[str, str]) -> None:
        form, name = self.inside, given.get("name", "")
        assert form is not None
        if tag == "option" and self.select and "selected" in given:
            form.values.setdefault(self.select, []).append(given.get("value", ""))
        if not name:
            return
        kind = given.get("type", "text") if tag == "input" else tag
        if tag in ("input", "select", "textarea", "button"):
            form.names[name] = kind
        if tag == "select":
            self.select = name
        elif tag == "textarea":
            self.area = name
            form.values.setdefault(name, []).append("")
        elif tag == "input" and (kind not in ("checkbox", "radio") or "checked" in given):
            form.values.setdefault(name, []).append(given.get("value", ""))
        elif tag == "button" and name not in form.values:
            form.values[name] = [given.get("value", "")]

    def handle_data(self, data: str) -> None:
        if self.inside is not None and self.area:
            self.inside.values[self.area][-1] += data.lstrip("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = None
        elif tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.area = ""
