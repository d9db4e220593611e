"""Test that profiles with control, bidirectional or invisible characters are refused, never printed."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from commands import SOUND, Command
from marks import attack, sampled
from samples import composed, written
from word_files import edited

from generator import yaml_source as source
from generator.base.characters import forbidden_character, forbidden_in_markup
from generator.base.diagnostics import PlanError
from generator.check.findings.rulebook import to_diagnostic
from generator.document import Annex
from generator.locality.profile import unpack_source
from generator.pipeline.draft import as_md
from generator.yaml_source import parse

REFUSED = [
    *(chr(code) for code in (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0))),
    *"\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    *"\u2028\u2029\xad\u200b\u2060\u2064\u206a\u206f\ufeff\ufff9\ufffa\ufffb\ufffc",
    *"\ufdd0\ufffe\uffff\U0001fffe\U0010ffff\U000e0001\U000e0041\U000e007f",
    *"\u200c\u200d",
]
KEPT = [
    "👩‍🦽",
    "🏳️‍🌈",
    "❤️‍🔥",
    "🧑🏿‍🦯‍➡️",
    "葛󠄀",
    "㐂",
    "𠮷",
    "e\u0301",
    "ᠮᠣᠩ᠋ᠭᠣᠯ‍",
    "\ue000",
    "\u3000",
    "\xa0",
    "﹏",
    "\U000e0100",
]
# A title that ends, a window that is named, a line that is overwritten, words turned around.
ESCAPES = "\x1b]0;x\x07\x1b[2J\x9b31m\r\n假的.yaml:1:1 错误\u202e\u2066\x7f\x08"
SHOWN = "\n"  # the only control that output is made of


@pytest.mark.parametrize("character", REFUSED, ids=lambda each: f"U+{ord(each):04X}")
def test_a_character_that_nobody_sees_is_refused_where_it_stands_however_it_is_written(
    character: str,
) -> None:
    code = f"U+{ord(character):04X}"
    text = f'a: 1\nb: "甲{character}乙"\n'
    assert finds(text) == [("character-control", 2, 6, code)]
    assert finds(f"# 甲{character}\n") == [("character-control", 1, 4, code)]
    for key in (f'"甲\\U{ord(character):08x}乙": 1', f'a: "甲\\U{ord(character):08x}乙"'):
        assert finds(f"x: 1\n{key}\n") == [("character-control", 2, key.index('"') + 1, code)]


@pytest.mark.parametrize(
    "escape", ["\\e", "\\a", "\\b", "\\r", "\\0", "\\N", "\\L", "\\P", "\\x1b", "\\u202e"]
)
def test_the_short_escapes_of_yaml_are_no_way_around(escape: str) -> None:
    assert [rule for rule, *_ in finds(f'a: "甲{escape}乙"')] == ["character-control"]


@pytest.mark.parametrize("escape", ["\\ud800", "\\udc00", "\\ud83d\\ude00", "\\UFFFFFFFF", "\\U00110000"])
@pytest.mark.parametrize("loader", ["BaseLoader", "CBaseLoader"])
def test_half_a_character_is_no_yaml(escape: str, loader: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "_LOADER", getattr(yaml, loader, yaml.BaseLoader))
    assert [rule for rule, *_ in finds(f'a: "甲{escape}乙"')] in (
        ["yaml-syntax"],
        ["character-control"],
    )


@pytest.mark.parametrize("loader", ["BaseLoader", "CBaseLoader"])
def test_an_escape_beyond_all_characters_is_told_where_it_is(
    loader: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "_LOADER", getattr(yaml, loader, yaml.BaseLoader))
    with pytest.raises(PlanError) as refused:
        parse('x: 1\na: "甲\\U00110000乙"\n', "p.yaml")
    [finding] = refused.value.findings
    assert (finding.place.line, finding.place.column) == (2, 8)
    assert "不是字" in to_diagnostic(finding).message


@pytest.mark.parametrize("text", KEPT)
def test_what_real_names_and_pictures_are_made_of_is_kept(text: str) -> None:
    assert parse(f'a: "{text}"\nb: {text}x', "p.yaml").data == {"a": text, "b": f"{text}x"}


@pytest.mark.parametrize("character", ["\x1b", "\u202e", "\u200b"])
@pytest.mark.parametrize("packed", ['{"title": "甲%s"}', '{"甲%s": "乙"}', '{"a": {"b": ["%s"]}}'])
def test_a_word_file_brings_no_such_character_into_a_profile(character: str, packed: str) -> None:
    for written_as in (json.dumps(character)[1:-1], character):
        with pytest.raises(ValueError, match=r"."):
            unpack_source(packed % written_as, "a.docx")
    assert unpack_source(packed % "乙", "a.docx").data


@pytest.mark.parametrize("character", ["\r", "\x1b", "\u202e"])
def test_no_such_character_leaves_by_a_writer(character: str) -> None:
    """A template can compute one, past every check of what stands in its text."""
    whole = composed("dengkou")
    assert as_md(whole)
    with pytest.raises(PlanError) as caught:
        as_md(replace(whole, parts=(Annex("a", "附件", f"甲{character}- 乙"),)))
    assert [finding.rule for finding in caught.value.findings] == ["draft-xml"]


@pytest.mark.parametrize("reference", ["&#13;", "&#xD;", "&#x0d;", "&#8238;", "&#x202E;", "&#27;"])
def test_no_reference_brings_one_into_a_draft(reference: str) -> None:
    assert forbidden_in_markup(f"<p>甲{reference}乙</p>")
    assert not forbidden_in_markup("<p>甲&#10;乙&#9;&#x4E59;\r\n</p>")


def finds(text: str) -> list[tuple[str, int, int, str]]:
    with pytest.raises(PlanError) as caught:
        parse(text, "p.yaml")
    return [(f.rule, f.place.line, f.place.column, f.facts.get("code", "")) for f in caught.value.findings]


def clean(said: object) -> None:
    """Check that no control character but line breaks reaches whoever reads these words."""
    for text in (said.out, said.err):  # type: ignore[attr-defined]
        assert not forbidden_character(text), ascii(forbidden_character(text))
        assert "\r" not in text
        assert not any(line.startswith("假的.yaml") for line in text.split("\n")), text


COMMANDS = [
    ["check"],
    ["check", "--format", "json"],
    ["check", "--format", "sarif"],
    ["check", "--format", "github"],
    ["check", "--fix"],
    ["draft"],
    ["draft", "--comments", "--format", "docx"],
    ["gaps"],
    ["gaps", "--format", "json"],
    ["request", "--letters"],
    ["verify"],
    ["text"],
    ["text", "--textconv"],
    ["roll"],
    ["explain"],
    ["new", "--name", "甲县", "--upper", "乙省"],
    ["diff", "b.yaml"],
    ["diff", "b.yaml", "--format", "json"],
    ["diff", "b.yaml", "--format", "html"],
]


@pytest.mark.parametrize("words", sampled(COMMANDS, COMMANDS[::4], attack), ids=" ".join)
@pytest.mark.parametrize("content", [SOUND, "假的: 1\n", "\x1b[2J", None])
def test_the_name_of_a_file_drives_no_terminal(
    command: Command, tmp_path: Path, words: list[str], content: str | None
) -> None:
    file = tmp_path / f"{ESCAPES}.yaml"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(SOUND + "title: 乙\n", encoding="utf-8")
    said = command(*words, file.name)
    assert said.code in {0, 1, 2}
    assert "出了意外" not in said.err
    clean(said)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_name_that_is_no_text_is_no_trouble(command: Command, tmp_path: Path, words: list[str]) -> None:
    file = tmp_path / "\udcff\udc80.yaml"
    file.write_text(SOUND, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(SOUND + "title: 乙\n", encoding="utf-8")
    said = command(*words, file.name)
    assert said.code in {0, 1, 2}
    assert "出了意外" not in said.err
    clean(said)


@pytest.mark.parametrize("option", ["--format", "-o", "--nothing", "--period", "explain"])
def test_misuse_is_told_in_clean_words(command: Command, option: str) -> None:
    clean(
        command("explain", ESCAPES)
        if option == "explain"
        else command("draft", f"{option}{ESCAPES}", ESCAPES)
    )


def test_comments_in_a_word_file_name_any_file(command: Command, tmp_path: Path) -> None:
    file = tmp_path / f"a{ESCAPES}" / "a.yaml"
    file.parent.mkdir()
    file.write_text(SOUND, encoding="utf-8")
    assert command("draft", "--comments", "--format", "docx", file, "-o", "out").code == 0
    (made,) = (tmp_path / "out").iterdir()
    with zipfile.ZipFile(made) as package:
        assert not any(
            forbidden_character(package.read(name).decode())
            for name in package.namelist()
            if name.endswith("xml")
        )


@pytest.mark.parametrize(
    "words",
    sampled(
        [
            ["text"],
            ["verify"],
            ["diff", "old.docx"],
            ["diff", "old.docx", "--format", "json"],
            ["diff", "b.yaml"],
        ],
        [["text"], ["diff", "old.docx"]],
        attack,
    ),
    ids=" ".join,
)
def test_a_foreign_word_file_drives_no_terminal(command: Command, tmp_path: Path, words: list[str]) -> None:
    hostile = "\x85\x9b31m\u202e\u2066\x7f&#x200b;&#xD;假的.yaml:1:1 错误"
    (tmp_path / "old.docx").write_bytes(written("kind-county"))
    (tmp_path / "b.yaml").write_text(SOUND, encoding="utf-8")
    content = edited(written("kind-county"), lambda xml: xml.replace("残疾人", f"{hostile}残疾人"))
    (tmp_path / "new.docx").write_bytes(content)
    said = command(*words, "new.docx")
    assert "残疾人" in said.out
    clean(said)


def test_a_carried_draft_drives_no_terminal(command: Command, tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written("kind-county"))) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace("残疾人".encode(), "\x9b2J\u202e残疾人".encode()))
    (tmp_path / "new.docx").write_bytes(packed.getvalue())
    (tmp_path / "old.docx").write_bytes(written("kind-county"))
    for words in (["text"], ["verify"], ["diff", "old.docx"]):
        clean(command(*words, "new.docx"))
