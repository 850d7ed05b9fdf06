"""Reads rendered markup for the tests: which ids there are, which fragments point at them."""

from __future__ import annotations

from html.parser import HTMLParser

from django.template import Context, Template


class Markup(HTMLParser):
    """Ids, fragment links, described-by references, attribute names and tags of a piece of HTML."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.fragments: list[str] = []
        self.references: list[str] = []
        self.attributes: set[str] = set()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        self.attributes.update(found)
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if str(found.get("href", "")).startswith("#"):
            self.fragments.append(str(found["href"])[1:])
        for name in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
            self.references.extend(str(found.get(name) or "").split())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """Attributes of all elements of a kind."""
        return [attrs for name, attrs in self.tags if name == tag]


def draw(source: str, **values: object) -> str:
    """Render template text with the library of the look."""
    return Template("{% load ui %}" + source).render(Context(values))
