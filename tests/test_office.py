"""Open every sample in LibreOffice: each run that went in comes out, in tables as elsewhere."""

from __future__ import annotations

import re

import pytest
from office import Office, run
from samples import SAMPLES, composed

from generator.document import Box, Document, Plan, nodes_in, plain, runs_in

pytestmark = pytest.mark.office


def words(text: str) -> str:
    """Return the Chinese characters of a text, which no line break or page number interrupts."""
    return "".join(re.findall("[\u4e00-\u9fff]", text))


@pytest.mark.parametrize("name", SAMPLES)
def test_the_runs_of_the_document_stand_on_the_pages(office: Office, name: str) -> None:
    text = run(["pdftotext", "-raw", str(office.pdf(name)), "-"])
    assert missing(composed(name), words(text)) == []


def missing(document: Document, text: str) -> list[str]:
    """Return the runs whose first words do not stand on the pages, except labels that repeat."""
    blocks = (block for part in document.parts if isinstance(part, Plan) for block in nodes_in(part))
    for label in (words(block.number + block.title) for block in blocks if isinstance(block, Box)):
        text = text.replace(label, "")
    runs = (words(plain((run,)))[:12] for run in runs_in(document))
    return [run for run in runs if run not in text]
