"""Break the text of a profile at random: its bytes, its lines, its encoding."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from random import Random

from conftest import ROOT
from made_up import SENTENCES, VALUES, odd_words

_PLANS = sorted((ROOT / "profiles").glob("*.yaml"))
_CASES = sorted(
    file
    for folder in ("sound", "rules", "form", "policy", "diff", "styles")
    for file in (ROOT / "tests/cases" / folder).rglob("*.yaml")
)
_ENCODINGS = [
    "gb18030",
    "gbk",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-8-sig",
    "utf-32",
    "big5",
    "shift-jis",
]
_SIGNS = ["：", "，", "“", "”", "{", "}", "[", "]", "#", "'", '"', "&a ", "*a ", "!!int ", "|", ">", "- "]
_SIGNS += ["? ", "\t", "\u3000", "\u00a0", "\u200b", "\ufeff", "\u202e", "\x07", "%", "@", "---\n", "...\n"]
_SIGNS += ["<<: ", "\\", "～"]


def text_of_a_profile(chance: Random) -> str:
    """Return the text of a real plan's profile or of a case."""
    return _text(
        chance.randrange(len(_PLANS)) - len(_PLANS)
        if chance.random() < 0.15
        else chance.randrange(len(_CASES))
    )


def broken_bytes(chance: Random) -> bytes:
    """Return a profile with its bytes changed, cut off, or in another encoding."""
    content = bytearray(text_of_a_profile(chance).encode())
    for _ in range(chance.choice([1, 1, 2, 8, 50])):
        place = chance.randrange(len(content)) if content else 0
        match chance.randrange(7):
            case 0 if content:
                content[place] ^= 1 << chance.randrange(8)
            case 1:
                content[place:place] = chance.choice(_SIGNS).encode()
            case 2:
                del content[place : place + chance.choice([1, 1, 3, 40])]
            case 3:
                content[place:place] = content[place : place + chance.randrange(1, 200)]
            case 4:
                content[place:place] = chance.randbytes(chance.choice([1, 3, 30]))
            case _:
                del content[place : place if chance.random() < 0.9 else None]
    if chance.random() < 0.3:
        return _encoded(bytes(content).decode("utf-8", errors="ignore"), chance)
    return bytes(content)


def broken_lines(chance: Random) -> bytes:
    """Return a profile with lines swapped, doubled, deleted, indented, dedented, or mixed with another's."""
    lines = text_of_a_profile(chance).split("\n")
    for _ in range(chance.choice([1, 1, 2, 5])):
        place = chance.randrange(len(lines))
        chance.choice(_BREAKS)(lines, place, chance)
        lines = lines or [""]
    ends = chance.choice(["\n"] * 6 + ["\r\n", "\r\n", "\r", "\n\r"])
    text = ends.join(lines)
    return _encoded(text, chance) if chance.random() < 0.1 else text.encode()


@cache
def _text(number: int) -> str:
    return [*_CASES, *_PLANS][number].read_text("utf-8")


def _encoded(text: str, chance: Random) -> bytes:
    return text.encode(chance.choice(_ENCODINGS), errors="replace")


def _swap(lines: list[str], place: int, chance: Random) -> None:
    other = chance.randrange(len(lines))
    lines[place], lines[other] = lines[other], lines[place]


def _double(lines: list[str], place: int, chance: Random) -> None:
    lines.insert(chance.randrange(len(lines) + 1), lines[place])


def _drop(lines: list[str], place: int, chance: Random) -> None:
    del lines[place : place + chance.choice([1, 1, 2, 10])]


def _indent(lines: list[str], place: int, chance: Random) -> None:
    for number in range(place, min(len(lines), place + chance.choice([1, 1, 3]))):
        line = lines[number]
        lines[number] = chance.choice(
            [" " + line, "  " + line, "\t" + line, line[1:], line.lstrip(), "\u3000" + line]
        )


def _sign(lines: list[str], place: int, chance: Random) -> None:
    line, sign = lines[place], chance.choice(_SIGNS)
    where = chance.randrange(len(line) + 1)
    lines[place] = line[:where] + sign + line[where + chance.randrange(2) :]


def _value(lines: list[str], place: int, chance: Random) -> None:
    key, colon, _ = lines[place].partition(": ")
    if colon:
        lines[place] = (
            key + colon + chance.choice([*VALUES, *SENTENCES, odd_words(chance), "", "[", "{a: b}"])
        )


def _strange(lines: list[str], place: int, chance: Random) -> None:
    others = text_of_a_profile(chance).split("\n")
    start = chance.randrange(len(others))
    lines[place:place] = others[start : start + chance.randrange(1, 6)]


_BREAKS: list[Callable[[list[str], int, Random], None]] = [
    _swap,
    _double,
    _drop,
    _indent,
    _sign,
    _value,
    _value,
    _strange,
]
