"""Test that values stay text: plant hostile words under every key, and read each format back."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Collection
from functools import cache
from pathlib import Path

import pytest
import yaml
from commands import Command
from examples import one_in
from hostile import CODE, LETTERS, as_yaml, planted, read_back, whole
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html
from markdown_it import MarkdownIt
from markdown_it.token import Token
from marks import attack, sampled
from word_files import read

from generator.base.characters import forbidden_character
from generator.document import Document
from generator.formats.git_text import write_text
from generator.formats.html import write_html
from generator.formats.markdown import write_md
from generator.locality.origins import find_origins
from generator.locality.profile import Profile, pack_source
from generator.pipeline.support.composing import compose
from generator.word.style_sheet import official_style_sheet
from generator.word.writer import write_docx

TEXTS = {**CODE, **LETTERS}
FORMATS = ("docx", "html", "md", "text")
# In a locality's own sentences and headings {…} names a figure or a year, as the manual says.
_PATTERNS = {"own", "sentence", "headings"}
_MARKED = re.compile(r"〔([\w.-]+)〕")
_END = "〔/〕"
_WORD = {
    "fldSimple",
    "instrText",
    "hyperlink",
    "drawing",
    "object",
    "altChunk",
    "subDoc",
    "sdt",
    "bookmarkStart",
}


def marked(text: str, *, few: bool = False, but: Collection[str] = ()) -> object:
    """Return the whole profile with this text under every key, each time behind the name of its path."""
    seen: set[str] = set()

    def plant(path: str) -> str:
        group = path.partition(".")[0]
        again = few and group in seen
        seen.add(group)
        left_out = again or path in but or ("{" in text and _PATTERNS & set(path.split(".")))
        return f"〔{path}〕{'甲' if left_out else text}{_END}"

    return planted(whole(), plant)


class Made:
    """Hold a profile's outputs in every format, and the words of each as a reader of it has them."""

    def __init__(self, data: object) -> None:
        profile, findings = read_back(data)
        assert profile is not None, findings
        self.profile: Profile = profile
        self.document: Document = compose(profile)
        self.docx = write_docx(self.document, official_style_sheet(), {}, {}, pack_source(profile))
        self.page = html.document_fromstring(write_html(self.document, find_origins(self.document, profile)))
        self.tokens = MarkdownIt("commonmark").enable("table").parse(write_md(self.document))
        with zipfile.ZipFile(io.BytesIO(self.docx)) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}

    @property
    def body(self) -> etree._Element:
        """Return the main part of the Word file."""
        return etree.fromstring(self.parts["word/document.xml"])

    def words(self) -> dict[str, str]:
        """Return all words by format."""
        return {
            "docx": "".join(self.body.itertext("{*}t")),
            "html": self.page.text_content(),
            "md": "".join(_words_of(self.tokens)),
            "text": write_text(self.document),
        }

    def structure(self) -> dict[str, object]:
        """Return what is there besides words, by format."""
        tags = Counter(etree.QName(each).localname for each in self.body.iter(etree.Element))
        links = [name for name in self.parts if name.endswith(".rels")]
        return {
            "docx": {tag: tags[tag] for tag in _WORD},
            "parts": {name: len(etree.fromstring(self.parts[name])) for name in links},
            "names": sorted(self.parts),
            "html": [(each.tag, sorted(each.keys())) for each in self.page.iter(etree.Element)],
            "md": [(token.type, token.tag) for token in _flat(self.tokens) if token.type not in _LAYOUT],
        }


_LAYOUT = {"text", "softbreak", "text_special"}


def _flat(tokens: list[Token]) -> list[Token]:
    return [inner for token in tokens for inner in (token, *_flat(token.children or []))]


def _words_of(tokens: list[Token]) -> list[str]:
    return [token.content for token in _flat(tokens) if not token.children]


@cache
def plain() -> Made:
    """Return the same profile with harmless words."""
    return Made(marked("甲"))


def reached(format_: str) -> set[str]:
    """Return the paths whose harmless words come out in a format."""
    return set(_MARKED.findall(plain().words()[format_]))


def test_words_are_planted_under_every_kind_of_key_and_most_come_out() -> None:
    planted_paths = set(_MARKED.findall(json.dumps(marked("甲"), ensure_ascii=False)))
    assert len(planted_paths) > 200
    assert len({path.partition(".")[0] for path in planted_paths}) >= 12
    assert min(len(reached(each)) for each in FORMATS) > 120


