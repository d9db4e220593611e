"""Test the sentences of forms: which pieces a manifest's conditions choose, and what a condition may say."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from conftest import ROOT
from plans import bare, document

from generator.base.resources import period_ids
from generator.document import plain, runs_in
from generator.library.form_conditions import WrongConditionError, read_condition
from generator.library.form_manifest import FormField, FormManifest, Piece, form_manifest
from generator.library.period import load_period
from generator.locality.form_sentences import FormSentences, split_fields

FIELDS = {
    "deadline": FormField("deadline", "截止日期", "field"),
    "fax": FormField("fax", "传真", "reach"),
    "mail": FormField("mail", "邮箱", "reach", asked=True),
    "sealed": FormField("sealed", "盖章", "switch"),
    "opening": FormField("opening", "开头", "sentence"),
    "request": FormField("request", "要求", "sentence", otherwise="结合实际办理"),
    "action": FormField("action", "印发", "option", otherwise="印发"),
}
FORMS = sorted((ROOT / "templates/common/forms").glob("*.xml.j2"))
CONDITIONS = {"late": "not deadline given", "circle": "not ring", "ring": "circle"}


def said(given: dict[str, Any], *left_out: str, pieces: tuple[Piece, ...] = ()) -> FormSentences:
    """Return the sentences of a form with the fields `given`, and `pieces` as its sentence `body`."""
    manifest = FormManifest("", "", "", {}, FIELDS, {}, CONDITIONS, {"body": pieces})
    return FormSentences(MappingProxyType({**given, "left_out": left_out, "manifest": manifest}), "甲规划")


@pytest.mark.parametrize(
    ("condition", "given", "left_out", "holds"),
    [
        ("deadline", {}, (), True),  # its gap is printed
        ("deadline", {}, ("deadline",), False),
        ("deadline given", {}, (), False),
        ("deadline given", {"deadline": "5月"}, (), True),
        ("deadline omitted", {}, ("deadline",), True),
        ("fax", {}, (), False),
        ("fax", {"fax": "1"}, (), True),
        ("mail", {}, (), True),
        ("sealed", {"sealed": "false"}, (), False),
        ("sealed", {"sealed": "true"}, (), True),
        ("opening", {}, (), False),
        ("request", {}, (), True),
        ("request plea", {}, (), True),
        ("request plea", {"request": "请办理"}, (), False),
        ("opening names_the_plan", {"opening": "编制了{规划}"}, (), True),
        ("opening names_the_plan", {"opening": "编制了甲规划"}, (), True),
        ("opening names_the_plan", {"opening": "编制了它"}, (), False),
        ("action to_everybody", {}, (), False),
        ("action to_everybody", {"action": ["转发", "公布"]}, (), True),
        ("late and not fax", {}, (), True),
        ("fax or late and mail", {}, (), True),
        ("fax or late and sealed", {}, (), False),
        ("", {}, (), True),
        ("no_such", {}, (), False),
        ("circle", {}, (), True),  # what asks for itself does not hold: it ends
    ],
)
def test_a_condition_holds(
    condition: str,
    given: dict[str, Any],
    left_out: tuple[str, ...],
    holds: bool,  # noqa: FBT001
) -> None:
    assert said(given, *left_out).holds(condition) is holds


def test_not_binds_closer_than_and_than_or() -> None:
    names = ("fax", "opening", "sealed")
    for values in product([False, True], repeat=3):
        truth = dict(zip(names, values, strict=True))
        form = said({name: "true" for name, value in truth.items() if value})
        a, b, c = values
        assert form.holds("not fax and opening or sealed") is ((not a and b) or c)
        assert form.holds("fax or not opening and not sealed") is (a or (not b and not c))


@pytest.mark.parametrize("text", ["", " ", "fax &&", "fax and", "(fax)", "not", "fax given now", "传真"])
def test_what_is_no_condition_is_refused(text: str) -> None:
    with pytest.raises(WrongConditionError):
        read_condition(text)


def test_pieces_are_said_where_their_condition_holds() -> None:
    pieces = (
        Piece("请"),
        Piece("于{deadline}前", "deadline"),
        Piece("{action}", ""),
        Piece("（…）", "", ("fax", "mail"), "，"),
        Piece("…", "", ("fax",), "，"),
    )
    assert said({}, pieces=pieces).sentence("body") == "请于{deadline}前印发（{mail}）"
    assert said({"fax": "1"}, "deadline", pieces=pieces).sentence("body") == "请印发（{fax}，{mail}）{fax}"
    assert said({}, "mail", pieces=pieces).sentence("body") == "请于{deadline}前印发"


def test_fields_in_braces_are_told_from_other_words() -> None:
    text = "于{deadline}前把{规划}交{nobody}"
    pieces = [*split_fields(text, FIELDS)]
    assert ("deadline", "") in pieces
    assert "".join((field and f"{{{field}}}") or words for field, words in pieces) == text


@pytest.mark.parametrize("form", FORMS, ids=lambda file: file.stem)
def test_a_template_of_a_form_lays_out_and_says_nothing(form: Path) -> None:
    """Look for Chinese in the templates of forms: their sentences stand in the manifests."""
    bare_text = re.sub(r"\{#.*?#\}", "", form.read_text("utf-8"), flags=re.DOTALL)
    found = re.findall("[\u3400-\u9fff]+", bare_text)
    assert found in ([], ["待补"], ["一二三"])


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"approver": "县政府"}, "已经县政府同意，现印发给你们，请结合实际抓好贯彻落实。"),
        ({"approval": "经…同意", "approver": "县政府"}, "经县政府同意，现将《"),
        ({"approval": "无"}, "现将《"),
        ({"issuer": "青石县人民政府"}, "现将《"),
        ({"action": "公布", "approver": "无"}, "》予以公布，请"),
        ({"action": "公布", "approver": "县政府"}, "已经县政府同意，现予公布，请"),
        ({"opening": "为办好此事，我们编制了{规划}", "approver": "县政府"}, "经县政府同意，现印发给你们，请"),
        ({"opening": "此事已定。", "approver": "县政府"}, "此事已定。《"),
        ({"request": "认真执行", "approver": "县政府"}, "，请认真执行。"),
        ({"request": "无", "approver": "县政府"}, "，现印发给你们。"),
    ],
)
def test_an_issuing_notice_says_what_fits(given: dict[str, str], words: str) -> None:
    draft = document({**bare("county"), "parts": [{"form": "issuing-notice", **given}, "plan"]})
    assert words in plain(runs_in(draft.parts[0]))


def test_conditions_that_name_others_twice_are_asked_once() -> None:
    chain = {f"c{number}": f"c{number + 1} and c{number + 1} or c{number + 1}" for number in range(60)}
    manifest = FormManifest("", "", "", {}, FIELDS, {}, {**chain, "c60": "fax"}, {})
    form = MappingProxyType({"fax": "1", "left_out": (), "manifest": manifest})
    assert FormSentences(form, "甲规划").holds("c0")


def test_every_condition_of_the_programs_own_forms_is_asked() -> None:
    period = load_period(period_ids()[-1])
    conditions = form_manifest("issuing-notice", period).conditions
    assert {atom.name for text in conditions.values() for each in read_condition(text) for atom in each} >= {
        "approves_itself",
        "has_approver",
        "approved",
    }
