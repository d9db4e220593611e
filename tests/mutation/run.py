"""Test by mutation: find the changes to the code that no test would notice.

python tests/mutation/run.py                     # every module of modules.yaml
python tests/mutation/run.py generator/base/values.py # one of them
python tests/mutation/run.py --sample 100        # a hundred mutants, drawn from all

mutmut makes the mutants and runs the tests that modules.yaml names. Survivors that survivors.yaml does not
explain are shown, and end the run with 1; so do explanations of what no longer survives.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from shutil import copy, copytree, ignore_patterns, rmtree

from mutants import Mutant, mutants_of, prepared
from mutmut.stats import status_by_exit_code

from generator.yaml_source import load, mapping, strings, texts

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WORK = ROOT / ".mutation"
MODULES = {name: texts(tests) for name, tests in mapping(load(HERE / "modules.yaml").data).items()}


@dataclass(frozen=True, slots=True)
class Result:
    """Count what became of a module's mutants, with the survivors that survivors.yaml does not explain."""

    module: str
    counts: Counter[str]
    unexplained: tuple[Mutant, ...]
    stale: tuple[str, ...]

    def __str__(self) -> str:
        told = ", ".join(f"{count} {what}" for what, count in sorted(self.counts.items()))
        return f"{self.module}: {self.counts.total()} mutants: {told}"


def main() -> int:
    """Run and report; return 1 if a survivor is unexplained or an explanation is stale."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("modules", nargs="*", default=list(MODULES))
    parser.add_argument("--sample", type=int, help="so many mutants, drawn from all modules")
    parser.add_argument("--seed", type=int, default=0, help="of the draw")
    parser.add_argument("--again", action="store_true", help="only what survived the last run")
    asked = parser.parse_args()
    os.chdir(ROOT)  # where mutmut looks for its settings
    found = 0
    for module, mutants in _chosen(asked):
        result = _tried(module, mutants, whole=not (asked.sample or asked.again), kept=not asked.sample)
        lines = [str(result), *map(str, result.unexplained)]
        lines += [f"no longer survives: {line}" for line in result.stale]
        sys.stdout.writelines(f"{line}\n" for line in lines)
        sys.stdout.flush()
        found += len(result.unexplained) + len(result.stale)
    return 1 if found else 0


def _chosen(asked: argparse.Namespace) -> Iterator[tuple[str, list[Mutant]]]:
    """Yield the modules with the mutants to try."""
    every = {module: mutants_of(ROOT, module) for module in asked.modules}
    if asked.again:
        every = {module: [m for m in every[module] if m.name in _survivors(module)] for module in every}
    if asked.sample:
        flat = [mutant for mutants in every.values() for mutant in mutants]
        drawn = set(sorted(flat, key=lambda mutant: _lot(mutant, asked.seed))[: asked.sample])
        every = {module: [m for m in mutants if m in drawn] for module, mutants in every.items()}
    yield from ((module, mutants) for module, mutants in every.items() if mutants)


def _lot(mutant: Mutant, seed: int) -> bytes:
    """Return what a mutant draws; its number is left out, which changes with the lines before it.

    So a change to the code draws its own mutants anew, and no others.
    """
    return sha256(f"{seed} {mutant.name.rpartition('_')[0]} {mutant.change}".encode()).digest()


def _tried(module: str, mutants: Sequence[Mutant], *, whole: bool, kept: bool) -> Result:
    """Try these mutants; `whole`: they are all of the module's; `kept`: save the survivors for `--again`."""
    folder = _folder(module)
    names = [] if whole else [mutant.name for mutant in mutants]
    words = [sys.executable, "-m", "mutmut", "run", "--max-children", str(os.cpu_count() or 1), *names]
    quiet = {**os.environ, "TMPDIR": str(folder / "tmp"), "PYTHONPATH": ""}
    with (folder / "log").open("wb") as log:
        subprocess.run(words, cwd=folder, env=quiet, stdout=log, stderr=log, check=False)  # noqa: S603
    ends = json.loads((folder / "mutants" / f"{module}.meta").read_bytes())["exit_code_by_key"]
    statuses = {mutant: status_by_exit_code[ends.get(mutant.name)] for mutant in mutants}
    if "not checked" in statuses.values():
        sys.exit(f"{module}: mutmut gave up, see {folder / 'log'}")
    alive = [mutant for mutant, status in statuses.items() if status not in {"killed", "timeout"}]
    if kept:
        _survivor_list(module).write_text(json.dumps([mutant.name for mutant in alive]))
    known = _explained(module)
    unexplained = tuple(mutant for mutant in alive if mutant.change not in known)
    counts = Counter(
        "explained" if mutant in alive and mutant not in unexplained else status
        for mutant, status in statuses.items()
    )
    gone = known - {mutant.change for mutant in alive} if whole else set()
    return Result(module, counts, unexplained, tuple(f"{was} → {now}" for was, now in sorted(gone)))


def _folder(module: str) -> Path:
    """Copy the project for mutmut to work in, with one module alone mutated; return the folder."""
    folder = WORK / module.removesuffix(".py").replace("/", ".")
    rmtree(folder, ignore_errors=True)
    (folder / "tmp").mkdir(parents=True)
    for file in (ROOT / "generator").rglob("*.py"):
        name = file.relative_to(ROOT)
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        text = file.read_text(encoding="utf-8")
        (folder / name).write_text(prepared(text) if str(name) == module else text, encoding="utf-8")
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for beside in (*tomllib.loads(project)["tool"]["mutmut"]["also_copy"], "tests"):
        if (ROOT / beside).is_dir():  # no link: whoever packs the project would take its own folder for seen
            copytree(ROOT / beside, folder / beside, ignore=ignore_patterns("__pycache__"))
        else:
            copy(ROOT / beside, folder / beside)
    settings = {"only_mutate": [module], "pytest_add_cli_args_test_selection": MODULES[module]}
    lines = (f"{key} = {json.dumps(value)}" for key, value in settings.items())
    asked = re.sub(r"(?m)^\[tool\.mutmut\].*$", "\n".join(["[tool.mutmut]", *lines]), project)
    (folder / "pyproject.toml").write_text(asked, encoding="utf-8")
    return folder


def _explained(module: str) -> set[tuple[str, str]]:
    """Return the changes that survivors.yaml explains, each as the line before and after."""
    entries = mapping(load(HERE / "survivors.yaml").data).get(module) or []
    told = [strings(entry) for entry in entries if isinstance(entry, dict)]
    return {(entry["was"], entry["now"]) for entry in told if entry["why"]}


def _survivor_list(module: str) -> Path:
    return WORK / f"{module.replace('/', '.')}.json"


def _survivors(module: str) -> set[str]:
    return set(json.loads(_survivor_list(module).read_bytes())) if _survivor_list(module).is_file() else set()


if __name__ == "__main__":
    sys.exit(main())
