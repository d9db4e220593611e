"""Read plans of other formats than Word's: by their first bytes, by LibreOffice and poppler, as text."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path

import docx
import pytest
from dresses import DRESSES, Piece, written
from office import Office, convert, resave
from test_outside_dresses import TITLE, expected, structure

from generator.base.diagnostics import PlanError
from generator.pipeline.support import conversion
from generator.pipeline.support.outside_plans import any_plan, form_of, open_outside

PIECES = (
    Piece(1, 1, "办好食堂"),
    Piece(0, words="食堂要办好，年年都要办。"),
    Piece(5, 1),
    Piece(1, 2, "修好坡道"),
    Piece(2, 1, "看好仓库"),
    Piece(0, words="仓库要办好，年年都要办。"),
    Piece(4, 2, "坡道项目", ("修好电梯", "管好车辆")),
    Piece(2, 2, "管好书屋"),
    Piece(0, words="书屋要办好，年年都要办。"),
)
LINES = ["一、办好食堂", "食堂要办好，年年都要办。", "二、修好坡道", "坡道要办好，年年都要办。"]
HEADS = {
    b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text": ".odt",
    b"PK\x03\x04": ".docx",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": ".doc",
    b"{\\rtf1": ".rtf",
    b"%PDF-1.7": ".pdf",
    b"text": ".txt",
}


def text(title: str = TITLE) -> str:
    """Return a plan as lines of text."""
    return "\n".join([title, *LINES])


@pytest.fixture(scope="module")
def word(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a plan as Word has it."""
    file = tmp_path_factory.mktemp("formats") / "plan.docx"
    file.write_bytes(written(PIECES, DRESSES["styles"], TITLE))
    return file


def rule(file: Path) -> list[tuple[str, str]]:
    """Return the rules, with their reasons, by which a file is refused."""
    with pytest.raises(PlanError) as refused:
        open_outside(str(file))
    return [(each.rule, str(each.facts.get("reason", ""))) for each in refused.value.findings]


def program(folder: Path, name: str, script: str) -> None:
    """Put a program into a folder."""
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


@pytest.mark.parametrize("head", HEADS)
def test_a_format_is_known_by_the_first_bytes_whatever_the_file_is_called(head: bytes) -> None:
    assert form_of(head + b" and more", "plan.dat").ending == HEADS[head]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_is_read_in_any_encoding_and_another_than_utf_8_is_told(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "plan.txt").write_bytes(text().encode(encoding))
    plan = open_outside(str(tmp_path / "plan.txt"))
    told = {note.rule for note in plan.notes}
    assert structure(plan.document) == [(1, LINES[0][2:]), (0, LINES[1]), (1, LINES[2][2:]), (0, LINES[3])]
    assert ("file-encoding" in told) == (not encoding.startswith("utf-8"))
    assert "outside-understood" in told
    assert any_plan(str(tmp_path / "plan.txt")) == plan.document


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("plan.pdf", b"%PDF-1.4", "NoPoppler"),
        ("plan.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "NoLibreOffice"),
    ],
)
def test_a_program_that_is_missing_is_told(
    name: str, content: bytes, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversion, "find_program", lambda *_: None)
    (tmp_path / name).write_bytes(content)
    assert rule(tmp_path / name) == [("outside-unreadable", reason)]


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("exit 1", "PdfFailed"),
        ("exit 0", "PdfFailed"),
        ("sleep 600 & sleep 600", "PdfSlow"),
        ('for last; do :; done; echo "<html/>" > "$last"', "PdfScanned"),
        ('for last; do :; done; echo "no words" > "$last"', "PdfFailed"),
    ],
)
def test_a_program_that_fails_is_told(
    script: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "plans").mkdir()
    program(tmp_path / "bin", "pdftotext", script)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    monkeypatch.setattr(conversion, "_POPPLER", conversion._POPPLER._replace(seconds=1))
    (tmp_path / "plans" / "plan.pdf").write_bytes(b"%PDF-1.4")
    assert rule(tmp_path / "plans" / "plan.pdf") == [("outside-unreadable", reason)]


def test_a_program_is_called_with_settings_and_a_folder_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, word: Path
) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "plans").mkdir()
    script = f"""
    for last; do case "$last" in -env:User*) home="${{last#*file://}}" ;; esac; done
    cp "$home/user/registrymodifications.xcu" {tmp_path}/settings
    echo "$last" > {tmp_path}/called
    mkdir out; cp {word} out/plan.docx
    """
    program(tmp_path / "bin", "soffice", script)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    file = tmp_path / "plans" / "--headless.wps"
    file.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    plan = open_outside(str(file))
    assert structure(plan.document) == expected(PIECES)
    assert plan.notes[0].facts == {"format": ".doc", "program": "LibreOffice"}
    assert Path((tmp_path / "called").read_text().strip()).name == "plan.doc"
    assert "DisableMacrosExecution" in (tmp_path / "settings").read_text()
    assert not Path((tmp_path / "called").read_text().strip()).exists()


@pytest.mark.office
@pytest.mark.parametrize("ending", ["doc", "odt", "rtf"])
def test_a_file_of_another_word_processor_is_read_by_libreoffice(
    ending: str, word: Path, office: Office, tmp_path: Path
) -> None:
    resave(office.soffice, [word], tmp_path, ending)
    plan = open_outside(str(tmp_path / f"plan.{ending}"))
    assert structure(plan.document) == expected(PIECES)
    assert plan.notes[0].rule == "outside-converted"


@pytest.mark.office
def test_a_pdf_is_read_by_poppler(word: Path, office: Office, tmp_path: Path) -> None:
    convert(office.soffice, [word], tmp_path)
    plan = open_outside(str(tmp_path / "plan.pdf"))
    assert structure(plan.document) == expected(PIECES)


def test_a_picture_is_told_with_the_words_beside_it(tmp_path: Path) -> None:
    word = docx.Document()
    for line in (TITLE, *LINES):
        word.add_paragraph(line)
    for width in (1, 2):
        word.add_paragraph().add_run().add_picture(BytesIO(_png()), width=width)
    word.save(str(tmp_path / "plan.docx"))
    plan = open_outside(str(tmp_path / "plan.docx"))
    (told,) = (note for note in plan.notes if note.rule == "outside-pictures")
    assert told.facts == {"count": "2", "near": f"“{LINES[-1]}”"}


def _png() -> bytes:
    """Return a picture of one dot."""
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0\0")),
        (b"IEND", b""),
    )
    parts = (
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)
