"""Find the title of an outside plan, and what it says: status, period, whose plan it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from generator.base.numerals import read_numeral
from generator.document.printed_numbers import NUMBERS
from generator.word.outside.numbers import numbered
from generator.word.outside.vocabulary import annex_label, one_of, status_of, without_blanks, word, words
from generator.word.reader import BareBlock, BareLine

_MOST_LINES = 4  # of a title
_LONGEST_LINE = 40
_SEARCHED = 400  # blocks in which a title stands
_FOURTEENTH, _YEARS = 2021, 5  # the first year of the fourteenth period; each has so many
_DIGITS = "[〇零○一二三四五六七八九十]"
_SPAN = re.compile(
    r"(?:[（(]\s*)?((?:19|20)\d\d)(?:\s*年)?\s*[-—–－～~至]+\s*((?:19|20)\d\d)(?:\s*年)?(?:\s*[）)])?"
)
_DATE = re.compile(
    rf"\s*(?:\d{{4}}|{_DIGITS}{{4}})\s*年\s*(?:\d|{_DIGITS}){{1,3}}\s*月(?:\s*(?:\d|{_DIGITS}){{1,3}}\s*日)?\s*"
)
_TAIL = re.compile(r"[（(【\[][^（(【\[]*[）)】\]]$")


@dataclass(frozen=True, slots=True)
class FoundTitle:
    """Hold a title, its status, and the places of its first line and behind its last."""

    title: str
    status: str
    start: int
    end: int


def find_title(blocks: Sequence[BareBlock]) -> FoundTitle | None:
    """Return the title of the plan in `blocks` where it stands last, behind cover and letter."""
    every = [title for place in range(min(len(blocks), _SEARCHED)) if (title := _title_at(blocks, place))]
    # Where a name stands above a whole title, that is no part of it.
    found = [each for each in every if not any(_is_whole_within(other, each) for other in every)]
    same = [title for title in found if title.title == found[0].title]
    return same[-1] if same else None


def _is_whole_within(title: FoundTitle, other: FoundTitle) -> bool:
    """Return whether `title`, which says whose plan it is, is the last lines of `other`."""
    return other.start < title.start and other.end == title.end and bool(locality_of(title.title))


def _title_at(blocks: Sequence[BareBlock], place: int) -> FoundTitle | None:
    """Return the title of a plan that begins at `place`, in one line or in several, None if none does."""
    text = ""
    for end in range(place, min(place + _MOST_LINES, len(blocks))):
        block = blocks[end]
        if not isinstance(block, BareLine) or not _may_be_title(block.text):
            return None
        text += without_blanks(block.text)
        status = status_of(tail[0]) if (tail := _TAIL.search(text)) else ""
        title = text[: tail.start()] if tail and status else text
        if is_title(title):
            return FoundTitle(title, status, place, end + 1)
    return None


def _may_be_title(text: str) -> bool:
    if not 0 < len(text.strip()) <= _LONGEST_LINE or set(text) & set("。；;！？"):
        return False
    return not (is_date(text) or numbered(text) or annex_label(text))


def is_date(text: str) -> bool:
    """Return whether `text` says a date and nothing else."""
    return bool(_DATE.fullmatch(text))


def is_title(text: str) -> bool:
    """Return whether `text` is the title of a plan, and not that of a letter about one."""
    whole = _SPAN.sub("", text)
    about = any(each in text for each in words("title", "about")) or _period().search(text)
    ends = whole.endswith(words("title", "ends"))
    return bool(ends and about and "》" not in text and not text.startswith(words("letter", "begins")))


@cache
def _period() -> re.Pattern[str]:
    return re.compile(word("period").replace("{cjk}", f"({NUMBERS['cjk']})"))


def period_of(title: str) -> str:
    """Return the period that `title` names (十四五, 2026—2030年) as its years, "" if it names none."""
    if span := _SPAN.search(title):
        return f"{span[1]}-{span[2]}"
    found = _period().search(title)
    count = read_numeral(found[1]) if found else None
    if count is None:
        return ""
    first = _FOURTEENTH + _YEARS * (int(count) - 14)
    return f"{first}-{first + _YEARS - 1}"


def span_of(text: str) -> str:
    """Return the years that `text` says and nothing else (2026—2030年), "" if it says others."""
    return text.strip() if _SPAN.fullmatch(text.strip()) else ""


def locality_of(title: str) -> str:
    """Return whose plan the `title` says that it is: the words before its period and its matter."""
    about = one_of(words("title", "about"))
    head = re.split(rf"[“\"‘「]?{_period().pattern}|{_SPAN.pattern}|{about}|国民经济", title, maxsplit=1)[0]
    return head.strip('“”"')
