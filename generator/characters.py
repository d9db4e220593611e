"""Characters that no text may hold: controls, changes of direction, invisible and non-characters."""

from __future__ import annotations

import re
import sys
from json import dumps

_NEVER = "".join(  # noqa: FLY002  # one line a kind
    (
        "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f",  # controls, which drive terminals, and which XML cannot hold
        "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069",  # turn the direction of text
        "\u2028\u2029",  # line ends to some and not to others
        "\xad\u200b\u2060-\u2065\u206a-\u206f\ufeff",  # not seen: one word would be two
        "\ufff9-\ufffc",  # stand for notes and pictures that are not there
        "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff",  # no characters
    )
)
# Joiners make one picture of several emoji and shape Mongolian letters; anywhere else they are not seen.
_JOINED = "\u1800-\u18af\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff"
# Tags, a whole message that nobody sees, and what is no character.
_BEYOND = "\U000e0000-\U000e007f" + "".join(
    chr(plane + last) for plane in range(0x10000, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)
)
# Two, each with one plain class in front: they are looked for in every text, in one quick walk.
_PATTERNS = (
    re.compile(f"[{_NEVER}\u200c\u200d](?<![{_JOINED}][\u200c\u200d])"),
    re.compile(f"[\U0001fffe-\U0010ffff](?<=[{_BEYOND}])"),
)
_OVERWRITES = re.compile(r"\r(?!\n)")  # a terminal writes what follows over what stands before
_NUMBER = re.compile(r"&#(x[0-9A-Fa-f]{1,8}|[0-9]{1,9});")
_LINES = re.compile(r"\r\n|[\r\n]")


def control(text: str) -> re.Match[str] | None:
    """Return the first forbidden character of `text` as a match, or None."""
    found = (match for pattern in _PATTERNS if (match := pattern.search(text)))
    return min(found, key=lambda match: match.start(), default=None)


def control_in_markup(xml: str) -> re.Match[str] | None:
    """Return the first forbidden character of `xml`, typed or as a character reference (&#8238;), or None."""
    named = (match for match in _NUMBER.finditer(xml) if control(_named(match[1])))
    return control(xml) or next(named, None)


def _named(number: str) -> str:
    """Return the character of the reference &#`number`;, or NUL if there is no such code point."""
    code = int(number[1:], 16) if number.startswith("x") else int(number)
    return chr(code) if code <= sys.maxunicode else "\0"


def visible(text: str) -> str:
    """Return `text` with each forbidden character as its code point, <U+202E>; lines and tabs stay."""
    for pattern in (*_PATTERNS, _OVERWRITES):
        text = pattern.sub(lambda match: f"<{code(match[0])}>", text)
    return text


def blotted(text: str) -> str:
    """Return `text` with U+FFFD for each forbidden character, so that no column behind it moves."""
    for pattern in _PATTERNS:
        text = pattern.sub("\ufffd", text)
    return text


def one_line(text: str) -> str:
    """Return `text` as `visible` does, on one line: ↵ for each line end, a blank for each tab."""
    return _LINES.sub("↵", visible(text)).replace("\t", " ")


def code(character: str) -> str:
    """Return the code point of `character` in the usual notation: U+202E."""
    return f"U+{ord(character):04X}"


def escaped(json: str) -> str:
    """Return `json` with each forbidden character as a JSON escape: the same data, harmless in a terminal."""
    for pattern in _PATTERNS:
        json = pattern.sub(lambda match: dumps(match[0])[1:-1], json)
    return json
