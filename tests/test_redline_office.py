"""Test tracked changes as LibreOffice understands them."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from merging import ENDS, ends_tracked, ten_tracked
from office import Office, by_uno
from redlines import PAIRS, tracked
from revisions import BODY, accepted, rejected

pytestmark = pytest.mark.office
MERGED = "ten copies merged"
OFFICE = [MERGED, *ENDS, *PAIRS]
OFFICE.remove("bigger")  # where LibreOffice keeps an index that came in


def content_of(name: str) -> bytes:
    """Return the Word file of a pair, or of merged copies."""
    if name in ENDS:
        return ends_tracked(name)
    return ten_tracked() if name == MERGED else tracked(name)


@pytest.fixture(scope="module")
def resolved(office: Office, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[str]]]:
    """Return the paragraphs of each pair once all changes are accepted, and once all are rejected."""
    folder = tmp_path_factory.mktemp("changes")
    files = {name: folder / f"{name}.docx" for name in OFFICE}
    for name, file in files.items():
        file.write_bytes(content_of(name))
    found = by_uno(office.soffice, "office_changes.py", files.values(), folder)
    return {name: found[str(file)] for name, file in files.items()}


@pytest.mark.parametrize("name", OFFICE)
def test_accepting_gives_the_new_words(resolved: dict[str, list[list[str]]], name: str) -> None:
    assert squeezed(resolved[name][0]) == squeezed(accepted(content_of(name), (BODY,)))


@pytest.mark.parametrize("name", OFFICE)
def test_rejecting_gives_the_old_words(resolved: dict[str, list[list[str]]], name: str) -> None:
    assert squeezed(resolved[name][1]) == squeezed(rejected(content_of(name), (BODY,)))


def squeezed(paragraphs: list[str]) -> Counter[str]:
    """Count lines of words, without blanks and without the page numbers on landscape pages."""
    lines = (re.sub(r"[\s\u200b]", "", line) for text in paragraphs for line in text.split("\n"))
    return Counter(line for line in lines if line and not re.fullmatch(r"—\d+—", line))