@pytest.mark.parametrize("name", sampled(CODE, ("xml", "markdown"), attack))
def test_code_in_values_is_printed_to_the_letter_and_does_nothing(name: str) -> None:
    made = Made(marked(CODE[name]))
    come_through(made, CODE[name])
    assert made.structure() == plain().structure()


@pytest.mark.parametrize("name", sampled(LETTERS, ("emoji", "private"), attack))
def test_every_letter_comes_through(name: str) -> None:
    come_through(Made(marked(LETTERS[name], few=name == "long")), LETTERS[name])


@one_in(5)
@given(
    st.text(
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="{}〔〕"), min_size=1, max_size=40
    )
)
def test_any_text_at_all_comes_through(text: str) -> None:
    if not forbidden_character(text) and not forbidden_character(f"〕{text}〔"):
        come_through(Made(marked(text)), text)


def come_through(made: Made, text: str) -> None:
    """Check that what came out of harmless words stands there to the letter, in every format."""
    for format_, words in made.words().items():
        found = dict.fromkeys(_MARKED.findall(words))
        assert set(found) == reached(format_), format_
        odd = [path for path in found if not _stands(path, text, words)]
        assert odd == [], format_
    assert read(made.docx, made.document) == made.document


def _stands(path: str, text: str, words: str) -> bool:
    start = f"〔{path}〕"
    said = {rest.partition(_END)[0] for rest in words.split(start)[1:]}
    return said <= {text, "甲"}


def test_lines_in_a_value_make_no_blocks() -> None:
    lines = (
        "甲\n\n# 乙\n\n- 丙\n| 丁 | 戊 |\n| --- | --- |\n    code\n<div>\n</div>\n***\n[a]: http://x.cn\n~~~"
    )
    _, findings = read_back(marked(lines))
    refused = [finding for finding in findings if finding.rule == "value-form"]
    assert refused  # a name, a title: what must stand on one line
    single = {path for finding in refused for path in _MARKED.findall(finding.facts["value"])}
    made = Made(marked(lines, but={*single, "title"}))  # a title is broken where its profile breaks it
    assert made.structure() == plain().structure()
    for format_, words in made.words().items():
        said = re.sub(r"\s|↵", "", words)
        assert said.count(re.sub(r"\s", "", lines)) > 100, format_


@pytest.mark.parametrize("name", sampled(TEXTS, ("jinja", "yaml", "combining"), attack))
def test_values_go_over_into_the_next_period_as_they_are(name: str, command: Command, tmp_path: Path) -> None:
    text = TEXTS[name]
    (tmp_path / "a.yaml").write_text(as_yaml(marked(text, few=name == "long")), encoding="utf-8")
    assert command("roll", "a.yaml", "--keep-outline").code == 0
    new = yaml.load((tmp_path / "a-2026-2030.yaml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506  # only texts
    assert new["locality"]["name"] == f"〔locality.name〕{text}{_END}"
    kept = set(_scalars(new)) & set(_scalars(marked(text, few=name == "long")))
    assert len([each for each in kept if text in each]) > (3 if name == "long" else 8)


@pytest.mark.parametrize("name", sampled(sorted({*TEXTS} - {"long"}), ("html",), attack))
def test_a_comparison_tells_values_to_the_letter(name: str, command: Command, tmp_path: Path) -> None:
    text = TEXTS[name]
    (tmp_path / "a.yaml").write_text(as_yaml(marked("甲")), encoding="utf-8")
    (tmp_path / "b.yaml").write_text(as_yaml(marked(text)), encoding="utf-8")
    found = json.loads(command("diff", "a.yaml", "b.yaml", "--format", "json").out)
    news = "".join(change["new"] or "" for change in found["changes"])
    assert f"〔title〕{text}{_END}" in news
    page = html.document_fromstring(command("diff", "a.yaml", "b.yaml", "--format", "html").out)
    assert f"〔status〕{text}{_END}" in page.text_content()
    assert page.xpath("//script | //@onerror | //a[not(starts-with(@href, '#'))] | //img") == []


def _scalars(data: object) -> list[str]:
    if isinstance(data, dict):
        return [each for value in data.values() for each in _scalars(value)]
    return [each for value in data for each in _scalars(value)] if isinstance(data, list) else [str(data)]
