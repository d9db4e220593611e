"""Characters that no text may hold: controls, changes of direction, invisible and non-characters."""

from __future__ import annotations

import re
import sys
from json import dumps

_FORBIDDEN = "".join(  # noqa: FLY002  # one line a kind
    (
        "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f",  # controls: they drive terminals, and XML cannot hold them
        "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069",  # change the direction of text
        "\u2028\u2029",  # line ends for some programs and not for others
        "\xad\u200b\u2060-\u2065\u206a-\u206f\ufeff",  # invisible: they would make one word two
        "\ufff9-\ufffc",  # annotations and objects that are not there
        "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff",  # surrogates and noncharacters
    )
)
# Joiners combine emoji and shape Mongolian letters; anywhere else they are invisible.
_JOINABLE = "\u1800-\u18af\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff"
# Tags, which can spell an invisible message, and noncharacters.
_SUPPLEMENTARY = "\U000e0000-\U000e007f" + "".join(
    chr(plane + last) for plane in range(0x10000, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)
)
# Two patterns, each with a plain class in front: the search runs over every text and must be fast.
_PATTERNS = (
    re.compile(f"[{_FORBIDDEN}\u200c\u200d](?<![{_JOINABLE}][\u200c\u200d])"),
    re.compile(f"[\U0001fffe-\U0010ffff](?<=[{_SUPPLEMENTARY}])"),
)
_BARE_RETURN = re.compile(r"\r(?!\n)")  # a terminal overwrites the line with what follows
_REFERENCE = re.compile(r"&#(x[0-9A-Fa-f]{1,8}|[0-9]{1,9});")
REFERENCES = ("&lt;", "&gt;")
"""The brackets around a code point in markup."""
_LINES = re.compile(r"\r\n|[\r\n]")


def forbidden_character(text: str) -> re.Match[str] | None:
    """Return the first forbidden character of `text` as a match, or None."""
    found = (match for pattern in _PATTERNS if (match := pattern.search(text)))
    return min(found, key=lambda match: match.start(), default=None)


def forbidden_in_markup(xml: str) -> re.Match[str] | None:
    """Return the first forbidden character of `xml`, typed or as a character reference (&#8238;), or None.

    A carriage return counts as a reference only: typed, it is a line end, which XML reads as one.
    """
    referenced = ((match, _referenced(match[1])) for match in _REFERENCE.finditer(xml))
    named = (match for match, named in referenced if named == "\r" or forbidden_character(named))
    return forbidden_character(xml) or next(named, None)


def _referenced(number: str) -> str:
    """Return the character of the reference &#`number`;, or NUL if there is no such code point."""
    code_point = int(number[1:], 16) if number.startswith("x") else int(number)
    return chr(code_point) if code_point <= sys.maxunicode else "\0"


def unprintable(text: str) -> re.Match[str] | None:
    """Return the first character of `text` that no file may hold, a bare carriage return too, or None."""
    return forbidden_character(text) or _BARE_RETURN.search(text)


def make_visible(text: str, brackets: tuple[str, str] = ("<", ">")) -> str:
    """Return `text` with each forbidden character as its code point, <U+202E>; lines and tabs stay.

    In markup the `brackets` are references.
    """
    for pattern in (*_PATTERNS, _BARE_RETURN):
        text = pattern.sub(lambda match: code_point(match[0]).join(brackets), text)
    return text


def mask(text: str) -> str:
    """Return `text` with U+FFFD for each forbidden character, so that no column behind it moves."""
    for pattern in _PATTERNS:
        text = pattern.sub("\ufffd", text)
    return text


def one_line(text: str) -> str:
    """Return `text` on one line, made visible: ↵ for each line end, a blank for each tab."""
    return _LINES.sub("↵", make_visible(text)).replace("\t", " ")


def code_point(character: str) -> str:
    """Return the code point of `character` in the usual notation: U+202E."""
    return f"U+{ord(character):04X}"


def escape_json(json: str) -> str:
    """Return `json` with each forbidden character as a JSON escape: the same data, harmless in a terminal."""
    for pattern in _PATTERNS:
        json = pattern.sub(lambda match: dumps(match[0])[1:-1], json)
    return json
