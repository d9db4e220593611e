"""The drafter's own questions: title, basis, names of departments, the parts of a draft and their fields."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.base.patterns import fill
from generator.check.form.vocabulary import form_words, key_words
from generator.formats.workbook.questions import PART, AnswerKind, Asked, Question, QuestionSheet
from generator.formats.workbook.words import sheet_words, words, workbook_words
from generator.library import lexicon
from generator.library.form_index import field_macros, needed_fields
from generator.library.outline import walk_outline
from generator.locality.profile import Profile, drafting_month
from generator.pipeline.support.asking import Questions, facts_of
from generator.yaml_source import Data, mapping, strings, texts

_PLAN, _BASIS = "plan", "documents.basis"
LETTERS_PATHS = frozenset({_BASIS})  # what the drafter is asked in place of a department
_OF_PLAN = ("title", "subtitle", "status", "drafted", "baseline_year")
_LINES = {"lines", "optional_lines", "listing", "own_paragraphs", "attachment_list"}
_SWITCH = "switch"
_NAME = re.compile("[，；：]")  # what stands behind it says how the field is written


def letter_sheets(questions: Questions) -> Iterator[QuestionSheet]:
    """Yield the sheets of the workbook for the drafter: plan, departments, parts, a sheet a part."""
    profile = questions.profile
    yield _sheet(profile, "plan", tuple(_of_plan(questions)))
    yield _sheet(profile, "departments", tuple(_departments(questions)))
    forms = {form: title for form, title in form_words().items() if form != _PLAN}
    given = _given(profile)
    yield _sheet(profile, "parts", tuple(_part(form, title, given) for form, title in forms.items()))
    for form, title in forms.items():
        if fields := tuple(_fields(questions, form, given.get(form, {}))):
            yield _sheet(profile, "form", fields, title)


def _sheet(profile: Profile, kind: str, asked: tuple[Question, ...], title: str = "") -> QuestionSheet:
    """Return a sheet of the drafter's, of the federation."""
    shown = title or str(sheet_words(kind)["title"])
    heading = fill(words("headings")["words"], {**facts_of(profile), "sheet": shown})
    return QuestionSheet(
        kind, shown, heading, asked, profile.lexicon.department("federation"), ("federation",)
    )


def _of_plan(questions: Questions) -> Iterator[Question]:
    """Yield the questions about the plan as a whole: what stands on its first page, and its basis."""
    profile, said = questions.profile, key_words()
    period, meanings = profile.period, words("meanings")
    defaults = {
        "title": fill(
            str(period.settings["title"]), {**profile.lexicon.terms, "period": period.words["name"]}
        ),
        "drafted": drafting_month({}, period),
        "baseline_year": period.baseline_year,
    }
    for key in _OF_PLAN:
        name, how = _explained(said[key])
        default = fill(meanings["default"], {"default": defaults[key]}) if key in defaults else ""
        meaning = "；".join(filter(None, (how, default)))
        present = profile.text(key)
        yield Question(key, name, asked=_asked(present), meaning=meaning, present=present)
    yield from _fields(questions, _PLAN, _given(profile).get(_PLAN, {}))
    missing = _BASIS in questions.paths.gaps
    basis = questions.question(_BASIS, Asked.FILL if missing else _asked(profile.texts(_BASIS)))
    yield replace(basis, name=_explained(basis.name)[0])


def _explained(title: str) -> tuple[str, str]:
    """Return the name of a key or field, and how it is written, in the words of a workbook."""
    for pattern, instead in words("otherwise").items():
        title = title.replace(pattern, instead)
    name, *rest = _NAME.split(title, maxsplit=1)
    return name, "".join(rest)


def _asked(present: object) -> Asked:
    return Asked.GIVEN if present else Asked.OFFER


def _departments(questions: Questions) -> Iterator[Question]:
    """Yield a question for the name of each department that the plan mentions or asks."""
    profile, own = questions.profile, mapping(questions.profile.at("departments"))
    nodes = list(walk_outline(profile.outline.body))
    used = {function for node in nodes for function in (*node.lead, *node.support)}
    owners, varying = set(questions.by_department()), lexicon.varying_departments()
    usual = _usual_names(profile)
    shared = Counter(usual.values())
    for function, name in usual.items():
        now = profile.lexicon.department(function)
        if function in used or now in owners:
            asked = Asked.CONFIRM if function in varying and function not in own else Asked.GIVEN
            told = f"{name}（{words('functions').get(function, function)}）" if shared[name] > 1 else name
            yield Question(f"departments.{function}", told, asked=asked, present=now)


def _usual_names(profile: Profile) -> dict[str, str]:
    """Return the usual name of each department by its function, without those that are no more.

    One that the profile itself names stands all the same.
    """
    own, drafted = (
        mapping(profile.at("departments")),
        drafting_month(mapping(profile.source.data), profile.period),
    )
    known = lexicon.build_lexicon(
        profile.locality,
        terms=strings(profile.at("terms")),
        departments={},
        unit_prefix=profile.outline.form.unit_prefix,
        drafted=drafted,
    )
    return {
        function: name
        for function, name in known.departments.items()
        if function in own or lexicon.successor(function, drafted) == function
    }


def _given(profile: Profile) -> dict[str, dict[str, Data]]:
    """Return the fields of each part that the profile has, by its form."""
    parts = profile.at("parts")
    listed = parts if isinstance(parts, list) else []
    known: list[dict[str, Data]] = [
        {"form": part} if isinstance(part, str) else mapping(part) for part in listed
    ]
    return {str(part["form"]): part for part in known if part.get("form")}


def _part(form: str, title: str, given: Mapping[str, object]) -> Question:
    """Return the question whether the draft has a part."""
    choices = tuple(strings(mapping(workbook_words()["choices"])["part"]).items())
    present = next(said for said, value in choices if (value == "true") == (form in given))
    return Question(
        f"{PART}.{form}",
        title,
        kind=AnswerKind.CHOICE,
        asked=_asked(form in given),
        meaning=words("parts").get(form, ""),
        present=present,
        choices=choices,
    )


def _fields(questions: Questions, form: str, given: Mapping[str, Data]) -> Iterator[Question]:
    """Yield the questions about the fields of a part; `given` are those that the profile has."""
    period = questions.profile.period
    switch = tuple(strings(mapping(workbook_words()["choices"])["switch"]).items())
    needed = dict.fromkeys(needed_fields(form, period), Asked.FILL if given else Asked.CHOSEN)
    for field, (macro, title) in field_macros(form, period).items():
        present = "\n".join(texts(given.get(field)))
        if macro == _SWITCH:
            present = next((said for said, value in switch if value == present), present)
        kind = AnswerKind.LINES if macro in _LINES else AnswerKind.WORDS
        name, how = _explained(title)
        yield Question(
            f"{PART}.{form}.{field}",
            name,
            kind=AnswerKind.CHOICE if macro == _SWITCH else kind,
            asked=Asked.GIVEN if present else needed.get(field, Asked.OFFER),
            meaning=_how(form, field, how),
            present=present,
            choices=switch if macro == _SWITCH else (),
        )


def _how(form: str, field: str, described: str) -> str:
    """Return how a field is written: by its form, as its description says, else by its name alone."""
    said = words("fields")
    return said.get(f"{form}.{field}") or described or said.get(field, "")
