"""Test that nobody loses what they wrote: edited drafts, other files, what a command reads, links."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import plans
import pytest
from commands import Command, Said, contents
from hand_edits import OTHER, PROFILE, in_text, in_word
from hypothesis import given
from hypothesis import strategies as st

from generator.base.digest import DIGEST_MARK, is_intact, with_digest
from generator.pipeline.support.outputs import _is_intact_package
from generator.word.style_sheet import official_style_sheet
from generator.word.writer import write_docx

FORMATS = ("docx", "md", "html")
Edit = Callable[[bytes], bytes]


@pytest.fixture
def draft(command: Command, tmp_path: Path) -> Callable[..., Said]:
    """Draft the profile into `out`, in all formats."""
    (tmp_path / "p.yaml").write_bytes(PROFILE.read_bytes())
    formats = [word for name in FORMATS for word in ("--format", name)]
    return lambda *words: command("draft", "p.yaml", "-o", "out", *formats, *words)


@pytest.mark.parametrize("name", FORMATS)
def test_a_draft_edited_by_hand_is_told_and_left_alone_and_so_are_its_companions(
    name: str, draft: Callable[..., Said], tmp_path: Path
) -> None:
    assert draft().code == 0
    file = tmp_path / "out" / f"p.{name}"
    file.write_bytes((in_word if name == "docx" else in_text)(file.read_bytes()))
    (tmp_path / "p.yaml").write_bytes(OTHER.read_bytes())
    before = contents(tmp_path / "out")
    said = draft()
    assert (said.code, said.out) == (2, "")
    assert said.all.startswith(f"out/p.{name} 错误 output-edited\n")
    assert "写出以后有人改过" in said.all
    assert "--force" in said.all
    assert contents(tmp_path / "out") == before


@pytest.mark.parametrize("name", FORMATS)
def test_with_force_it_is_overwritten_and_each_old_one_is_kept(
    name: str, draft: Callable[..., Said], tmp_path: Path
) -> None:
    draft()
    sound = contents(tmp_path / "out")
    file, change = tmp_path / "out" / f"p.{name}", in_word if name == "docx" else in_text
    for n in (1, 2):
        file.write_bytes(change(file.read_bytes()) + b"\n" * n)
        hand = file.read_bytes()
        said = draft("--force")
        assert said.code == 0
        assert f"原来的改名留在 out/p.kept-{n}.{name}" in said.all
        assert (tmp_path / "out" / f"p.kept-{n}.{name}").read_bytes() == hand
    now = contents(tmp_path / "out")
    assert {each: now[each] for each in sound} == sound
    assert len(now) == len(sound) + 2


def test_an_untouched_draft_is_replaced_without_a_word(draft: Callable[..., Said], tmp_path: Path) -> None:
    draft()
    old = contents(tmp_path / "out")
    (tmp_path / "p.yaml").write_bytes(OTHER.read_bytes())
    said = draft()
    assert "output-" not in said.all
    now = contents(tmp_path / "out")
    assert now.keys() == old.keys()
    assert all(now[name] != old[name] for name in old)


def test_an_untouched_draft_is_replaced_with_force_too_and_not_kept(
    draft: Callable[..., Said], tmp_path: Path
) -> None:
    draft()
    (tmp_path / "p.yaml").write_bytes(OTHER.read_bytes())
    assert "output-kept" not in draft("--force").all
    assert len(contents(tmp_path / "out")) == len(FORMATS)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(b"\n", b"\r\n"),
        lambda text: b"\xef\xbb\xbf" + text,
        lambda text: b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"),
    ],
    ids=["line ends", "byte order mark", "both"],
)
@pytest.mark.parametrize("name", ["md", "html"])
def test_what_git_and_editors_do_to_line_ends_is_no_edit(
    name: str, change: Edit, draft: Callable[..., Said], tmp_path: Path
) -> None:
    draft()
    file = tmp_path / "out" / f"p.{name}"
    sound = file.read_bytes()
    file.write_bytes(change(sound))
    assert draft().code == 0
    assert file.read_bytes() == sound


@pytest.mark.parametrize(
    "content", [b"", b"my notes", b"PK\x03\x04 not a package", b"\xff\xfe\x00", DIGEST_MARK.encode()]
)
@pytest.mark.parametrize("name", FORMATS)
def test_a_file_of_somebody_else_is_left_alone(
    name: str, content: bytes, draft: Callable[..., Said], tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / f"p.{name}").write_bytes(content)
    said = draft()
    assert said.code == 2
    assert "output-edited" in said.all
    assert "认不出" in said.all
    assert contents(tmp_path / "out") == {f"p.{name}": content}


def test_a_draft_that_is_left_alone_stops_no_other(
    command: Command, draft: Callable[..., Said], tmp_path: Path
) -> None:
    draft()
    (tmp_path / "out" / "p.md").write_bytes(b"my notes")
    (tmp_path / "q.yaml").write_bytes(PROFILE.read_bytes())
    said = command("draft", "p.yaml", "q.yaml", "-o", "out", "--jobs", "2")
    assert said.code == 2
    assert "写出 1 份，没写出 1 份" in said.out
    assert (tmp_path / "out" / "q.md").is_file()


@pytest.mark.parametrize("target", ["outside.md", "missing.md", "out/other.md"])
def test_a_link_is_never_written_through(target: str, draft: Callable[..., Said], tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "outside.md").write_bytes(b"outside")
    link = tmp_path / "out" / "p.md"
    link.symlink_to(tmp_path / target)
    assert draft().code == 2
    assert link.is_symlink()
    assert draft("--force").code == 0
    assert not link.is_symlink()
    assert (tmp_path / "out" / "p.kept-1.md").readlink() == tmp_path / target
    assert (tmp_path / "outside.md").read_bytes() == b"outside"
    assert not (tmp_path / "missing.md").exists()


def test_another_name_of_the_same_file_keeps_the_old_text(draft: Callable[..., Said], tmp_path: Path) -> None:
    draft()
    (tmp_path / "shared.md").hardlink_to(tmp_path / "out" / "p.md")
    old = (tmp_path / "shared.md").read_bytes()
    (tmp_path / "p.yaml").write_bytes(OTHER.read_bytes())
    assert draft().code == 1  # for what is wrong in it
    assert (tmp_path / "shared.md").read_bytes() == old
    assert (tmp_path / "out" / "p.md").read_bytes() != old


def test_what_is_kept_never_takes_the_place_of_another_file(
    draft: Callable[..., Said], tmp_path: Path
) -> None:
    draft()
    for n, name in enumerate(("p.md", "p.kept-1.md", "p.kept-3.md")):
        (tmp_path / "out" / name).write_bytes(b"mine %d" % n)
    (tmp_path / "out" / "p.kept-2.md").symlink_to("nowhere")
    assert draft("--force").code == 0
    kept = {n: tmp_path / "out" / f"p.kept-{n}.md" for n in (1, 2, 3, 4)}
    assert [kept[n].read_bytes() for n in (1, 3, 4)] == [b"mine 1", b"mine 2", b"mine 0"]
    assert kept[2].is_symlink()


def test_where_there_are_no_links_a_copy_is_kept(
    draft: Callable[..., Said], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    draft()
    (tmp_path / "out" / "p.md").write_bytes(b"mine")
    (tmp_path / "out" / "p.kept-1.md").write_bytes(b"mine too")
    monkeypatch.setattr(Path, "hardlink_to", none)
    assert draft("--force").code == 0
    assert (tmp_path / "out" / "p.kept-2.md").read_bytes() == b"mine"
    assert (tmp_path / "out" / "p.kept-1.md").read_bytes() == b"mine too"


MADE = write_docx(plans.document(plans.bare("county")), official_style_sheet(), {}, {})


@given(st.data())
def test_a_broken_word_file_is_none_of_ours_and_no_trouble(data: st.DataObject) -> None:
    content = bytearray(MADE)
    start = max(0, len(content) - 3_000) if data.draw(st.booleans()) else 0  # the lists of parts stand last
    for place in data.draw(st.lists(st.integers(start, len(content) - 1), min_size=1, max_size=4)):
        content[place] ^= data.draw(st.integers(1, 255))
    del content[data.draw(st.just(len(content)) | st.integers(4, len(content))) :]
    assert _is_intact_package(MADE)
    _is_intact_package(bytes(content))


def test_a_seal_that_is_quoted_within_is_no_seal() -> None:
    text = with_digest(f"somebody wrote {DIGEST_MARK} here\n\n<!-- {DIGEST_MARK} -->\n")
    assert is_intact(text.encode())
    assert not is_intact(text.replace("somebody", "nobody").encode())
    assert is_intact(with_digest(text).encode()), "sealed again it is the same"
    assert with_digest(text) == text


def test_one_edit_of_any_byte_of_a_text_is_seen() -> None:
    content = with_digest(f"磴口县 1\n\n<!-- {DIGEST_MARK} -->\n").encode()
    for n in range(len(content)):
        assert not is_intact(content[:n] + bytes([content[n] ^ 1]) + content[n + 1 :]), n


def test_a_bomb_under_the_name_of_a_draft_is_not_unpacked(draft: Callable[..., Said], tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with zipfile.ZipFile(tmp_path / "out" / "p.docx", "w", zipfile.ZIP_DEFLATED) as bomb:
        for n in range(70):
            bomb.writestr(f"{n}", bytes(1_000_000))
    said = draft()
    assert (said.code, "认不出" in said.all) == (2, True)


@pytest.mark.parametrize("force", [(), ("--force",)])
def test_a_pipe_is_not_written_over(
    force: tuple[str, ...], draft: Callable[..., Said], tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    os.mkfifo(tmp_path / "out" / "p.md")
    assert draft(*force).code == 2
    assert (tmp_path / "out" / "p.md").is_fifo()
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["p.md"]
