"""Test the layout of findings for people: the place, its line with a caret below it, the words.

The words are made up here, so that no change of a rule's words changes the layout's golden.
"""

from __future__ import annotations

from commands import CASES
from conftest import Golden

from generator.base.diagnostics import Diagnostic, Place, Severity
from generator.check.findings.text import as_text

FOLDER = CASES / "report"


def diagnostic(place: tuple[int, int], rule: str, why: str = "", remedy: str = "改成别的") -> Diagnostic:
    """Return a diagnostic of a place in the case's profile; 0 is the whole file."""
    file = str(FOLDER / "profile.yaml")
    return Diagnostic(rule, Severity.ERROR, Place(file, *place), f"{rule} 不对", why, remedy)


def test_a_report_shows_the_line_with_a_caret_and_folds_what_is_much(golden: Golden) -> None:
    told = [
        diagnostic((0, 0), "whole-file", "整个文件"),
        diagnostic((1, 18), "behind-nothing-wide"),
        diagnostic((1, 50), "behind-wide-signs", "前面有汉字"),
        diagnostic((2, 8), "in-quotes"),
        diagnostic((4, 3), "a-line-cut-behind"),
        diagnostic((4, 110), "a-line-cut-before"),
        diagnostic((5, 10), "behind-a-tab", remedy=""),
        diagnostic((99, 1), "a-line-that-is-not-there"),
        *(diagnostic((line, 1), "at-several-places") for line in (1, 2, 3, 6, 6)),
        *(diagnostic((6, 15), "at-one-place") for _ in range(4)),
    ]
    lines = as_text(told, lambda text, severity: f"[{text}]" if severity is Severity.ERROR else text)
    golden.check(FOLDER / "report.txt", "".join(f"{line}\n" for line in lines).replace(f"{FOLDER}/", ""))
