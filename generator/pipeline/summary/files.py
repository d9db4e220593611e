"""Make the files that a summary is written to: a page, a workbook, data, the Word files that go out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from generator.base.characters import REFERENCES, make_visible
from generator.base.digest import DIGEST_KEY, with_digest
from generator.check.findings.groups import report_words
from generator.formats.summary import Summary
from generator.formats.summary_data import summary_json
from generator.pipeline.summary.neighbours import MOST_ALIKE
from generator.pipeline.summary.sender import Sender

LETTERS = "docx"
ENDINGS = {"html": ".html", "xlsx": ".xlsx", "json": ".json"}


def summary_files(summary: Summary, formats: Sequence[str], sender: Sender) -> Iterator[tuple[str, bytes]]:
    """Yield the names and contents of the files of a summary in `formats`, those that have any.

    Raise PlanError if a template fails.
    """
    stem = f"{summary.place}{report_words('summary')['progress']}"
    for name, ending in ENDINGS.items():
        if name in formats:
            yield f"{stem}{ending}", _CONTENT[name](summary)
    if LETTERS in formats:
        yield from _letters(summary, sender)


def _letters(summary: Summary, sender: Sender) -> Iterator[tuple[str, bytes]]:
    """Yield the names and contents of the Word files that go out: a letter a place, the 任务分解表."""
    from generator.pipeline.summary.letters import write_letters, write_shares  # noqa: PLC0415  # only for these

    words, names = report_words("summary"), Counter(each.name for each in summary.places)
    for place, content in write_letters(summary, _book_words(), sender):
        above = place.upper if names[place.name] > 1 else ""  # there are many 鼓楼区
        yield f"{above}{place.name}{words['letter']}.docx", content
    yield f"{summary.place}{words['shares']}.docx", write_shares(summary)


def _book_words() -> dict[str, str]:
    """Return the words of the summary, with those that say why a figure is not added."""
    apart = {f"why_{key}": word for key, word in report_words("shares_apart").items()}
    return {**report_words("summary"), **apart}


def _page(summary: Summary) -> bytes:
    from generator.formats.html.summary import write_page  # noqa: PLC0415  # only for this format

    words, apart, charts = map(report_words, ("summary", "shares_apart", "summary_charts"))
    page = write_page(summary, words, apart, charts, MOST_ALIKE)
    return with_digest(make_visible(page, REFERENCES)).encode()


def _book(summary: Summary) -> bytes:
    from generator.formats.workbook.summary import write_summary  # noqa: PLC0415  # only for this format

    sheets, columns = report_words("summary_sheets"), report_words("summary_columns")
    return write_summary(summary, _book_words(), sheets, columns)


def _data(summary: Summary) -> bytes:
    return with_digest(f"{summary_json(summary, **{DIGEST_KEY: ''})}\n").encode()


_CONTENT = {"html": _page, "xlsx": _book, "json": _data}
