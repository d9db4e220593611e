"""Test the whole way, values, YAML, templates, Document, files and back: the text stays what it was."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from random import Random

from examples import one_in
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from made_up import made_up
from mutations import written as as_yaml
from word_files import read

from generator.base.characters import forbidden_character
from generator.base.diagnostics import PlanError
from generator.base.values import ValueKind
from generator.base.values import read_value as value
from generator.check.findings.rulebook import is_blocking
from generator.check.form.profile import check_form
from generator.check.review import check_content
from generator.document import Document, Figure, Run, runs_in
from generator.locality.profile import Profile, make_profile, pack_source, read_source, unpack_source
from generator.pipeline.support.composing import compose
from generator.word.style_sheet import official_style_sheet
from generator.word.writer import write_docx
from generator.yaml_source import Data, mapping

_BREAKABLE = re.compile(r"(?<=[^\s\x00-\x7f]) (?=\S)|(?<=\S) (?=[^\s\x00-\x7f])")
NUMBERS = st.integers(0, 10**9)
KEYS: SearchStrategy[str] = st.from_regex(r"\A[\w-]{1,12}\Z") | st.sampled_from(
    ["value", "default", "a-1", "九"]
)
SHOWN = st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp"), exclude_characters="{}｛｝").filter(
    lambda sign: not forbidden_character(sign)
)
WORDS = st.text(SHOWN, min_size=1, max_size=30).map(str.strip).filter(bool)
SIGNED = st.sampled_from([">{}", "≥{}", "[{}]", ">[{}]", "{}%", "{}万", "{}余", "-{}", "{}.50"])
FIGURES = st.builds(str.format, SIGNED, st.integers(1, 10**12)) | WORDS.filter(
    lambda word: value(word).kind is ValueKind.WORDS
)


def profile(data: Mapping[str, Data], way: int = 0) -> Profile | None:
    """Return the profile that data describes, read from YAML written in `way`; None if it has no draft."""
    source, _ = read_source(as_yaml(dict(data), Random(way)), "made-up.yaml")
    if any(map(is_blocking, check_form(source))):
        return None
    try:
        return make_profile(source)
    except PlanError:
        return None


def drafted(data: Mapping[str, Data], way: int = 0) -> Document | None:
    """Return the document that data gives, None if it gives none."""
    try:
        return compose(found) if (found := profile(data, way)) else None
    except PlanError:
        return None


def without_breaks(data: Data) -> Data:
    """Return data without the blanks at which a writer of YAML may break a line of Chinese text.

    A reader leaves such a blank out: a pasted line may end anywhere.
    """
    if isinstance(data, dict):
        return {key: without_breaks(value) for key, value in data.items()}
    if isinstance(data, list):
        return [without_breaks(value) for value in data]
    return _BREAKABLE.sub("", data) if isinstance(data, str) else data


def runs(document: Document) -> list[Run]:
    """Return every run of a document."""
    return list(runs_in(document))


@one_in(4)
@given(NUMBERS, NUMBERS)
def test_a_profile_says_the_same_however_its_yaml_is_written(number: int, way: int) -> None:
    data = mapping(without_breaks(made_up(Random(number))))
    # a blank that was not put in quotes is read as a slip of the keyboard, and told
    assume(not any(read_source(as_yaml(data, Random(each)), "")[1] for each in (0, way)))
    assert drafted(data, way) == drafted(data)


@one_in(4)
@given(NUMBERS)
def test_the_order_of_a_profiles_sections_changes_nothing(number: int) -> None:
    data = made_up(Random(number))
    keys = list(data)
    Random(number).shuffle(keys)
    assert drafted({key: data[key] for key in keys}) == drafted(data)


@one_in(2)
@given(NUMBERS)
def test_a_profile_carried_in_a_word_file_says_the_same(number: int) -> None:
    if found := profile(made_up(Random(number))):
        carried = unpack_source(pack_source(found), "plan.docx")
        assert json.loads(pack_source(found)) == carried.data == found.source.data
        assert not any(map(is_blocking, check_form(carried)))
        assert make_profile(carried).outline == found.outline
        rules = [finding.rule for finding in check_content(found)]
        assert sorted(rules) == sorted(finding.rule for finding in check_content(make_profile(carried)))


@given(KEYS, FIGURES, st.sampled_from(["achievements", "commitments", "indicators"]), WORDS)
def test_a_figure_under_any_key_stands_in_the_text_in_words_and_in_the_table_as_written(
    key: str, figure: str, group: str, words: str
) -> None:
    path = f"{group}.{key}.target" if group == "indicators" else f"{group}.{key}"
    row: dict[str, Data] = {"name": "自设", "attribute": "预期性", "target": figure}
    sentence = f"{words}：{{{path}}}。"
    data: dict[str, Data] = {
        "period": "2021-2025",
        "locality": {"name": "青石县", "kind": "county"},
        group: {key: row if group == "indicators" else figure},
        "outline": {
            "chapters": [
                {"chapter": "a", "title": words, "topics": [{"own": sentence}]},
                {"table": "indicators"},
            ]
        },
    }
    document = drafted(data)
    assert document is not None
    found = [run for run in runs(document) if isinstance(run, Figure) and run.source == path]
    said = value(figure)
    cells = [figure] if group == "indicators" else []
    assert [run.text for run in found] == [said.phrase(""), *cells]
    assert "".join(run.text for run in runs(document)).startswith(f"{words}：{said.phrase('')}{said.tail}。")
    assert read(write_docx(document, official_style_sheet(), {}, {}), document) == document


@given(
    st.from_regex(r"\A[\w-]*[^\w-][\w-]*\Z"),
    st.sampled_from(["achievements", "commitments", "indicators", "completion"]),
)
def test_a_key_that_no_sentence_could_name_is_refused_at_its_place(key: str, group: str) -> None:
    data: dict[str, Data] = {"period": "2021-2025", "locality": {"name": "青石县", "kind": "county"}}
    row: dict[str, Data] = {"name": "自设", "attribute": "预期性", "target": "1"}
    data[group] = {key: row if group in {"indicators", "completion"} else "1"}
    try:
        source, _ = read_source(as_yaml(data, Random(0)), "made-up.yaml")
    except PlanError:
        return  # a character that no profile may hold
    [finding] = [finding for finding in check_form(source) if finding.rule == "key-form"]
    assert finding.place == source.keys[group, key]
    assert finding.facts == {"key": key}
    assert key in mapping(source.data.get(group) if isinstance(source.data, dict) else None)
