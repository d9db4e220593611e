"""Read the letter before an outside plan, and the imprint behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from generator.document import Imprint, Letter, Paragraph, Passage, Text
from generator.word.outside.titles import FoundTitle, find_title, is_date
from generator.word.outside.vocabulary import annex_label, begins_with, without_blanks, word, words
from generator.word.reader import BareLine

_REFERENCE = re.compile(r".{1,20}[〔\[［(（【]\s*\d{4}\s*[〕\]］)）】]\s*\d+\s*号")
_LONGEST_NAME = 60  # characters of who sends a letter
_LONGEST_LINE = 200  # that says when an imprint was printed
_COVER = 12  # lines, the most on one
_MOST_LINES = 4  # of its title
_STOPS = "。：:；"


@cache
def _printed() -> re.Pattern[str]:
    """Return what reads the last line of an imprint: who, and when printed."""
    return re.compile(
        rf"(.*?)((?:\d{{4}})\s*年\s*\d{{1,2}}\s*月\s*\d{{1,2}}\s*日)\s*{word('printed')}[。]?\s*"
    )


def read_front(lines: Sequence[BareLine], title: FoundTitle | None) -> tuple[Letter | None, Letter | None]:
    """Return the cover and the letter that stand before a plan with this `title`, None for what is missing.

    A cover begins with the title and ends with its date, or with the first line of the letter.
    """
    first = find_title(lines[:_COVER])
    if title is None or first is None or first.title != title.title:
        return None, read_letter(lines)
    rest = [line.text.strip() for line in lines[first.end :]]
    dates = [n for n, text in enumerate(rest[:_COVER]) if is_date(text)]
    end = dates[0] if dates else 0
    cover = Letter(
        "",
        first.title,
        masthead=_lines(line.text.strip() for line in lines[: first.start]),
        issuer=_lines(rest[:end]),
        date=_lines(rest[end : end + 1] if dates else []),
        note=f"（{first.status}）" if first.status else "",
        look="cover",
    )
    return cover, read_letter(lines[first.end + (end + 1 if dates else 0) :])


def read_letter(lines: Sequence[BareLine]) -> Letter | None:
    """Return the letter that `lines` are, None if there are none; what has no place in it is its text."""
    texts = [line.text.strip() for line in lines if line.text.strip()]
    if not texts:
        return None
    start, end = _title(texts)
    head, title = texts[:start], "".join(texts[start:end])
    rest = texts[end:]
    recipients = rest.pop(0) if title and rest and rest[0].endswith(("：", ":")) else ""
    body, attachments, issuer, date, note = _signed(rest)
    masthead = [text for text in head if not _REFERENCE.fullmatch(text)]
    return Letter(
        "",
        title,
        masthead=_lines(masthead),
        reference=_lines(text for text in head if _REFERENCE.fullmatch(text)),
        recipients=_lines([recipients]),
        body=tuple(Paragraph("", (Passage("", (Text(text),)),)) for text in body),
        attachments=tuple((Text(text),) for text in attachments),
        issuer=_lines(issuer),
        date=_lines(date),
        note=note,
    )


def _title(texts: Sequence[str]) -> tuple[int, int]:
    """Return where the title of a letter begins and ends among `texts`; both 0 if it has none."""
    for start, text in enumerate(texts):
        if not begins_with(text, words("letter", "begins")):
            continue
        for end in range(start + 1, min(start + _MOST_LINES, len(texts)) + 1):
            whole = without_blanks("".join(texts[start:end]))
            if whole.endswith(words("letter", "ends")) and whole.count("《") == whole.count("》"):
                return start, end
    return 0, 0


def _signed(texts: Sequence[str]) -> tuple[list[str], list[str], list[str], list[str], str]:
    """Return text, attachments, issuer, date and note of a letter, from what follows its recipients."""
    dates = [n for n, text in enumerate(texts) if is_date(text)]
    if not dates:
        return list(texts), [], [], [], ""
    last = dates[-1]
    first = last
    while first > 0 and len(texts[first - 1]) <= _LONGEST_NAME and _is_name(texts[first - 1]):
        first -= 1
    body = list(texts[:first])
    attached = next((n for n, text in enumerate(body) if annex_label(text)), len(body))
    note = "".join(texts[last + 1 :])
    return body[:attached], body[attached:], list(texts[first:last]), [texts[last]], note


def _is_name(text: str) -> bool:
    return not set(text) & set(_STOPS) and not annex_label(text) and not text.endswith(("）", ")"))


def read_imprint(lines: Sequence[BareLine]) -> Imprint | None:
    """Return the imprint that `lines` are, None if there are none."""
    texts = [line.text.strip() for line in lines if line.text.strip()]
    if not texts:
        return None
    said = [_printed().fullmatch(text) if len(text) <= _LONGEST_LINE else None for text in texts]
    found = next(filter(None, said), None)
    copies = [text for text, each in zip(texts, said, strict=True) if each is None or each is not found]
    issuer, date = (found[1].strip(), f"{found[2]}{word('printed')}") if found else ("", "")
    return Imprint("", _lines(copies), _lines([issuer]), _lines([date]))


def is_imprint(text: str) -> bool:
    """Return whether a line with this `text` is one of an imprint."""
    starts = (f"{each}{colon}" for each in words("copies") for colon in "：:")
    return begins_with(text, starts) or bool(len(text) <= _LONGEST_LINE and _printed().fullmatch(text))


def _lines(texts: Iterable[str]) -> tuple[Text, ...]:
    whole = "\n".join(text for text in texts if text)
    return (Text(whole),) if whole else ()
