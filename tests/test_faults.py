"""Kill the commands, or deny them space or rights, at every step: files are old or new, without litter."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
import word_files
from commands import contents
from conftest import ROOT
from faults import ERRORS, SIGNALS, Hurt, command, each, hurt
from marks import fault, sampled

from generator.base.files import _sweep_once
from generator.base.interrupts import stoppable
from generator.base.staging import HERE
from generator.pipeline.support.outputs import write_outputs

pytestmark = [
    pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="looks into /proc"),
    pytest.mark.usefixtures("foreground"),
]
PROFILE = ROOT / "tests" / "cases" / "policy" / "ordinary.yaml"
OTHER = ROOT / "tests" / "cases" / "policy" / "indicator_omitted_with_reason.yaml"
LITTER, LEFT = ".plandraft-*", f"{HERE}0123abcd.part"
SLIPPED = "period： 2021-2025\nlocality: {name: 安泽县, kind: county}\n"
Contents = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Scene:
    """Describe a command and what its folder holds before: outputs, litter of a killed process."""

    words: tuple[str, ...]
    before: Callable[[Path], None]
    forced: bool = False


def in_text(content: bytes) -> bytes:
    return content.replace("残疾人".encode(), "残疾朋友".encode(), 1)


def in_word(content: bytes) -> bytes:
    return word_files.edited(content, lambda part: part.replace("残疾人", "残疾朋友", 1))


def nothing(folder: Path) -> None:
    """Leave no file and no folder."""
    shutil.rmtree(folder)


def drafted(folder: Path) -> None:
    """Leave another draft under the same names, and litter."""
    copy = folder.parent / "ordinary.yaml"
    copy.write_bytes(OTHER.read_bytes())
    assert hurt(command("draft", str(copy), "-o", str(folder)), folder).code == 0
    copy.unlink()
    (folder / LEFT).write_bytes(b"half of a fi")


def edited(folder: Path) -> None:
    """Leave the same, edited by hand."""
    drafted(folder)
    for name, change in (("ordinary.md", in_text), ("ordinary.docx", in_word)):
        (folder / name).write_bytes(change((folder / name).read_bytes()))


def slipped(folder: Path) -> None:
    (folder / "profile.yaml").write_text(SLIPPED, "utf-8")


def filled_in(folder: Path) -> None:
    (folder / "profile.yaml").write_bytes(PROFILE.read_bytes())


def compared(folder: Path) -> None:
    """Leave a page of another comparison, untouched."""
    words = ["diff", str(PROFILE), str(PROFILE), "--format", "html", "-o", str(folder / "page.html")]
    assert hurt(command(*words), folder).code == 0


DRAFT = ("draft", str(PROFILE), "-o", "{}")
DIFF = ("diff", str(PROFILE), str(OTHER), "--format", "html", "-o", "{}/page.html")
NEW = ("new", "{}/profile.yaml", "--name", "磴口县")
SCENES = {
    "a first draft": Scene(DRAFT, nothing),
    "a draft again": Scene(DRAFT, drafted),
    "a draft over an edited one": Scene((*DRAFT, "--force"), edited, forced=True),
    "a comparison": Scene(DIFF, compared),
    "a new profile": Scene(NEW, nothing),
    "a new profile over an old one": Scene((*NEW, "--force"), filled_in, forced=True),
    "a profile mended": Scene(("check", "{}/profile.yaml", "--fix"), slipped),
    "a profile rolled": Scene(("roll", str(PROFILE), "-o", "{}/profile.yaml"), nothing),
}
ALL = [*SIGNALS, *ERRORS, "ENOSPC+", "EACCES+"]


def litter(folder: Path) -> list[str]:
    return [file.name for file in folder.glob(LITTER)]


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Load all modules once, or every process that is hurt would load them for itself."""
    for scene in SCENES.values():
        folder = tmp_path_factory.mktemp("warm")
        if scene.before is not nothing:
            scene.before(folder)
        with suppress(SystemExit):
            command(*(word.format(folder) for word in scene.words))()


