"""Measure drafting beside docxtpl and the limit of the standard library; print a table in Markdown.

    pip install '.[test,benchmark]' && python tests/benchmark/bench.py [-n ROUNDS] [--localities N]

Figures are CPU of whole processes (cold) or of one more draft inside a process (warm); programs run in
turn, and each figure is the median of the rounds, each ratio the median of ratios inside a round. Python
keeps compiled modules, as wherever a package is installed. This process loads nothing of ours, since Linux
counts its memory among that of its children.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
PROFILE = HERE.parent.parent / "profiles" / "luojiang.yaml"
OTHER = PROFILE.with_name("jining.yaml")  # as long, and hardly a sentence the same
COUNTY = HERE.parent / "cases" / "sound" / "county.yaml"  # as most are: the default outline, a few changes
BLANK = "plandraft check of a new county"  # beside its questions, and the answers in fifteen workbooks
SUMMARY = "plandraft summary of a hundred counties"
PULL, MERGE = "plandraft pull of thirty edits", "plandraft merge of ten copies"
WARM = 15  # drafts in one process
DOCXTPL = {"docxtpl, the plan its own template": "plan", "docxtpl, loops over ready blocks": "loops"}
PEERS = {**DOCXTPL, "standard library": "limit"}  # and how peers.py calls each


def run(words: list[str]) -> tuple[float, float, str]:
    """Run a process; return its CPU seconds, its peak memory in MiB and its output."""
    keeping = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(words, stdout=out, stderr=subprocess.DEVNULL, env=keeping)  # noqa: S603  # our own commands
        _, _, usage = os.wait4(process.pid, 0)
        out.seek(0)
        memory = usage.ru_maxrss / (1024 if sys.platform == "linux" else 1024 * 1024)
        return usage.ru_utime + usage.ru_stime, memory, out.read().decode()


def programs(folder: Path) -> dict[str, Callable[[], tuple[float, float]]]:
    """Return the programs to measure, by name; each returns CPU seconds and peak memory of one run."""
    python, plan = sys.executable, [sys.executable, "-m", "generator"]
    peers, ours = str(HERE / "peers.py"), str(HERE / "ours.py")
    out = ["-o", str(folder / "drafts")]

    def cold(*words: str) -> Callable[[], tuple[float, float]]:
        return lambda: run([*words])[:2]

    def warm(*words: str) -> Callable[[], tuple[float, float]]:
        def measure() -> tuple[float, float]:
            _, memory, printed = run([python, *words])
            return float(json.loads(printed)), memory

        return measure

    returned = [str(folder / "returned" / f"{number}.docx") for number in range(10)]
    profile, times, new = str(PROFILE), str(WARM), str(folder / "new.yaml")
    return {
        "plandraft --help": cold(*plan, "--help"),
        "plandraft check": cold(*plan, "check", profile),
        "plandraft draft": cold(*plan, "draft", profile, *out),
        "plandraft diff": cold(*plan, "diff", profile, str(OTHER)),
        "plandraft diff --format docx": cold(
            *plan, "diff", profile, str(OTHER), "--format", "docx", "-o", str(folder / "tracked.docx")
        ),
        BLANK: cold(*plan, "check", new),
        PULL: cold(
            *plan,
            "pull",
            str(folder / "returned" / "0.docx"),
            profile,
            "-o",
            str(folder / "pulled.yaml"),
            "--force",
        ),
        MERGE: cold(
            *plan,
            "merge",
            str(folder / f"{PROFILE.stem}.docx"),
            *returned,
            "-o",
            str(folder / "merged.docx"),
            "--force",
        ),
        SUMMARY: cold(
            *plan,
            "summary",
            *map(str, sorted((folder / "counties").glob("*.yaml"))),  # the city first
            "-o",
            str(folder / "summary"),
            "--jobs",
            "1",
        ),
        "plandraft request": cold(*plan, "request", new, "-o", tempfile.mkdtemp(dir=folder)),
        "plandraft collect": cold(*plan, "collect", new, str(folder / "answered"), "--dry-run"),
        **{name: cold(python, peers, how, str(folder), "1") for name, how in PEERS.items()},
        "one more: plandraft draft": warm(ours, "draft", str(folder / "drafts"), times, profile),
        **{f"one more: {name}": warm(peers, how, str(folder), times) for name, how in PEERS.items()},
        **{
            f"writer alone x{n}": warm(ours, "write", str(folder), times, profile, str(n)) for n in (1, 4, 16)
        },
    }


RATIOS = (
    *((f"{more}plandraft draft", f"{more}{peer}") for more in ("", "one more: ") for peer in DOCXTPL),
    (PULL, "plandraft draft"),
    (MERGE, "plandraft draft"),
    (SUMMARY, "plandraft draft"),
    ("plandraft request", BLANK),
    ("plandraft collect", BLANK),
    ("writer alone x1", "one more: standard library"),
    ("writer alone x4", "writer alone x1"),
    ("writer alone x16", "writer alone x1"),
)


def measured(rounds: int, folder: Path) -> None:
    """Run every program in turn and print the medians, then the ratios inside rounds."""
    seconds: dict[str, list[float]] = defaultdict(list)
    memory: dict[str, list[float]] = defaultdict(list)
    for number in range(rounds + 1):
        for name, program in programs(folder).items():
            took, peak = program()
            if number:  # the first round warms the caches of the system
                seconds[name].append(took)
                memory[name].append(peak)
    say("| | CPU, ms | peak memory, MiB |")
    say("| --- | --- | --- |")
    for name, spent in seconds.items():
        say(f"| {name} | {median(spent) * 1000:.1f} | {median(memory[name]):.0f} |")
    say("\n| ratio | |\n| --- | --- |")
    for one, other in RATIOS:
        ratios = [a / b for a, b in zip(seconds[one], seconds[other], strict=True)]
        say(f"| {one} / {other} | {median(ratios):.2f} |")


def batch(count: int, profile: Path, folder: Path) -> None:
    """Draft so many localities of one profile on all processors and print the time."""
    profiles = folder / "localities"
    profiles.mkdir()
    for number in range(count):
        shutil.copy(profile, profiles / f"{number:04}.yaml")
    words = [sys.executable, "-m", "generator", "draft", *map(str, sorted(profiles.iterdir()))]
    start = time.perf_counter()
    spent, peak, _ = run([*words, "-o", str(folder / "batch")])
    took = time.perf_counter() - start
    cores = os.cpu_count()
    say(f"\n{count} localities: {took:.1f} s on {cores} cores, CPU {spent:.1f} s, peak memory {peak:.0f} MiB")


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Measure what the command line asks for."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("-n", dest="rounds", type=int, default=5)
    options.add_argument("--localities", type=int, default=0)
    options.add_argument("--like", type=Path, default=COUNTY, help="their profile")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        draft = (folder / PROFILE.stem).with_suffix(".docx")
        for words in (
            ["-m", "generator", "draft", str(PROFILE), "-o", name],
            [str(HERE / "content.py"), str(PROFILE), name],
            [str(HERE / "peers.py"), "template", name, str(draft)],
            [str(HERE / "answered.py"), name],
            [str(HERE / "returned.py"), str(draft), str(folder / "returned")],
            [str(HERE / "counties.py"), str(PROFILE), str(folder / "counties")],
        ):
            subprocess.run([sys.executable, *words], check=True, capture_output=True)  # noqa: S603  # our own
        measured(asked.rounds, folder)
        if asked.localities:
            batch(asked.localities, asked.like, folder)


if __name__ == "__main__":
    main()
