"""Make the files that a summary is written to: a page, a workbook, data, the Word files that go out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from generator.base.characters import REFERENCES, make_visible
from generator.base.digest import DIGEST_KEY, pieces_with_digest, with_digest
from generator.base.packed import Packed
from generator.check.findings.groups import report_words
from generator.formats.summary import Arrival, Summary
from generator.formats.summary_data import json_pieces
from generator.pipeline.summary.neighbours import MOST_ALIKE
from generator.pipeline.summary.sender import Sender
from generator.pipeline.support.naming import fitting

LETTERS = "docx"
ENDINGS = {"html": ".html", "xlsx": ".xlsx", "json": ".json"}


def summary_files(
    summary: Summary, formats: Sequence[str], sender: Sender
) -> Iterator[tuple[str, bytes | Packed]]:
    """Yield the names and contents of the files of a summary in `formats`, those that have any.

    Raise PlanError if a template fails.
    """
    (stem,) = fitting([f"{summary.place}{report_words('summary')['progress']}"])
    for name, ending in ENDINGS.items():
        if name in formats:
            yield f"{stem}{ending}", _CONTENT[name](summary)
    if LETTERS in formats:
        yield from _letters(summary, sender)


def _letters(summary: Summary, sender: Sender) -> Iterator[tuple[str, bytes]]:
    """Yield the names and contents of the Word files that go out: a letter a place, the 任务分解表."""
    from generator.pipeline.summary.letters import write_letters, write_shares  # noqa: PLC0415  # only for these

    words, names = report_words("summary"), Counter(each.name for each in summary.places)
    received = [each for each in summary.places if each.arrival is Arrival.RECEIVED]
    above = [each.upper if names[each.name] > 1 else "" for each in received]  # there are many 鼓楼区
    stems = [f"{upper}{each.name}{words['letter']}" for upper, each in zip(above, received, strict=True)]
    shares = f"{summary.place}{words['shares']}"
    files = [f"{stem}.docx" for stem in fitting([*stems, shares])]
    for file, (_, content) in zip(files, write_letters(summary, _book_words(), sender), strict=False):
        yield file, content
    yield files[-1], write_shares(summary)


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


def _data(summary: Summary) -> Packed:
    return Packed(pieces_with_digest(json_pieces(summary, **{DIGEST_KEY: ""})))


_CONTENT: Mapping[str, Callable[[Summary], bytes | Packed]] = {"html": _page, "xlsx": _book, "json": _data}
