"""Read drafts that earlier versions of the program wrote: `tests/cases/earlier` keeps one of each form."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from commands import CASES, Command
from comparisons import told
from marks import attack, sampled
from test_lost_marks import stripped
from word_files import edited

from generator.document import Gap, Text, runs_in
from generator.pipeline.support.word_files import read_word

FORMS = {file.stem: file for file in sorted((CASES / "earlier").glob("*.docx"))}


@pytest.mark.parametrize("form", FORMS)
def test_it_is_as_it_was_written(form: str, command: Command) -> None:
    said = command("verify", FORMS[form])
    assert (said.code, "原样，写出后没有动过" in said.out) == (0, True)


@pytest.mark.parametrize("form", sampled(FORMS, ["d29faac"], attack))
def test_its_edits_are_told_one_by_one(form: str) -> None:
    old = FORMS[form].read_bytes()
    new = edited(old, lambda xml: xml.replace("8412", "8500").replace("每年走访一次", "每年走访两次"))
    assert sorted(change.kind.value for change in told(old, new)) == ["figure", "text"]


@pytest.mark.parametrize("form", sampled(FORMS, ["d29faac"], attack))
def test_without_a_mark_it_is_the_same_figures_and_gaps_and_all(form: str) -> None:
    old = FORMS[form].read_bytes()
    new = edited(old, lambda xml: stripped(xml, Random(0), 1))
    assert told(old, new) == []
    found = [run for run in runs_in(read_word(new, "new.docx").document) if not isinstance(run, Text)]
    assert len([run for run in found if isinstance(run, Gap)]) > 10
    assert len([run for run in found if not isinstance(run, Gap)]) > 5


def test_there_is_one_of_each_form() -> None:
    assert "d29faac" in FORMS
    assert len(FORMS) > 1
    assert all(Path(file).stat().st_size < 200_000 for file in FORMS.values())
