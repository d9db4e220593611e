"""The five plans in LibreOffice: they open, and the text that comes out is the text that went in."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT

from generator.document import Box, Document, Plan, part_runs, plain, walk
from generator.pipeline.check import check
from generator.pipeline.draft import draft

PLANS = sorted((ROOT / "profiles").glob("*.yaml"))
pytestmark = pytest.mark.office


def words(text: str) -> str:
    """The Chinese characters of a text, which no line break or page number interrupts."""
    return "".join(re.findall("[\u4e00-\u9fff]", text))


@pytest.fixture(scope="module")
def office() -> str:
    """LibreOffice; these tests are asked for by name, so its absence is a failure."""
    found = shutil.which("soffice")
    assert found, "install libreoffice-writer-nogui"
    return found


@pytest.mark.parametrize("file", PLANS, ids=lambda file: file.stem)
def test_the_text_on_the_pages_is_the_text_of_the_document(office: str, file: Path, tmp_path: Path) -> None:
    profile = check(file).profile
    assert profile is not None
    drafted = draft(profile, tmp_path)
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    convert = [
        office,
        home,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(drafted.files[0]),
    ]
    subprocess.run(convert, check=True, capture_output=True, timeout=300)  # noqa: S603  # our own file
    text = subprocess.run(  # noqa: S603
        ["pdftotext", "-raw", str(tmp_path / f"{file.stem}.pdf"), "-"],  # noqa: S607  # wherever poppler is
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    ).stdout
    assert missing(drafted.document, words(text)) == []


def missing(document: Document, text: str) -> list[str]:
    """The runs whose first words do not stand on the pages; labels that repeat are passed over."""
    blocks = (block for part in document.parts if isinstance(part, Plan) for block in walk(part.body))
    for label in (words(block.number + block.title) for block in blocks if isinstance(block, Box)):
        text = text.replace(label, "")
    runs = (words(plain((run,)))[:12] for part in document.parts for run in part_runs(part))
    return [run for run in runs if run not in text]
