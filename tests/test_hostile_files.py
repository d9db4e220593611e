"""Read broken or hostile Word files: each refused for what it is, at once, within little memory."""

from __future__ import annotations

import os
import socket
import stat
import subprocess
import sys
import time
import zipfile
from html import escape
from io import BytesIO
from pathlib import Path

import pytest
from commands import CASES, Command
from hostile_parts import ACTIVE, CARRIED, DECLARATIONS, ODD, XML, declaring, draft, linked, typed
from hostile_zips import ZIPS, Parts
from marks import attack, sampled
from word_files import texts

from generator.base.diagnostics import PlanError
from generator.pipeline.support.word_files import read_word
from generator.word.reader import open_package

OLD = CASES / "diff/figures-and-a-box/old.yaml"
HOSTILE = {**ZIPS, **XML, **ACTIVE, **CARRIED}
FEW = (
    "half a file",
    "an old .doc",
    "a flat bomb",
    "a part called '../../etc/passwd'",
    "1,000 levels",
    "a DTD in UTF-16",
    "macros",
    "DDE",
    "a profile that is no JSON",
    "no draft",
)
SECONDS = 20  # far more than any takes, and far less than a bomb would
MEMORY = 512_000_000  # of address space: a tenth of what the bookmarks of one of these files once took


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Parts:
    """Return the parts of a draft as it was written."""
    from generator.pipeline.batch import DraftOptions, draft_files  # noqa: PLC0415  # the command is per test

    wishes = DraftOptions(("docx",), paginated=False, comment=None)
    [outcome] = draft_files([OLD], tmp_path_factory.mktemp("hostile"), wishes, 1)
    with zipfile.ZipFile(outcome.files[0]) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail on every attempt to open a connection."""

    def refuse(*_: object) -> None:
        pytest.fail("something was fetched")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.parametrize("name", sampled(HOSTILE, FEW, attack))
def test_a_hostile_file_is_told_for_what_it_is_by_every_command(
    name: str, parts: Parts, command: Command, tmp_path: Path
) -> None:
    rule, build = HOSTILE[name]
    (tmp_path / "plan.docx").write_bytes(build(parts))
    started = time.process_time()
    # `diff` and `text` read a file that is not ours as an outside plan, of another kind by another program.
    outside = rule in {"docx-foreign", "docx-other-kind"}
    others = [] if outside else [(("diff", OLD), 2), (("text",), 2)]
    for words, code in [(("verify",), 2), *others]:
        said = command(*words, "plan.docx")
        assert (said.code, said.out) == (code, ""), words
        assert said.err.startswith(f"plan.docx 错误 {rule}\n"), said.err
        assert said.english in {"", "DDEAUTO cmd"}  # a field's own words
        assert "改法：" in said.err
        assert "系统不允许" not in said.err  # what is said where a reason has no words
    if others:
        for job in ("check", "gaps"):
            said = command(job, "plan.docx")
            assert (said.code, said.err) == (1, "")
            assert f"plan.docx 错误 {rule}\n" in said.out
    assert time.process_time() - started < SECONDS
    assert [file.name for file in tmp_path.iterdir()] == ["plan.docx"]


@pytest.mark.parametrize("name", sampled(ODD, ("as it is", "UTF-16"), attack))
def test_a_file_that_is_only_odd_is_read(name: str, parts: Parts, command: Command, tmp_path: Path) -> None:
    (tmp_path / "plan.docx").write_bytes(ODD[name](parts))
    started = time.process_time()
    for words in (("verify",), ("diff", OLD), ("text",), ("check",), ("gaps",)):
        said = command(*words, "plan.docx")
        assert said.code in {0, 1}
        assert said.err == ""
        assert said.out
        assert "root:" not in said.out
    assert time.process_time() - started < SECONDS


@pytest.mark.parametrize("kind", sampled(DECLARATIONS, ("billion laughs",), attack))
def test_no_part_may_declare_anything(kind: str, parts: Parts) -> None:
    further = ["word/footnotes.xml", "docProps/app.xml", "customXml/item9.xml", "word/_rels/styles.xml.rels"]
    names = [*(name for name in parts if name.endswith((".xml", ".rels"))), *further]
    assert len(names) > len(further) + 10
    for name in names:
        with pytest.raises(PlanError) as stopped:
            open_package(declaring(name, DECLARATIONS[kind])(parts), "plan.docx")
        [finding] = stopped.value.findings
        assert (finding.rule, finding.facts) == ("docx-entities", {"part": name})


@attack
def test_all_hostile_files_together_take_little_memory(parts: Parts, tmp_path: Path) -> None:
    names = [name for name in HOSTILE if "500 MB" not in name]
    for n, name in enumerate(names):
        (tmp_path / f"{n}.docx").write_bytes(HOSTILE[name][1](parts))
    script = (
        "import resource, sys\n"
        f"resource.setrlimit(resource.RLIMIT_AS, ({MEMORY}, {MEMORY}))\n"
        "from generator.base.diagnostics import PlanError\n"
        "from generator.pipeline.support.sides import open_side\n"
        "for file in sys.argv[1:]:\n"
        "    try:\n        open_side(file)\n    except PlanError:\n        continue\n"
        "    sys.exit(f'{file} was read')\n"
    )
    files = [str(tmp_path / f"{n}.docx") for n in range(len(names))]
    done = subprocess.run(  # noqa: S603  # our own script
        [sys.executable, "-c", script, *files], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@attack
def test_the_boxes_in_boxes_of_a_page_are_read_once(parts: Parts) -> None:
    choice = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    xml = "<w:p><w:r><w:t>最里面</w:t></w:r></w:p>"
    for _ in range(12):
        inner = f"<w:txbxContent>{xml}</w:txbxContent>"
        either = f'<m:AlternateContent xmlns:m="{choice}"><m:Choice>{inner}</m:Choice></m:AlternateContent>'
        xml = f"<w:p><w:r>{either}</w:r></w:p>"
    assert texts(read_word(typed(xml)(parts), "plan.docx").document).count("最里面") == 1


@attack
@pytest.mark.parametrize("name", ["plan.docx", "plan.yaml"])
def test_what_is_no_file_to_read_is_told_at_once(name: str, command: Command, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / name)
    for file in (name, "/dev/zero"):
        for words, code in ((("verify",), 2), (("diff", OLD), 2), (("text",), 2)):
            said = command(*words, file)
            assert (said.code, said.out) == (code, "")
            assert "file-special" in said.err
    said = command("verify", ".")
    assert "file-folder" in said.err


@attack
@pytest.mark.parametrize("name", ["/dev/zero", "pipe.docx"])
def test_what_is_no_longer_what_it_was_when_it_was_looked_at_is_told_at_once(
    name: str, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "pipe.docx")
    monkeypatch.setattr(Path, "is_file", lambda _: True)
    said = command("verify", name)
    assert said.err.startswith(f"{name} 错误 file-unreadable")
    assert "这是设备或者管道" in said.err


@attack
def test_a_file_that_grows_while_it_is_read_is_not_read_beyond_the_limit(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stat, "S_ISREG", lambda _: True)
    monkeypatch.setattr(Path, "is_file", lambda _: True)
    assert "file-large" in command("verify", "/dev/zero").err


def test_what_a_hostile_file_says_can_not_work_the_terminal(
    parts: Parts, command: Command, tmp_path: Path
) -> None:
    odd = "改\u009b2J\u202e\u2028坏&#13;plan.docx：原样&#10;plan.docx：原样，写出后没有动过"
    (tmp_path / "plan.docx").write_bytes(typed(f"<w:p><w:r><w:t>{odd}</w:t></w:r></w:p>")(parts))
    for words in (("verify",), ("diff", OLD), ("text",), ("diff", "--format", "html", OLD)):
        said = command(*words, "plan.docx")
        left, right = ("&lt;", "&gt;") if "html" in words else "<>"
        assert f"改{left}U+009B{right}2J{left}U+202E{right}" in said.out, words
        assert not {"\u009b", "\u202e", "\u2028", "\r"} & set(said.out)
        assert not [line for line in said.out.splitlines()[1:] if line.startswith("plan.docx：原样")]
    said = command("diff", "--format", "json", OLD, "plan.docx")
    assert "\\u009b2J\\u202e\\u2028坏" in said.out


def test_a_file_that_is_called_a_word_file_is_never_taken_for_a_profile(
    command: Command, tmp_path: Path
) -> None:
    (tmp_path / "plan.DOCX").write_bytes(OLD.read_bytes())
    said = command("diff", OLD, "plan.DOCX")
    assert "docx-unreadable" in said.err


def test_a_link_to_outside_is_told_with_its_address(parts: Parts, command: Command, tmp_path: Path) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    (tmp_path / "plan.docx").write_bytes(linked(kind, "http://127.0.0.1:9/&#x202e;x.png")(parts))
    assert "（http://127.0.0.1:9/\ufffdx.png）" in command("verify", "plan.docx").err


def test_zip64_is_read(parts: Parts) -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            with archive.open(name, "w", force_zip64=True) as entry:
                entry.write(part)
    assert open_package(packed.getvalue(), "plan.docx").main == "word/document.xml"


EVIL = "<script>alert(1)</script>]]>&\"'{{ 7*7 }}{% x %}HYPERLINK\\o"


@pytest.mark.parametrize("form", sampled(("docx", "table", "html"), ("html",), attack))
def test_what_is_written_of_a_hostile_file_carries_nothing_but_its_words(
    form: str, parts: Parts, command: Command, tmp_path: Path
) -> None:
    evil = escape(EVIL, quote=True)
    odd = f"""<w:p><w:r><w:t>手写{evil}</w:t></w:r>
      <w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "http://evil/"</w:instrText></w:r>
      <w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:pict href="http://evil/"/><w:drawing/></w:r>
      <w:hyperlink r:id="rIdEvil" w:anchor="{evil}"><w:r><w:t>点这里</w:t></w:r></w:hyperlink>
      <w:sdt><w:sdtPr><w:alias w:val="{evil}"/><w:tag w:val="{evil}"/></w:sdtPr>
      <w:sdtContent><w:r><w:t>9{evil}</w:t></w:r></w:sdtContent></w:sdt></w:p>"""
    linking = linked(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink", "http://evil/"
    )
    content = typed(odd)(unzipped(linking(parts)))
    sentence = f'<p key="{evil}"><passage key="{evil}">{evil}</passage></p>'
    inside = f'<chapter key="{evil}" title="{evil}">{sentence}</chapter>'
    (tmp_path / "old.docx").write_bytes(draft(inside, f'number-chapter="{evil}"')(unzipped(content)))
    (tmp_path / "new.docx").write_bytes(content)
    for old, new in (("old.docx", "new.docx"), ("new.docx", "old.docx"), (OLD, "old.docx")):
        said = command("diff", old, new, "--format", form, "-o", "out")
        assert (said.code, said.err) == (1, "")
        written = (tmp_path / "out").read_bytes()
        if form == "html":
            assert b"<script>alert" not in written
            assert b"evil/" not in written
        else:
            inner = unzipped(written)
            assert open_package(written, "out.docx").main  # it holds nothing that we would refuse
            assert not [name for name, part in inner.items() if b"evil/" in part or b"<w:pict" in part]


def unzipped(content: bytes) -> Parts:
    """Return the parts of a Word file."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
