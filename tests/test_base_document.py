"""Hold the base document against its style sheet, and drafts against the libraries that make them."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from conftest import ROOT, Golden
from docx.document import Document as WordDocument
from lxml import etree
from plans import bare, document

from generator.word.style_sheet import load_style_sheet, official_style_sheet
from generator.word.writer import write_docx
from generator.word.writer.base import open_base
from generator.word.writer.make_base import make_base

SHEETS = sorted((ROOT / "templates" / "styles").glob("*.yaml"))


def parts(content: bytes) -> dict[str, bytes]:
    """Return the parts of a Word file as canonical XML: versions of zlib and lxml write them differently."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {
            name: etree.tostring(etree.fromstring(archive.read(name)), method="c14n")
            for name in archive.namelist()
        }


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda file: file.stem)
def test_the_base_in_the_folder_is_the_one_its_sheet_makes(sheet: Path, golden: Golden) -> None:
    made, file = make_base(load_style_sheet(sheet)), sheet.with_suffix(".docx")
    if golden.accept:
        file.write_bytes(made)
    assert parts(made) == parts(file.read_bytes()), f"{file} is stale; pytest --accept writes it anew"


def test_the_base_shows_every_paragraph_style_in_its_look() -> None:
    look = official_style_sheet()
    word = docx.Document(str(look.base))
    shown = [paragraph.style.style_id for paragraph in word.paragraphs if paragraph.style is not None]
    assert len(shown) == len(look.paragraphs)
    assert len(set(shown)) == len(shown)
    assert word.sections[0].page_width.mm == pytest.approx(look.page.width, abs=0.1)


def test_a_sheet_that_changed_makes_its_base_anew(tmp_path: Path) -> None:
    text = SHEETS[0].read_text(encoding="utf-8")
    changed = tmp_path / "changed.yaml"
    changed.write_text(
        text.replace("name: 状态, font: kai, size: 16", "name: 状态, font: kai, size: 15"), "utf-8"
    )
    (tmp_path / "changed.docx").write_bytes(SHEETS[0].with_suffix(".docx").read_bytes())
    for sheet in (load_style_sheet(changed), replace(load_style_sheet(changed), base=tmp_path / "none.docx")):
        assert open_base(sheet).styles["状态"].font.size.pt == 15


@pytest.mark.parametrize("content", [b"", b"garbage", SHEETS[0].with_suffix(".docx").read_bytes()[:5000]])
def test_a_damaged_base_is_made_anew(content: bytes, tmp_path: Path) -> None:
    base = tmp_path / "base.docx"
    base.write_bytes(content)
    assert open_base(replace(official_style_sheet(), base=base)).styles["状态"].font.size.pt == 16


def test_without_the_save_of_python_docx_no_word_file_comes_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise NotImplementedError

    draft = document(bare("county"))
    monkeypatch.setattr(WordDocument, "save", refuse)
    with pytest.raises(NotImplementedError):
        write_docx(draft, official_style_sheet(), {}, {})


def test_the_time_of_writing_does_not_reach_the_zip(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold the entries to a time that a zip can tell: zipfile since Python 3.15 takes SOURCE_DATE_EPOCH."""
    seen: list[str | None] = []
    save = WordDocument.save

    def record(word: WordDocument, file: io.BytesIO) -> None:
        seen.append(os.environ.get("SOURCE_DATE_EPOCH"))
        save(word, file)

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    monkeypatch.setattr(WordDocument, "save", record)
    write_docx(document(bare("county")), official_style_sheet(), {}, {})
    assert seen == [None]
    assert os.environ["SOURCE_DATE_EPOCH"] == "0"


def test_every_entry_of_a_file_bears_the_same_time() -> None:
    content = write_docx(document(bare("county")), official_style_sheet(), {}, {})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_draft_is_made_by_the_stated_libraries(tmp_path: Path) -> None:
    """Check that Cerberus judges the profile, and that Jinja2 and python-docx make the draft."""
    words = ["draft", str(ROOT / "profiles" / "dengkou.yaml"), "-o", str(tmp_path)]
    code = (
        "import sys; sys.argv[1:] = " + repr(words) + "\n"
        "from generator.__main__ import main\n"
        "try: main()\n"
        "finally: print('loaded', *sorted({'cerberus', 'docx', 'jinja2'} & sys.modules.keys()))"
    )
    command = [sys.executable, "-c", code]
    run = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")  # noqa: S603  # ours
    assert "loaded cerberus docx jinja2" in run.stdout, run.stderr
