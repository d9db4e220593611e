"""Read web pages as the tests do: as a tree, its links, headings and texts."""

from __future__ import annotations

import re
from urllib.parse import unquote

from lxml import html

from generator.formats.html import write_html
from generator.locality.origins import find_origins
from generator.locality.profile import Profile
from generator.pipeline.support.composing import compose


class Page:
    """Hold a document, its page as text, and the page as a tree."""

    def __init__(self, profile: Profile) -> None:
        self.document = compose(profile)
        self.origins = find_origins(self.document, profile)
        self.text = write_html(self.document, self.origins)
        self.tree = html.document_fromstring(self.text)
        self.ids = {element.get("id"): element for element in self.tree.xpath("//*[@id]")}


def led(root: html.HtmlElement) -> list[str]:
    """Return the ids to which the links inside an element lead, in order."""
    return [unquote(href.removeprefix("#")) for href in root.xpath("descendant-or-self::a/@href")]


def words(text: str) -> str:
    """Return a text without its blanks."""
    return re.sub(r"\s", "", text)


def texts(root: html.HtmlElement, path: str) -> list[str]:
    """Return the texts of the elements at a path."""
    return [words(element.text_content()) for element in root.xpath(path)]


def headings(root: html.HtmlElement) -> list[tuple[int, str]]:
    """Return the headings with their levels, in order."""
    found = root.xpath("//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6]")
    return [(int(element.tag[1]), words(element.text_content())) for element in found]
