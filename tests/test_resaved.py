"""Test that drafts that LibreOffice has opened and saved again say what they said.

Each goes four ways: saved once, saved twice, by way of .doc and by way of .odt.
"""

from __future__ import annotations

import re
from pathlib import Path
from types import MappingProxyType

import pytest
from commands import Command
from conftest import ROOT
from docx.oxml.ns import qn
from office import Office, resave
from samples import KINDS, LETTERS, NOTICES, PLANS, write_samples
from word_files import part

pytestmark = pytest.mark.office

DRAFTS = [*PLANS, *NOTICES, *LETTERS, *KINDS]
WAYS = MappingProxyType(
    {"once": ["docx"], "twice": ["docx", "docx"], "doc": ["doc", "docx"], "odt": ["odt", "docx"]}
)


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the files of all drafts by name."""
    return write_samples(DRAFTS, tmp_path_factory.mktemp("drafts"))


@pytest.fixture(scope="module")
def resaved(office: Office, drafts: dict[str, Path]) -> dict[str, dict[str, Path]]:
    """Return what LibreOffice made of the drafts, by way and name."""
    made: dict[tuple[str, ...], dict[str, Path]] = {(): drafts}
    for steps in WAYS.values():
        for at, step in enumerate(steps, start=1):
            if (path := tuple(steps[:at])) in made:
                continue
            files = made[path[:-1]]
            folder = next(iter(drafts.values())).parent / "-".join(path)
            resave(office.soffice, [*files.values()], folder, step)
            made[path] = {name: folder / f"{name}.{step}" for name in files}
    return {way: made[tuple(steps)] for way, steps in WAYS.items()}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", DRAFTS)
def test_every_word_stands_where_it_stood(
    drafts: dict[str, Path], resaved: dict[str, dict[str, Path]], way: str, name: str
) -> None:
    assert paragraphs(resaved[way][name]) == paragraphs(drafts[name])


def paragraphs(file: Path) -> list[str]:
    """Return the texts of a file's paragraphs without blanks, each text box once."""
    body = part(file.read_bytes(), "word/document.xml")
    for fallback in [*body.iter("{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")]:
        parent = fallback.getparent()
        assert parent is not None
        parent.remove(fallback)
    texts = ("".join(t.text or "" for t in paragraph.iter(qn("w:t"))) for paragraph in body.iter(qn("w:p")))
    return [said for text in texts if (said := re.sub(r"\s", "", text))]


@pytest.mark.parametrize("name", DRAFTS)
def test_it_does_not_differ(
    drafts: dict[str, Path], resaved: dict[str, dict[str, Path]], command: Command, name: str
) -> None:
    said = command("diff", drafts[name], resaved["once"][name])
    assert (said.code, said.out.splitlines()[-1]) == (0, "两稿相同。")


@pytest.mark.parametrize("name", DRAFTS)
def test_it_was_only_saved_again(resaved: dict[str, dict[str, Path]], command: Command, name: str) -> None:
    said = command("verify", resaved["once"][name])
    assert said.code == 0
    assert "另存过，内容没有变" in said.out


def test_its_figures_are_still_known(
    drafts: dict[str, Path], resaved: dict[str, dict[str, Path]], command: Command, tmp_path: Path
) -> None:
    source = (ROOT / "profiles" / "dengkou.yaml").read_text(encoding="utf-8")
    (tmp_path / "c.yaml").write_text(source.replace("6278", "5000"), encoding="utf-8")
    for file in (drafts["dengkou"], resaved["once"]["dengkou"]):
        said = command("verify", file, "--profile", "c.yaml")
        assert said.code == 1
        assert "有 1 个数与档案不同\n  population.certified：文中 6278名，档案 5000名\n" in said.out
        assert "手改" not in command("diff", file, "c.yaml").out
