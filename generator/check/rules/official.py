"""Rules about what official texts look like: marks, numbers of documents, dates and their order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from generator.base.diagnostics import Finding
from generator.base.spelling import nearest
from generator.check.context import ReviewContext
from generator.check.writing import Text, corrected, day_of, pattern, texts_of, texts_of_parts, writing
from generator.locality.letters import bare, formulas, has, is_left_out, paragraphs, parts_of, unknown_words
from generator.yaml_source import Data, KeyPath, mapping, strings, texts

_SHOWN = 12  # characters around what is wrong
_SHORT = 6  # characters that are not worth leaving out
_PATH = re.compile(r"\{[^{}]*\}")


def text_miswritten(subject: ReviewContext) -> Iterator[Finding]:
    """Report texts with marks or numbers of documents that official texts write otherwise."""
    for text in texts_of(subject.profile.source.data):
        if text.kind == "date":
            continue
        better, said = corrected(text)
        if said:
            before, after = around(text.text, better)
            facts = {"what": "、".join(said), "before": before, "after": after}
            yield Finding("text-miswritten", subject.profile.source.place(text.path), facts)
        elif text.kind == "number" and text.path[-1] in {"reference", 0}:
            yield from _number(subject, text)


def _number(subject: ReviewContext, text: Text) -> Iterator[Finding]:
    """Report a document's number that no correction makes one."""
    given = bare("reference", text.text)
    if given and not pattern("number").search(given):
        yield Finding("number-form", subject.profile.source.place(text.path), {"value": given})


def around(before: str, after: str) -> tuple[str, str]:
    """Return the first place at which two texts differ, with a few characters around it, paths as …."""
    before, after = (_PATH.sub("…", each) for each in (before, after))
    pairs = enumerate(zip(before, after, strict=False))
    first = next((n for n, (a, b) in pairs if a != b), min(len(before), len(after)))
    start = first - _SHOWN if first > _SHOWN + _SHORT else 0
    return _cut(before, start, first + _SHOWN), _cut(after, start, first + _SHOWN)


def _cut(text: str, start: int, end: int) -> str:
    """Return the characters of `text` from `start` to `end`, … for what is left out; little is not."""
    end = end if len(text) > end + _SHORT else len(text)
    return f"{'…' * bool(start)}{text[start:end].strip()}{'…' * (end < len(text))}"


class _Dated(NamedTuple):
    """Hold a date field of a part: its form, name and path, what it says, and its day if it names one."""

    form: str
    field: str
    path: KeyPath
    text: str
    day: date | None


def _dates(subject: ReviewContext) -> list[_Dated]:
    """Return the date fields of all parts that are filled in, in order."""
    parts = subject.profile.at("parts")
    found: list[_Dated] = []
    for text in texts_of_parts(parts):
        if text.kind == "date" and isinstance(parts, list):
            index, field = text.path[1], str(text.path[2])
            form = _form(parts[index]) if isinstance(index, int) else ""
            found.append(_Dated(form, field, text.path, text.text, day_of(field, corrected(text)[0])))
    return found


def _form(part: Data) -> str:
    return str(mapping(part).get("form", ""))


def date_miswritten(subject: ReviewContext) -> Iterator[Finding]:
    """Report dates that are not written as official texts write them, that lack a year, or are no days."""
    for each in _dates(subject):
        place = subject.profile.source.place(each.path)
        better, _ = corrected(Text(each.path, "date", each.text))
        said = bare(each.field, better)
        monthly = each.form in texts(writing()["month_forms"]) and pattern("month").search(said)
        if each.day is None and not monthly:
            impossible = pattern("date").search(said)
            facts = {"value": each.text} | ({} if impossible else {"better": ""})
            yield Finding("date-impossible" if impossible else "date-form", place, facts)
        elif better != each.text:
            yield Finding("date-form", place, {"value": each.text, "better": better})


def date_out_of_period(subject: ReviewContext) -> Iterator[Finding]:
    """Report dates of letters in years in which a plan of the period does not go out."""
    words = subject.profile.period.words
    before = {form: int(years) for form, years in strings(writing()["years_before"]).items()}
    last = int(words["last_year"])
    for each in _dates(subject):
        first = int(words["first_year"]) - before.get(each.form, 0)
        first = min(first, int(subject.drafted[:4])) if subject.profile.text("drafted") else first
        if each.day and not first <= each.day.year <= last:
            facts = {"value": each.text, "period": words["name"], "first": str(first), "last": str(last)}
            yield Finding("date-out-of-period", subject.profile.source.place(each.path), facts)


def date_order(subject: ReviewContext) -> Iterator[Finding]:
    """Report dates of one letter that stand in the wrong order, and letters before those they follow."""
    names = strings(writing()["names"])
    dated = {(each.path[1], each.field): each for each in _dates(subject) if each.day}
    for early, late in _pairs("order"):
        for (index, field), a in dated.items():
            b = dated.get((index, late))
            if field == early and b and a.day and b.day and a.day > b.day:
                yield _order(subject, a, b, names[early], names[late])
    issued = {each.form: each for each in dated.values() if each.field == "date"}
    for early, late in _pairs("follow"):
        first, second = issued.get(early), issued.get(late)
        if first and second and first.day and second.day and first.day > second.day:
            yield _order(subject, first, second, names[early], names[late])


def _pairs(name: str) -> Iterator[list[str]]:
    listed = writing()[name]
    yield from map(texts, listed if isinstance(listed, list) else [])


def _order(subject: ReviewContext, early: _Dated, late: _Dated, first: str, second: str) -> Finding:
    facts = {"first": first, "early": early.text, "second": second, "late": late.text}
    return Finding("date-order", subject.profile.source.place(late.path), facts)


