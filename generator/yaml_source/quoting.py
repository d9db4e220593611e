"""Quotation marks for values that YAML would cut off: a comma or braces in braces, words behind a quotation.

A value is read as meant: {own: 培训1,450人次} is one value, and so is "十四五"规划 behind its key.
"""

from __future__ import annotations

import re
from functools import cache

_KEY = r"[A-Za-z_][\w-]*"
_PLAIN = "\"'[{&*!|>%@`#,]}"  # what no plain value begins with
# What follows a comma behind which a value goes on: neither a key, nor a lone word that may be meant as one.
_GOES_ON = re.compile(
    rf"(?! *(?:{_KEY} *[:：]|[^,{{}}\[\]\"']{{0,40}}: |[A-Za-z_][A-Za-z0-9_-]*(?:[ ,}}\]]|$)|$|#|[\"'\[{{]))"
)
_ENTRY = re.compile(rf" *{_KEY}: +")
_BLOCK_ENTRY = re.compile(rf" *(?:- +)*(?:{_KEY}: +)?(?=[\"'])")
_WITH_COLON = re.compile(rf" *(?:- +)?{_KEY}: +(?=[^\"'\[{{&*!|>%@`#\s])")
_NEXT_KEY = re.compile(rf"[,}}] *(?:{_KEY}: |$)")  # a next key, or a line that ends within its braces
_SIGN = re.compile(r"[{}\[\],]| #")
_QUOTED = re.compile(r"\"[^\"\\]*\"|'[^']*(?:''[^']*)*'(?!')")
# Each begins with its sign, so that a search skips to it: most lines have none.
_DIVIDES_NOTHING = re.compile(r",(?! *(?:[A-Za-z_][\w.-]*(?:[,\]:]| *$)|[\"'\[{《]|$))")
_INSIDE_WORDS = re.compile(r"\{(?<=[^\s\[{(,:\"'“]\{)")
_BRACKET_INSIDE = re.compile(r"\[(?<=[^\s\[{(,:\"'“]\[)")
_GOES_ON_BEHIND = re.compile(r"\"(?<=[:\[,{ -]\")[^\"\\]*\"(?! *(?:[,}\]:#]|$))")
_SINGLE_GOES_ON = re.compile(r"'(?<=[:\[,{ -]')[^']*'(?! *(?:[,}\]:#']|$))")


def _cuts_values(line: str) -> bool:
    """Return whether YAML may cut a value of `line`: a quick look at its signs."""
    return bool(
        ("," in line and _DIVIDES_NOTHING.search(line))
        or ("{" in line and _INSIDE_WORDS.search(line))
        or ("[" in line and _BRACKET_INSIDE.search(line))
        or ('"' in line and _GOES_ON_BEHIND.search(line))
        or ("'" in line and _SINGLE_GOES_ON.search(line))
        or (line.count(": ") > 1 and _colon_inside(line))
    )


def open_quotation(line: str) -> int:
    """Return the column, from 1, of a quotation behind which a value goes on; 0 if there is none."""
    found = _GOES_ON_BEHIND.search(line) or _SINGLE_GOES_ON.search(line)
    return found.start() + 1 if found else 0


def quote_values(line: str) -> str:
    """Return `line` with each value in quotation marks that YAML would cut off."""
    if not _cuts_values(line):
        return line
    body = line.rstrip("\r\n")
    return _quoted_values(body) + line[len(body) :]


def _quoted_values(line: str) -> str:
    """Return `line`, which has no line end, with each value in quotation marks that YAML would cut off."""
    if (begun := _BLOCK_ENTRY.match(line)) and (end := _behind_quotation(line, begun.end())):
        return line[: begun.end()] + _quoted(line[begun.end() : end]) + line[end:]
    if start := _colon_inside(line):
        return line[:start] + _quoted(line[start:].rstrip())
    return _in_braces(line)


def _colon_inside(line: str) -> int:
    """Return where a value of Chinese words begins that has a half-width colon in it; 0 if there is none."""
    entry = _WITH_COLON.match(line)
    value = line[entry.end() :] if entry and "#" not in line else ""
    inside = ": " in value and _chinese().search(value) and not _is_in_braces(value)
    return entry.end() if entry and inside else 0


def _is_in_braces(value: str) -> bool:
    """Return whether `value`, the rest of a line, stands in braces that an earlier line opened."""
    return value.count("}") > value.count("{") or bool(_NEXT_KEY.search(value.rstrip()))


@cache
def _chinese() -> re.Pattern[str]:
    """Return the pattern of a Chinese character; few files need it, and it is slow to compile."""
    return re.compile(r"[\u3400-\u9fff]")


def _behind_quotation(line: str, start: int) -> int:
    """Return where a value ends that begins with a quotation and goes on behind it; 0 if it does not.

    A value with a quotation mark at its end too may be meant either way, and is left alone.
    """
    quotation = _QUOTED.match(line, start)
    if not quotation:
        return 0
    rest, _, _ = line[quotation.end() :].partition(" #")
    words = rest.strip()
    if not words or words[0] in ",}]:#" or words[-1] in "\"'":
        return 0
    return quotation.end() + len(rest.rstrip())


def _in_braces(line: str) -> str:
    """Return `line` with the values in its braces quoted where they need it."""
    opened, position, pieces, done = "", 0, [], 0
    while position < len(line):
        character = line[position]
        if character in "\"'" and (quotation := _QUOTED.match(line, position)):
            position = quotation.end()
            continue
        if character == "#" and line[:position][-1:] in {"", " "}:
            break
        if character in "{[":
            opened += character
        elif character in "}]":
            opened = opened[:-1]
        position += 1
        entry = _ENTRY.match(line, position) if character in "{," and opened.endswith("{") else None
        if entry and (end := _end_of_value(line, entry.end())):
            value = line[entry.end() : end].rstrip()
            if any(sign in value[1:] for sign in ",{}[]\"'") or ": " in value:
                pieces += [line[done : entry.end()], _quoted(value)]
                done = entry.end() + len(value)
            position = end
    return "".join((*pieces, line[done:]))


def _end_of_value(line: str, start: int) -> int:
    """Return where the plain value ends that begins at `start` in braces; 0 if it is none, or has no end."""
    if not _is_plain(line, start):
        return 0
    depth = 0
    for match in _SIGN.finditer(line, start):
        sign = match[0]
        if sign == " #":
            return 0
        if sign in "{[":
            depth += 1
        elif depth:
            depth -= sign != ","
        elif sign != "," or not _GOES_ON.match(line, match.end()):
            return match.start()
    return 0


def _is_plain(line: str, start: int) -> bool:
    """Return whether the value that begins at `start` has no quotation marks around it, and is no list."""
    if quotation := _QUOTED.match(line, start):
        return line[quotation.end() :].lstrip()[:1] not in {"", *",}]:#"}
    return line[start : start + 1] not in _PLAIN


def _quoted(value: str) -> str:
    """Return a value in double quotation marks, or in single ones if it has double ones."""
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'
