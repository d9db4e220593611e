"""Share fixtures, markers and the option `--accept` for new goldens among all tests."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from chromium_pages import chromium
from commands import Command, plandraft
from foreign import Elsewhere
from hypothesis import settings
from office import Office

from generator.word import fonts
from generator.word.style_sheet import official_style_sheet

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# By default few, so that a developer has the answer in minutes; .ci/run asks for the thorough ones. None
# is left to chance, so that a change which has nothing to do with a fault does not stumble over it.
settings.register_profile("default", deadline=None, derandomize=True, database=None, max_examples=12)
settings.register_profile("thorough", deadline=None, derandomize=True, database=None, max_examples=250)
settings.register_profile("mutation", deadline=None, derandomize=True, database=None, max_examples=60)

ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write goldens anew instead of comparing")
    parser.addoption(
        "--trials",
        type=int,
        default=10_000,
        help="how many mutated profiles to try, and a tenth of Word files",
    )
    parser.addoption("--word-seed", type=int, help="the one mutated Word file to try, by its seed")


def pytest_configure(config: pytest.Config) -> None:
    """Load our profile of Hypothesis, and give the tests of a file to one worker of pytest-xdist.

    A profile that is asked for stays: test modules import this one anew, which must not load another.
    The tests of a file share drafts, which one worker renders once.
    """
    if not config.getoption("--hypothesis-profile"):
        settings.load_profile("default")
    if config.getoption("dist", "no") == "load":  # what -n asks for if nothing else is said
        config.option.dist = "loadfile"


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def profiles(root: Path) -> list[Path]:
    """Return the profiles of the real plans."""
    return sorted((root / "profiles").glob("*.yaml"))


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return LibreOffice, which converts every sample once."""
    from samples import SAMPLES, write_samples  # noqa: PLC0415  # it needs ROOT

    folder = tmp_path_factory.mktemp("office")
    return Office(write_samples(SAMPLES, folder), folder)


@pytest.fixture
def foreground() -> Iterator[None]:
    """Let signals end the commands that a test starts, even if nohup or a script's & ignores them."""
    ignored = [each for each in (signal.SIGINT, signal.SIGHUP) if signal.getsignal(each) is signal.SIG_IGN]
    for each in ignored:
        signal.signal(each, signal.SIG_DFL)
    yield
    for each in ignored:
        signal.signal(each, signal.SIG_IGN)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Yield Chromium, started once."""
    with chromium() as found:
        yield found


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Command:
    """Return the command, run in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return lambda *words: plandraft(monkeypatch, capsys, *words, folder=tmp_path)


@pytest.fixture
def elsewhere(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Elsewhere:
    """Return a folder of foreign templates, with the working folder beside it."""
    monkeypatch.chdir(tmp_path)
    return Elsewhere(tmp_path, capfd)


@pytest.fixture(autouse=True)
def _every_font(monkeypatch: pytest.MonkeyPatch) -> None:
    """Find every font, whichever the computer that runs the tests has."""
    every = frozenset(name for names in official_style_sheet().font_files.values() for name in names)
    monkeypatch.setattr(fonts, "installed_fonts", lambda: every)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Return a comparison of texts with files, which writes the files under `--accept`."""
    return Golden(accept=bool(request.config.getoption("--accept")))


class Golden:
    """Compare a text with a file until someone accepts a new one."""

    def __init__(self, *, accept: bool) -> None:
        self.accept = accept

    def check(self, file: Path, text: str) -> None:
        """Fail if the file differs from the text; write the file under `pytest --accept`."""
        if self.accept:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        assert file.is_file(), f"{file} is missing; pytest --accept writes it"
        assert text == file.read_text(encoding="utf-8"), f"{file} is stale; pytest --accept writes it anew"
