"""Test what a summary takes from plans that Plandraft did not write: figures of tables and of sentences."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from commands import Command
from summaries import gathered
from word_files import parts_of

from generator.formats.markdown import write_md
from generator.locality.figures import Figures
from generator.pipeline.support.outside_plans import open_outside
from generator.pipeline.support.upper_plans import load_profile

COUNTRY = Path("全国")
PROFILES = Path(__file__).parents[1] / "profiles"


def foreign(profile: Path, folder: Path, command: Command) -> Path:
    """Return the draft of a profile as if another program had written it."""
    command("draft", profile, "-o", folder, "--format", "docx")
    content = (folder / f"{profile.stem}.docx").read_bytes()
    file = folder / "别人的.docx"
    with zipfile.ZipFile(file, "w") as package:
        for name, part in parts_of(content).items():
            if not name.startswith("customXml"):
                bare = re.sub(rb"<Relationship [^>]*customXml[^>]*/>", b"", part)
                package.writestr(name, bare if name.endswith("document.xml.rels") else part)
    return file


def test_figures_of_sentences_count_as_those_of_tables_do(tmp_path: Path, command: Command) -> None:
    (found,) = gathered(COUNTRY, foreign(PROFILES / "dengkou.yaml", tmp_path, command))
    figures = Figures(load_profile(PROFILES / "dengkou.yaml"))
    told = [(path, slot.amount) for path, slot in found.slots.items() if not path.startswith("indicators.")]
    right = [path for path, amount in told if figures.slot(path).amount == amount]
    assert len(right) > len(told) * 9 // 10
    assert {path.partition(".")[0] for path in right} == {"population", "achievements", "commitments"}
    assert "population.certified" in right
    assert 0 < found.filled <= found.asked
    assert [each.message for each in found.remarks if each.rule == "summary-read"]


def test_what_a_table_of_others_lacks_is_an_empty_cell(tmp_path: Path, command: Command) -> None:
    page = write_md(open_outside(str(foreign(PROFILES / "dawukou.yaml", tmp_path, command))).document)
    for row in Figures(load_profile(PROFILES / "dawukou.yaml")).indicators.values():
        assert row.name in page
