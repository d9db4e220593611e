"""Read who is responsible: in brackets at the end of a paragraph, or in a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from generator.document import Department, Duties, Paragraph, Passage, Text
from generator.word.outside.vocabulary import one_of, words

_BETWEEN = re.compile(r"[、，,；;\s]+")
_LONGEST = 400  # characters of duties
_LONGEST_NAME = 30
_COLON = r"\s*[：:]\s*"
_OPEN, _CLOSE = "（(", "）)"
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
    if start >= 0 and (duties := duties_of(text[start:].rstrip("。").strip(_OPEN + _CLOSE))):
        return text[:start], text[start:], duties
    if len(text) <= _LONGEST and _labelled().match(text) and (duties := duties_of(text.rstrip("。"))):
        return "", text, duties
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
    labels = (*words("duties", "lead_before"), *words("duties", "all_before"))
    return re.compile(rf"\s*{one_of(labels)}{_COLON}")


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    """Return what reads duties, each with the groups lead, support or all."""
    lead, support = one_of(words("duties", "lead_before")), one_of(words("duties", "support_before"))
    every = one_of(words("duties", "all_before"))
    behind, others = one_of(words("duties", "lead_behind")), one_of(words("duties", "support_behind"))
    return (
        re.compile(rf"{lead}{_COLON}(?P<lead>.+?)(?:[；;，,。\s]*{support}{_COLON}(?P<support>.+))?"),
        re.compile(rf"{every}{_COLON}(?P<all>.+)"),
        re.compile(
            rf"(?P<lead>[^；;]+?){behind}(?:{others})?(?:[，,；;、\s]*(?P<support>.+?)(?:{others})?)?"
        ),
        re.compile(rf"(?P<all>.+?){others}"),
    )


def duties_of(text: str) -> Duties | None:
    """Return the duties that `text` says, None if it says none."""
    for form in _forms():
        if found := form.fullmatch(text.strip()):
            said = found.groupdict()
            if said.get("all"):
                first, *rest = names_in(said["all"]) or [""]
                lead, support = [first], rest
            else:
                lead, support = names_in(said["lead"]), names_in(said.get("support") or "")
            if lead and all(0 < len(name) <= _LONGEST_NAME for name in (*lead, *support)):
                return duties(lead, support)
    return None


def duties(lead: Iterable[str], support: Iterable[str]) -> Duties:
    """Return the duties of departments by their names."""
    return Duties(_departments(lead), _departments(support))


def _departments(names: Iterable[str]) -> tuple[Department, ...]:
    return tuple(Department("", name) for name in names)


def names_in(text: str) -> list[str]:
    """Return the names that `text` lists."""
    return [name for name in _BETWEEN.split(text.strip()) if name]
