"""Test that a plan that LibreOffice has opened and saved again says what it said.

Of LibreOffice 7.4 this holds where all figures are numbers: it writes the words in a control several times
over where they take more than one portion of a line, and the comparison says so.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import Command
from conftest import ROOT
from office import Office, resave
from samples import written

pytestmark = pytest.mark.office


@pytest.fixture(scope="module")
def resaved(office: Office, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return a plan whose figures are all numbers, and what LibreOffice made of it."""
    file = tmp_path_factory.mktemp("resaved") / "dengkou.docx"
    file.write_bytes(written(file.stem))
    resave(office.soffice, [file], file.parent / "again")
    return file, file.parent / "again" / file.name


def test_it_does_not_differ(resaved: tuple[Path, Path], command: Command) -> None:
    said = command("diff", *resaved)
    assert (said.code, said.out.splitlines()[-1]) == (0, "两稿相同。")


def test_it_was_only_saved_again(resaved: tuple[Path, Path], command: Command) -> None:
    said = command("verify", resaved[1])
    assert said.code == 0
    assert "另存过，内容没有变" in said.out


def test_its_figures_are_still_known(resaved: tuple[Path, Path], command: Command, tmp_path: Path) -> None:
    source = (ROOT / "profiles" / "dengkou.yaml").read_text(encoding="utf-8")
    (tmp_path / "c.yaml").write_text(source.replace("6278", "5000"), encoding="utf-8")
    for file in resaved:
        said = command("verify", file, "--profile", "c.yaml")
        assert said.code == 1
        assert "有 1 个数与档案不同\n  population.certified：文中 6278名，档案 5000名\n" in said.out
        assert "手改" not in command("diff", file, "c.yaml").out
