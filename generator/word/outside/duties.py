"""Read who is responsible: in brackets at the end of a paragraph, or in a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from generator.document import Department, Duties, Paragraph, Passage, Text
from generator.word.outside.vocabulary import one_of, word, words

_BETWEEN = re.compile(r"[、，,；;\s]+")
_LONGEST = 400  # characters of duties
_LONGEST_NAME = 30
_COLON = r"\s*[：:]\s*"
_OPEN, _CLOSE = "（([［【", "）)]］】"
DUTIES_KEY = "/duties"


def paragraph_of(text: str, lead: int = 0) -> Paragraph:
    """Return the paragraph of `text`; so many characters as `lead` at its head are set off.

    Duties at its end are a passage of their own.
    """
    words_, bracket, duties = split_duties(text)
    runs = (
        (Text(words_[:lead], strong=True), Text(words_[lead:])) if 0 < lead < len(words_) else (Text(words_),)
    )
    passages = [Passage("", runs, None if not words_ else duties)] if words_ else []
    if bracket:
        passages.append(Passage(DUTIES_KEY, (Text(bracket),), None if words_ else duties))
    return Paragraph("", tuple(passages))


def split_duties(text: str) -> tuple[str, str, Duties | None]:
    """Return the words of `text`, the duties that it ends with as printed, and who they name."""
    start = _start_of_bracket(text)
    if start >= 0:
        inside = text[start:].rstrip("。").rstrip()[1:-1]
        if found := duties_of(inside) or (_listed(inside) if text[:start].endswith("。") else None):
            return text[:start], text[start:], found
    label = _labelled().search(text, max(len(text) - _LONGEST, 0))
    if label and (found := duties_of(text[label.start("said") :].rstrip("。"))):
        return text[: label.start("all")], text[label.start("all") :], found
    return text, "", None


def _start_of_bracket(text: str) -> int:
    """Return where the bracket begins with which `text` ends, -1 if it does not end with one."""
    body = text.rstrip("。").rstrip()
    if not body or body[-1] not in _CLOSE:
        return -1
    depth = 0
    for place in range(len(body) - 1, max(len(body) - _LONGEST, 0) - 1, -1):
        depth += (body[place] in _CLOSE) - (body[place] in _OPEN)
        if depth == 0:
            return place
    return -1


@cache
def _labelled() -> re.Pattern[str]:
    """Return what finds a label of duties where a line or a sentence begins."""
    labels = (*words("duties", "lead_before"), *words("duties", "all_before"))
    return re.compile(rf"(?:^|(?<=。))(?P<all>[\s—－-]*(?P<said>{one_of(labels)}{_COLON}))")


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    """Return what reads duties, each with the groups lead, support or all."""
    lead, every = one_of(words("duties", "lead_before")), one_of(words("duties", "all_before"))
    support = one_of((*words("duties", "support_before"), *words("duties", "all_before")))
    behind, others = one_of(words("duties", "lead_behind")), one_of(words("duties", "support_behind"))
    more = rf"(?:[；;，,。\s]*{support}{_COLON}(?P<support>.+))?"
    return (
        re.compile(rf"{lead}{_COLON}(?P<lead>.+?){more}"),
        re.compile(rf"{every}{_COLON}(?P<all>.+?){more}"),
        re.compile(
            rf"(?P<lead>[^；;]+?){behind}(?:{others})?(?:[，,；;、\s]*(?P<support>.+?)(?:{others})?)?"
        ),
        re.compile(rf"(?P<all>.+?){others}"),
    )


def duties_of(text: str) -> Duties | None:
    """Return the duties that `text` says, None if it says none."""
    for form in _forms():
        if found := form.fullmatch(text.strip()):
            said = {name: _said(names or "") for name, names in found.groupdict().items()}
            first, *rest = said.get("all") or [""]
            lead, support = said.get("lead") or [first], [*rest, *said.get("support", [])]
            if all(0 < len(name) <= _LONGEST_NAME for name in (*lead, *support)):
                return duties(lead, support)
    return None


def _listed(text: str) -> Duties | None:
    """Return the duties that `text` says by names alone, of departments by their last characters."""
    first, *rest = _said(text) or [""]
    known = all(name.endswith(words("duties", "endings")) for name in (first, *rest))
    return duties([first], rest) if rest and known else None


def duties(lead: Iterable[str], support: Iterable[str]) -> Duties:
    """Return the duties of departments by their names."""
    return Duties(_departments(lead), _departments(support))


def _departments(names: Iterable[str]) -> tuple[Department, ...]:
    return tuple(Department("", name) for name in names)


def names_in(text: str) -> list[str]:
    """Return the names that `text` lists."""
    return [name for name in _BETWEEN.split(text.strip()) if name]


def _said(text: str) -> list[str]:
    """Return the names that `text` lists, without the words before the first and behind the last."""
    names = names_in(text)
    if names:
        names[0] = names[0].removeprefix(word("duties_by")) or names[0]
        names[-1] = _others().sub("", names[-1]) or names[-1]
    return names


@cache
def _others() -> re.Pattern[str]:
    return re.compile(rf"{one_of(words('duties', 'and_others'))}$")
