"""Put mutated profiles through the command, each by its number.

`python tests/trials.py 4711` runs one again, leaves its files in trial-4711/ and says what is wrong.
"""

from __future__ import annotations

import gc
import os
import shutil
import signal
import sys
import tempfile
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from broken_text import text_of_a_profile
from made_up import NAMES
from mutations import MUTATIONS, changed_again, made_up_data
from runs import COMMANDS, OTHER, Runner, Trial, checked

_HANG = 60  # seconds; no input may take as many, on however busy a machine
_TIDY = 50  # trials after which what they left in memory is looked for
_NAMES = ["p.yaml", "p.yaml", "p.yaml", "档案.yaml", "a b.yaml", "p.yml", "p", "p.v2.yaml", "%s{x}.yaml"]


def attempted(number: int) -> Trial:
    """Run one number in a folder that is gone afterwards."""
    if number % _TIDY == 0:
        gc.collect()
    with tempfile.TemporaryDirectory() as folder:
        return trial(number, Path(folder).resolve())


def trial(number: int, folder: Path) -> Trial:
    """Run one number in a new folder."""
    chance = Random(number)
    mutate = chance.choice(MUTATIONS)
    tried = Trial(number, mutate.__name__)
    file = folder / chance.choice(_NAMES)
    file.write_bytes(mutate(Random(f"{number}")))  # not the same chance: it chose the mutation
    (folder / OTHER).write_bytes(_other(file.read_bytes(), number, mutate, chance))
    _neighbours(folder, chance)
    runner = Runner(tried, folder)
    with _no_hang(), _plain_settings(folder):
        try:
            tried.reached = checked(runner, file, chance)
            chance.choice(COMMANDS)(runner, file, chance)
        except Exception:  # noqa: BLE001  # whatever it is, it is what the trial is for
            tried.problems.append(traceback.format_exc())
    return tried


def _other(content: bytes, number: int, mutate: Callable[[Random], bytes], chance: Random) -> bytes:
    """Return the profile as it was before, if any; or another; or the same changed again."""
    match chance.randrange(4):
        case 0:
            return changed_again(content, chance)
        case 1:
            return text_of_a_profile(chance).encode()
        case _ if mutate is made_up_data:
            return changed_again(content, chance)
        case _:
            return text_of_a_profile(Random(f"{number}")).encode()  # the first that a mutation draws


def _neighbours(folder: Path, chance: Random) -> None:
    """Write other profiles beside it, which may be the levels above it, or below, or both."""
    if chance.random() < 0.2:
        for name in chance.sample(NAMES, chance.randrange(1, 4)):
            upper = chance.sample(NAMES, 2)
            text = (
                f"period: 2021-2025\nlocality: {{name: {name}, kind: county, upper: [{', '.join(upper)}]}}\n"
            )
            made = chance.choice([text.encode(), text.encode(), made_up_data(chance)])
            (folder / f"{name}.yaml").write_bytes(made)


@contextmanager
def _no_hang() -> Iterator[None]:
    def stop(*_: object) -> None:
        message = f"more than {_HANG} seconds"
        raise TimeoutError(message)

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(_HANG)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _plain_settings(folder: Path) -> Iterator[None]:
    """Turn warnings into errors and show tracebacks; restore the process's settings afterwards."""
    argv, here = sys.argv, Path.cwd()
    os.environ["PLANDRAFT_DEBUG"] = "1"
    os.chdir(folder)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            yield
    finally:
        sys.argv = argv
        os.chdir(here)
        del os.environ["PLANDRAFT_DEBUG"]


def _again(number: int) -> int:
    folder = Path.cwd() / f"trial-{number}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    tried = trial(number, folder)
    sys.stdout.write(f"{tried.kind} {tried.reached}\n")
    sys.stdout.writelines(f"plandraft {' '.join(line)}\n" for line in tried.lines)
    sys.stdout.writelines(f"{problem}\n" for problem in tried.problems)
    return len(tried.problems)


if __name__ == "__main__":
    sys.exit(_again(int(sys.argv[1])) > 0)