class Stage:
    """Set a scene up again and again."""

    def __init__(self, name: str, tmp_path: Path) -> None:
        self.scene, self.folder, self.kept = SCENES[name], tmp_path / "out", tmp_path / "before"
        self.act = command(*(word.format(self.folder) for word in self.scene.words))
        self.folder.mkdir()
        self.scene.before(self.folder)
        self.old = contents(self.folder)
        if self.folder.is_dir():
            shutil.copytree(self.folder, self.kept)
        self.sound = hurt(self.act, self.folder)
        self.new = contents(self.folder)
        assert not litter(self.folder)
        assert self.new != self.old

    def set(self) -> None:
        """Restore everything as it was before."""
        shutil.rmtree(self.folder, ignore_errors=True)
        if self.kept.is_dir():
            shutil.copytree(self.kept, self.folder)

    def judge(self, how: str, found: Hurt) -> None:
        """Check that the files and the messages are as promised."""
        now = contents(self.folder)
        self._whole(now)
        assert "Traceback" not in found.err
        assert "程序出了意外" not in found.err
        if how == "SIGKILL":
            assert found.signal == SIGNALS[how]
        else:
            assert set(litter(self.folder)) <= set(self.old)
            self._check_messages(how, found, now)
        if how == "SIGKILL" or litter(self.folder):
            self._mends()

    def _whole(self, now: Contents) -> None:
        for name in (name for name in now if not name.startswith(".plandraft-")):
            assert now[name] in {self.old.get(name), self.new.get(name)}, name
        for name in (name for name in self.old if not name.startswith(".plandraft-")):
            assert name in now
            assert not self.scene.forced or self.old[name] in now.values(), "what was edited is lost"

    def _check_messages(self, how: str, found: Hurt, now: Contents) -> None:
        if how in SIGNALS:
            # what comes after the last rename cannot undo it
            assert found.signal == SIGNALS[how]
            assert found.err.endswith("已中止。\n")
        elif found.code == self.sound.code:
            assert {**now, **self.new} == now, "no error was told"
        else:
            assert found.code == (2 if "output-unwritable" in found.err else 1)
            assert found.err.count("错误 output-unwritable") in {0, 1}
            assert found.err.count("错误 file-unreadable") in {0, 1}
            assert "unwritable" in found.err or "unreadable" in found.err
        names = [name for name in self.new if ".kept-" not in name]
        if how in SIGNALS:
            assert len({now.get(name) == self.new[name] for name in names}) == 1, "of two drafts one is new"

    def _mends(self) -> None:
        """Check that the next run finishes the work and sweeps what this one left."""
        if self.scene.words[0] in {"new", "roll"} and (self.folder / "profile.yaml").exists():
            (self.folder / "profile.yaml").unlink()
        after = hurt(self.act, self.folder)
        assert after.code == self.sound.code, after.err
        now = contents(self.folder)
        assert {name: now[name] for name in self.new if ".kept-" not in name} == {
            name: content for name, content in self.new.items() if ".kept-" not in name
        }
        assert not litter(self.folder)


@pytest.mark.parametrize("how", sampled(ALL, ("SIGKILL", "ENOSPC"), fault))
def test_a_file_is_old_or_new_however_its_writing_is_hurt(how: str, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    files = {folder / "a.md": b"new", folder / "b.md": b"new too"}

    def before() -> None:
        _sweep_once.cache_clear()  # as in a process of its own
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        (folder / "a.md").write_bytes(b"old")
        (folder / LEFT).write_bytes(b"half a fi")

    def act() -> None:
        with stoppable():
            write_outputs(files, force=True)

    steps = 0
    for found in each(act, folder, how, before):
        steps += 1
        left, now = litter(folder), {n: c for n, c in contents(folder).items() if not n.startswith(".")}
        assert now.get("a.md") in {b"old", b"new"}
        assert now.get("b.md") in {None, b"new too"}
        assert now["a.md"] == b"old" or now["a.kept-1.md"] == b"old"
        assert how == "SIGKILL" or set(left) <= {LEFT}
        assert how != "SIGKILL" or found.signal == SIGNALS[how]
        _sweep_once.cache_clear()
        write_outputs(files, force=True)
        assert not litter(folder)
    assert steps >= 15


@pytest.mark.slow
@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize("how", ALL)
@pytest.mark.parametrize("name", SCENES)
def test_whatever_is_written_is_old_or_new_however_it_is_hurt(name: str, how: str, tmp_path: Path) -> None:
    assert injure(name, how, tmp_path) >= 3


def injure(name: str, how: str, tmp_path: Path) -> int:
    """Hurt a command at each step; return how often."""
    stage = Stage(name, tmp_path)
    steps = 0
    for found in each(stage.act, stage.folder, how, stage.set):
        stage.judge(how, found)
        steps += 1
    sys.stderr.write(f"{name}, {how}: {steps} times\n")
    return steps
