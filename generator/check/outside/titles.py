"""Hold the titles in a letter, in lists of attachments and over annexes against one another."""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.diagnostics import Finding
from generator.base.spelling import nearest
from generator.check.outside.context import PlanContext
from generator.check.outside.lines import LineKind
from generator.check.outside.vocabulary import named_patterns, pattern
from generator.document import Annex, Letter, Plan, plain
from generator.yaml_source import mapping, strings

_LIKE = 0.6
_STATUS = "（(【["


def title_differs(subject: PlanContext) -> Iterator[Finding]:
    """Report a title of the plan, in a letter about it, that is not the one above the plan."""
    plan = next((part for part in subject.document.parts if isinstance(part, Plan)), None)
    if plan is None or not plan.title:
        return
    title = _bare(plan.title)
    for line in subject.lines:
        if not isinstance(line.path[1], Letter):
            continue
        for found in pattern("title_in_letter").finditer(line.text):
            cited = _bare(found[1])
            if cited != title and nearest(cited, [title], like=_LIKE) and not _of_another(cited, title):
                yield subject.at_line("plan-title", line, found[1], value=found[1], other=plan.title)


def _bare(title: str) -> str:
    """Return `title` without blanks, without quotation marks, and without the status behind it."""
    text = "".join(title.split()).translate(_QUOTES)
    for sign in _STATUS:
        head, _, tail = text.rpartition(sign)
        text = head if head and len(tail) <= _LONGEST_STATUS else text
    return text


_QUOTES = str.maketrans("", "", "“”\"‘’'")
_LONGEST_STATUS = 10


def _of_another(cited: str, title: str) -> bool:
    """Return whether `cited` is the plan of another place: what stands before 残疾人 is not the same."""
    size = next((n for n, (a, b) in enumerate(zip(cited, title, strict=False)) if a != b), None)
    return size == 0


def annex_differs(subject: PlanContext) -> Iterator[Finding]:
    """Report an annex whose title is not among the attachments that the letter lists, if one is like it."""
    letters = [part for part in subject.document.parts if isinstance(part, Letter)]
    listed = [_attachment(plain(runs)) for letter in letters for runs in letter.attachments]
    for line in subject.lines:
        annex = line.node
        if isinstance(annex, Annex) and line.kind is LineKind.TITLE and listed and annex.title:
            title = _bare(annex.title)
            found = nearest(title, [each for each in listed if each], like=_LIKE)
            if found and title not in listed:
                yield subject.at_line("plan-title", line, annex.title, value=annex.title, other=found)


def _attachment(text: str) -> str:
    """Return the title in an entry of a list of attachments: 附件：1.重点任务分工表."""
    behind = text.rpartition("：")[2].rpartition(":")[2]
    return _bare(behind.lstrip("0123456789.．、 "))


def implementation_lacks(subject: PlanContext) -> Iterator[Finding]:
    """Report what a plan has to say of how it is carried out, and does not say anywhere."""
    text = "\n".join(line.text for line in subject.plan_lines)
    lacking = [what for what, said in named_patterns("implementation").items() if not said.search(text)]
    if lacking:
        yield Finding("plan-implementation", subject.title_place, {"what": "、".join(lacking)})


def areas_lacking(subject: PlanContext) -> Iterator[Finding]:
    """Report each area of the national plan of which no line of the plan speaks."""
    said_anywhere = "\n".join(line.text for line in subject.plan_lines)
    for entry in mapping(subject.profile.period.settings.get("areas")).values():
        said = strings(entry)
        if said["mark"] not in said_anywhere:
            yield Finding("outline-gap", subject.title_place, {"what": said["title"]})


def numbers_differ(subject: PlanContext) -> Iterator[Finding]:
    """Report a document that is cited with two numbers."""
    known: dict[str, str] = {}
    for line in subject.lines:
        for title, number in pattern("numbered").findall(line.text):
            other = known.setdefault("".join(title.split()), number)
            if other != number:
                yield subject.at_line("plan-cited", line, number, title=title, value=number, other=other)


RULES = (numbers_differ, title_differs, annex_differs, implementation_lacks, areas_lacking)