def consultation_short(subject: ReviewContext) -> Iterator[Finding]:
    """Report letters that ask for opinions and leave fewer days than the rules of procedure."""
    least = int(str(writing()["days"]))
    days: dict[Data, dict[str, _Dated]] = {}
    for each in _dates(subject):
        if each.form in texts(writing()["asking"]):
            days.setdefault(str(each.path[1]), {})[each.field] = each
    for fields in days.values():
        start, end = fields.get("begin") or fields.get("date"), fields.get("deadline")
        if not (start and end and start.day and end.day):
            continue
        if 0 < (left := (end.day - start.day).days + 1) < least:
            facts = {"form": strings(writing()["names"])[end.form], "days": str(left), "least": str(least)}
            yield Finding("consultation-short", subject.profile.source.place(end.path), facts)


def words_unknown(subject: ReviewContext) -> Iterator[Finding]:
    """Report words in braces in texts of letters for which nothing is filled in."""
    known = texts(formulas()["words"])
    for text in texts_of_parts(subject.profile.at("parts")):
        for name in unknown_words(text.text):
            facts = {"name": name, "guess": nearest(name, known) or "、".join(known), "typed": ""}
            yield Finding("reference-unknown", subject.profile.source.place(text.path), facts)


def sentence_idle(subject: ReviewContext) -> Iterator[Finding]:
    """Report sentences of a letter whose whole text the profile gives as well."""
    parts = subject.profile.at("parts")
    for index, part in enumerate(parts if isinstance(parts, list) else []):
        fields = mapping(part)
        for name in texts(formulas()["body_replaces"]) if fields.get("body") else []:
            if fields.get(name):
                place = subject.profile.source.key_place(("parts", index, name))
                yield Finding("sentence-idle", place, {"key": name})


def approval_idle(subject: ReviewContext) -> Iterator[Finding]:
    """Report words of approval without a name, a name without words, and an office that names nobody."""
    parts = subject.profile.at("parts")
    for index, part in enumerate(parts if isinstance(parts, list) else []):
        fields = mapping(part)
        if not {"approver", "approval"} & fields.keys() or fields.get("body"):
            continue
        out = {name: name in fields and is_left_out(name, fields[name]) for name in ("approver", "approval")}
        said = {name: "".join(texts(fields.get(name))) for name in fields}
        idle = ""
        if out["approver"] and not out["approval"] and has("blank", said.get("approval", "")):
            idle = "approval"
        elif out["approval"] and not out["approver"] and said.get("approver"):
            idle = "approver" if not any("{批准机关}" in text for text in said.values()) else ""
        other = {"approval": "approver", "approver": "approval"}.get(idle, "")
        if idle:
            place = subject.profile.source.key_place(("parts", index, idle))
            yield Finding("approval-unprinted", place, {"key": idle, "other": other, "value": said[idle]})
        elif out["approver"] and has("acts_for", said.get("issuer", "")):
            told = "".join(said.get(name, "") for name in ("opening", "approval", "delivery", "closing"))
            if not has("says_approved", told):
                place = subject.profile.source.place(("parts", index, "approver"))
                yield Finding("approval-missing", place, {"what": said["issuer"]})


def attachment_unprinted(subject: ReviewContext) -> Iterator[Finding]:
    """Report attachments that a letter names and the draft does not have: neither the plan nor its annex."""
    parts = parts_of(subject.profile)
    forms = {part["form"] for part in parts}
    if forms - {*texts(formulas().get("without_annex"))} or "names_any_plan" not in formulas():
        return  # a form of another folder of templates, which may be any annex, or an older folder
    for index, part in enumerate(parts):
        for name in paragraphs(part.get("attachments")):
            annex = has("names_annex", name) and "task-division" in forms
            if not (annex or has("names_plan", name) or has("names_any_plan", name)):
                place = subject.profile.source.place(("parts", index, "attachments"))
                yield Finding("attachment-unprinted", place, {"value": name})


def reply_nowhere(subject: ReviewContext) -> Iterator[Finding]:
    """Report letters that ask for opinions and leave out every way to send them."""
    parts = subject.profile.at("parts")
    for index, part in enumerate(parts if isinstance(parts, list) else []):
        fields = mapping(part)
        if _form(part) not in texts(writing()["asking"]) or {"reply", "body"} & fields.keys():
            continue
        out = {name for name, value in fields.items() if value is not None and is_left_out(name, value)}
        given = any(fields.get(name) and name not in out for name in texts(writing()["ways"]))
        if not given and {*texts(writing()["asked_ways"])} <= out:
            place = subject.profile.source.place(("parts", index))
            yield Finding("reply-nowhere", place, {"form": strings(writing()["names"])[_form(part)]})


def title_unmarked(subject: ReviewContext) -> Iterator[Finding]:
    """Report documents that are cited by a title without 《》."""
    for key in mapping(subject.profile.at("documents")):
        for number, title in enumerate(subject.profile.texts(f"documents.{key}")):
            if pattern("untitled").search(title.strip()) and not pattern("no_title").search(title):
                listed = isinstance(subject.profile.at(f"documents.{key}"), list)
                path = ("documents", key, *((number,) if listed else ()))
                yield Finding("title-unmarked", subject.profile.source.place(path), {"value": title.strip()})


RULES = (
    text_miswritten,
    date_miswritten,
    date_out_of_period,
    date_order,
    consultation_short,
    words_unknown,
    sentence_idle,
    approval_idle,
    attachment_unprinted,
    reply_nowhere,
    title_unmarked,
)
