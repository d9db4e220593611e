"""Make tracked changes and comments in a Word file of ours, of each kind that people make."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

AUTHOR, DATE = "县民政局", "2026-11-20T09:00:00Z"
_BY = f'w:id="9001" w:author="{AUTHOR}" w:date="{DATE}"'
Edit = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Tracked:
    """Hold a tracked edit of a main part, how many changes it is, the words that go and come."""

    edit: Edit
    old: str
    new: str


def run(text: str, tag: str = "t") -> str:
    """Return a run."""
    return f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def gone(text: str) -> str:
    """Return a deletion."""
    return f"<w:del {_BY}>{run(text, 'delText')}</w:del>"


def come(text: str) -> str:
    """Return an insertion."""
    return f"<w:ins {_BY}>{run(text)}</w:ins>"


def within(old: str, new: str, where: str) -> Edit:
    """Return an edit that replaces `old` by `new` in the run whose text is `where`, tracked."""
    head, _, tail = where.partition(old) if old else ("", "", where)
    change = (gone(old) if old else "") + (come(new) if new else "")
    pieces = (run(head) if head else "") + change + (run(tail) if tail else "")
    pattern = re.compile(
        rf'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t[^>]*>{re.escape(where)}</w:t></w:r>'
    )
    return lambda xml: pattern.sub(lambda _: pieces, xml, count=1)


def paragraph_gone(text: str) -> Edit:
    """Return an edit that deletes the paragraph of the one run with `text`, tracked."""

    def edit(xml: str) -> str:
        start = xml.rindex("<w:p>", 0, xml.index(text))
        end = xml.index("</w:p>", start)
        inside = xml[start + len("<w:p>") : end]
        inside = re.sub(r"<w:r>.*?</w:r>", lambda found: f"<w:del {_BY}>{found[0]}</w:del>", inside)
        inside = inside.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
        return f"{xml[:start]}<w:p><w:pPr><w:rPr><w:del {_BY}/></w:rPr></w:pPr>{inside}{xml[end:]}"

    return edit


def paragraph_come(text: str, before: str) -> Edit:
    """Return an edit that inserts a paragraph before that with `before`, tracked."""

    def edit(xml: str) -> str:
        start = xml.rindex("<w:p>", 0, xml.index(before))
        return (
            f"{xml[:start]}<w:p><w:pPr><w:rPr><w:ins {_BY}/></w:rPr></w:pPr>{come(text)}</w:p>{xml[start:]}"
        )

    return edit


SENTENCE = "我县是山区县，居住分散。"
PARTY = (
    "加强党对残疾人工作的全面领导，推动党中央、国务院决策部署和省、市、县工作要求落到实处，"
    "把牢残疾人事业发展的政治方向。"
)
KINDS = {
    "word": Tracked(within("居住分散", "居住较分散", SENTENCE), "居住分散", "居住较分散"),
    "sentence": Tracked(within("", "交通不便。", SENTENCE), "", "交通不便。"),
    "words-gone": Tracked(within("山区", "", SENTENCE), "山区", ""),
    "figure": Tracked(within("5210", "5230", "5210"), "5210", "5230"),
    "paragraph-gone": Tracked(paragraph_gone(PARTY), PARTY, ""),
    "paragraph-come": Tracked(paragraph_come("每年开展一次督查。", PARTY), "", "每年开展一次督查。"),
}
