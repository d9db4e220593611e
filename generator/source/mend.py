"""Slips of the keyboard in YAML, read as meant: full-width signs, tabs, odd blanks, unquoted comparisons.

Only signs in structural places are touched (indentation, after a key, before the next key), never the
words of a value or a comment.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from generator.diagnostics import Finding, Place

_KEY = r"[A-Za-z_][\w-]*"
_BLANKS = str.maketrans({"\t": "  ", "\u00a0": " ", "\u2003": "  ", "\u3000": "  "})
_DIGITS = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
_FIGURE = r"[>%][^\s,，}#“”\"]*\d[^\s,，}#“”\"]*"

# Where a slip stands, and how it is meant.
_SLIPS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (
        re.compile(r"^[ \t\u00a0\u2003\u3000]*[\t\u00a0\u2003\u3000][ \t\u00a0\u2003\u3000]*"),
        lambda m: m[0].translate(_BLANKS),
    ),
    (re.compile(r"^( *)[－–](?=\s)"), lambda m: f"{m[1]}-"),
    (re.compile(rf"((?:^ *(?:- )?|[{{,] *){_KEY})[ \u3000]*：[ \u3000\u00a0]*(?=\S)"), lambda m: f"{m[1]}: "),
    (re.compile(rf"((?:^ *(?:- )?){_KEY})：[ \u3000]*$"), lambda m: f"{m[1]}:"),
    (re.compile(rf"^( *{_KEY}):(?=[^\s:/])"), lambda m: f"{m[1]}: "),
    (re.compile(rf"，[ \u3000]*({_KEY})(?=[ \u3000]*[:：])"), lambda m: f", {m[1]}"),
    (re.compile(r"(?<=: )[\u00a0\u3000]+"), lambda _: ""),
    (re.compile(rf"(?<=: )“({_FIGURE}|\[\d+\])”(?=\s*(?:[,，}}#]|$))"), lambda m: f'"{m[1]}"'),
    (re.compile(rf"(?<=: )({_FIGURE})(?=\s*(?:[,}}#]|$))"), lambda m: f'"{m[1]}"'),
    (re.compile(r"(?<=: )[０-９][０-９．％]*(?=\s*(?:[,}#]|$))"), lambda m: m[0].translate(_DIGITS)),
)


def mend(text: str, name: str) -> tuple[str, list[Finding]]:
    """The text as it was meant, and for each slip where it stands and how it was read."""
    lines = text.splitlines(keepends=True)
    findings: list[Finding] = []
    for number, line in enumerate(lines, start=1):
        if line.lstrip().startswith("#"):
            continue
        mended = line
        for pattern, meant in _SLIPS:
            mended = _apply(pattern, meant, mended)
        if mended != line:
            place = Place(name, number, _first_difference(line, mended))
            findings.append(Finding("yaml-mended", place, {"before": line.strip(), "after": mended.strip()}))
            lines[number - 1] = mended
    return "".join(lines), findings


def _apply(pattern: re.Pattern[str], meant: Callable[[re.Match[str]], str], line: str) -> str:
    """A slip mended everywhere on a line, until nothing changes (one mend may uncover another)."""
    body, end = line.rstrip("\r\n"), line[len(line.rstrip("\r\n")) :]
    return pattern.sub(meant, body) + end


def _first_difference(before: str, after: str) -> int:
    return next((n for n, (a, b) in enumerate(zip(before, after, strict=False), start=1) if a != b), 1)
