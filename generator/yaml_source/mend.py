"""Corrections for slips of the keyboard in YAML: full-width signs, tabs, odd blanks, unquoted comparisons.

Only signs in structural places change (indentation, after a key, before the next key in braces), never
the words of a value, a comment, a quotation or a block of text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import takewhile
from typing import NamedTuple

from generator.base.characters import mask
from generator.base.diagnostics import Finding, Place, PlanError, few_of_each
from generator.base.limits import MOST_FINDINGS, MOST_SLIPS
from generator.yaml_source.quoting import quote_values

_KEY = r"[A-Za-z_][\w-]*"
_BLANKS = str.maketrans({"\t": "  ", "\u00a0": " ", "\u2003": "  ", "\u3000": "  "})
_SHOWN = str.maketrans({"\t": "⇥", "\u00a0": "␣", "\u2003": "□", "\u3000": "□"})
_DIGITS = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
_FIGURE = r"[>%](?=[^\s,，}#“”\"\d]*\d)[^\s,，}#“”\"]*+"  # possessive, or many digits would be quadratic
_TOTAL = r"\[\d[\d.余多万亿]{0,20}\][^\s,，}#“”\"\]]{1,20}"  # [2500]人次: YAML ends the value at ]
_WIDE = r"[\u00a0\u2003\u3000][ \t\u00a0\u2003\u3000]*"
_END = r"(?=\s*(?:[,，}#]|$))"
_QUOTE = re.compile("[\"']")
_BLOCK = re.compile(r"(?:^|[:-] )[|>][+-]?\d?[+-]?\s*(?:#.*)?$")
_MAX_ROUNDS = 5  # corrections that uncover one another on one line
_LONG, _CONTEXT = 60, 10  # characters of a line that a message shows whole, and around a correction
_MAX_LENGTH = 10_000  # characters; no line that a person typed is longer
# Every line with a slip matches this or _WIDE_COLON; most lines do not, and a check of all must be fast.
_SUSPICIOUS = re.compile(
    rf"^ *(?:[－–]|{_KEY}:[^\s:/])|[\t\u00a0\u2003\u3000]|: (?:“[>%\[]|[>%０-９｛]|\d+,\d|{_TOTAL})"
    rf"|， *{_KEY} *[:：]|[{{,] *{_KEY}:[^\s:/,}}\]]|[^ -~]\[\d"
)
_WIDE_COLON = re.compile(rf"(?<![\w-]){_KEY} *：")
Correction = Callable[[re.Match[str]], str]


@cache
def _corrections() -> tuple[tuple[re.Pattern[str], Correction, bool], ...]:
    """Return each slip's pattern, its correction, and whether it is a slip only inside braces.

    Compile them for the first line that needs them: most files have no slip.
    """
    anywhere: tuple[tuple[str, Correction], ...] = (
        (
            r"^[ \t\u00a0\u2003\u3000]*[\t\u00a0\u2003\u3000][ \t\u00a0\u2003\u3000]*",
            lambda m: m[0].translate(_BLANKS),
        ),
        (r"^( *)[－–](?=\s)", lambda m: f"{m[1]}-"),
        (rf"^( *)- *{_WIDE}(?=\S)", lambda m: f"{m[1]}- "),
        (rf"(^ *(?:- )?{_KEY})[ \u3000]*：[ \u3000\u00a0]*(?=\S)", lambda m: f"{m[1]}: "),
        (rf"(^ *(?:- )?{_KEY})：[ \u3000]*$", lambda m: f"{m[1]}:"),
        (rf"^( *{_KEY}):(?=[^\s:/])", lambda m: f"{m[1]}: "),
        (rf"(^ *(?:- )?{_KEY}):{_WIDE}(?=\S)", lambda m: f"{m[1]}: "),
        (rf"(^ *(?:- )?{_KEY}):{_WIDE}$", lambda m: f"{m[1]}:"),
        (r"(?<=: )[\u00a0\u3000]+", lambda _: ""),
        (rf"(?<=: )“({_FIGURE}|\[\d+\])”{_END}", lambda m: f'"{m[1]}"'),
        (rf"(?<=: )({_FIGURE}|{_TOTAL}){_END}", lambda m: f'"{m[1]}"'),
        (rf"(?<=: )[０-９][０-９．％]*{_END}", lambda m: m[0].translate(_DIGITS)),
        (rf"(?<=: )｛(\s*{_KEY}[ \u3000]*[:：].*)｝(?=\s*(?:#|$))", lambda m: f"{{{m[1]}}}"),
    )
    in_braces: tuple[tuple[str, Correction], ...] = (
        (rf"(?<=[{{,] )({_KEY})[ \u3000]*：[ \u3000\u00a0]*(?=\S)", lambda m: f"{m[1]}: "),
        (rf"(?<=[{{,])({_KEY})[ \u3000]*：[ \u3000\u00a0]*(?=\S)", lambda m: f"{m[1]}: "),
        (rf"(?<=[{{,])( *{_KEY}):(?:{_WIDE}(?=\S)|(?=[^\s:/,}}\]]))", lambda m: f"{m[1]}: "),
        (rf"，[ \u3000]*({_KEY})(?=[ \u3000]*[:：])", lambda m: f", {m[1]}"),
        (r"([\u4e00-\u9fff])\[(\d{4})\](?=第?\d{1,4}号)", lambda m: f"{m[1]}〔{m[2]}〕"),
        (r"(?<=: )(\d{1,3}(?:,\d{3})+(?:\.\d+)?)(?=\s*[,}])", lambda m: f'"{m[1]}"'),
    )
    return tuple(
        (re.compile(pattern), correction, braces)
        for group, braces in ((anywhere, False), (in_braces, True))
        for pattern, correction in group
    )


def correct_slips(text: str, name: str) -> tuple[str, list[Finding]]:
    """Correct the slips in the `text` of the file `name`; return it with a finding for each changed line."""
    lines = text.splitlines(keepends=True)
    if not any(map(_may_have_slip, lines)):
        return text, []
    findings: list[Finding] = []
    block: int | None = None
    quote = ""
    for number, line in enumerate(lines):
        indent = len(line) - len(line.lstrip())
        if len(line) > _MAX_LENGTH:
            continue
        if quote or (block is not None and (not line.strip() or indent > block)):
            quote = _scan(line, quote).open_quote if quote else ""
            continue
        corrected = _correct(line)
        if corrected != line:
            place = Place(name, number + 1, _first_difference(line, corrected))
            before, after = _around((line.translate(_SHOWN).strip("\r\n "), corrected.strip("\r\n ")))
            facts = {"before": mask(before), "after": mask(after)}
            findings.append(Finding("yaml-mended", place, facts))
            lines[number] = corrected
            if len(findings) > MOST_SLIPS:
                facts = {"reason": "ManySlips", "limit": f"{MOST_SLIPS:,}"}
                listed = few_of_each(findings, MOST_FINDINGS)
                raise PlanError([*listed, Finding("yaml-excess", place, facts)])
        quote = _scan(corrected.rstrip("\r\n")).open_quote if _QUOTE.search(corrected) else ""
        opens = ("|" in corrected or ">" in corrected) and _BLOCK.search(corrected.rstrip())
        block = indent if opens else None
    return "".join(lines), findings


def _correct(line: str) -> str:
    """Correct one line until nothing changes: one correction may uncover another slip."""
    if not _may_have_slip(line):
        return line
    body = line.rstrip("\r\n")
    for _ in range(_MAX_ROUNDS):
        before = body
        for pattern, correction, braces in _corrections():
            body = _apply(pattern, correction, body, braces=braces)
        body = quote_values(body)
        if body == before:
            break
    return body + line[len(line.rstrip("\r\n")) :]


def _may_have_slip(line: str) -> bool:
    """Return whether `line` may have a slip, and is short enough for a person to have typed it."""
    return len(line) <= _MAX_LENGTH and bool(
        _SUSPICIOUS.search(line) or ("：" in line and _WIDE_COLON.search(line)) or quote_values(line) != line
    )


def _apply(pattern: re.Pattern[str], correction: Correction, line: str, *, braces: bool) -> str:
    if not pattern.search(line):
        return line
    scan = _scan(line)

    def replacement(match: re.Match[str]) -> str:
        inside = scan.within[match.start()] if match.start() < len(scan.within) else 0
        return match[0] if inside < 0 or (braces and not inside) else correction(match)

    return pattern.sub(replacement, line)


class _Scan(NamedTuple):
    """Mark each character of a line: 1 in braces, 0 outside or in a list, -1 in quotes or a comment.

    `open_quote` is the quotation mark of a quotation that goes on in the next line.
    """

    within: list[int]
    open_quote: str


def _scan(line: str, quote: str = "") -> _Scan:
    within: list[int] = []
    opened, before, escaped = "", ":", False
    for position, character in enumerate(line):
        if not quote and character == "#" and line[:position][-1:] in {"", " ", "\t"}:
            within += [-1] * (len(line) - position)
            break
        if quote:
            within.append(-1)
            quote = "" if character == quote and not escaped else quote
            escaped = quote == '"' and character == "\\" and not escaped
        elif character in "\"'" and before in ":,[{-":
            within.append(-1)
            quote = character
        else:
            opened = opened[:-1] if character in "}]" else opened + character * (character in "{[")
            within.append(int(opened.endswith("{")))
        before = character if not character.isspace() else before
    return _Scan(within, quote)


def _around(lines: tuple[str, str]) -> tuple[str, str]:
    """Return two versions of a line, without what they share far from their differences if they are long."""
    if max(map(len, lines)) <= _LONG:
        return lines
    same = _shared(*lines)
    start = max(0, same - _CONTEXT)
    left = max(0, _shared(*(line[same:][::-1] for line in lines)) - _CONTEXT)
    before, after = (
        f"{'…' if start else ''}{line[start : len(line) - left]}{'…' if left else ''}" for line in lines
    )
    return before, after


def _shared(one: str, other: str) -> int:
    """Return how many characters two texts share from their beginnings."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _first_difference(before: str, after: str) -> int:
    return next((n for n, (a, b) in enumerate(zip(before, after, strict=False), start=1) if a != b), 1)
