# ruff: noqa: INP001  # these scripts are no package
"""Pack Plandraft for machines without a network: a zip a system, with wheels, manual and installer.

    python .ci/offline/build.py [-o DIR] [SYSTEM...]

It needs the lock `test.txt` installed, and asks pip, as it is set up here, for the wheels of
`locks/offline.txt`. The same locks and the same checkout give the same bytes. Wheels that a system lacks
for a Python are printed and named in its zip, which then does not serve that Python.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import jinja2
from markdown_it import MarkdownIt
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename
from served import Pin, System, lacking, read_pins, read_pythons, read_systems

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
# where the manual sends its reader
FOLDERS = ["profiles", "templates", "tests/cases/styles", "tests/cases/notices"]
PICTURE = re.compile(r"!\[[^\]]*\]\(([^)]+)\)")
NO_WHEEL = "No matching distribution found"  # as pip says it
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can name


class Unfit(Exception):  # noqa: N818  # it names the zip
    """Report that a zip does not hold what it should."""


def pip(*words: str) -> str:
    """Run pip as it is set up here; return the message of a failure, an empty one on success."""
    command = [sys.executable, "-m", "pip", *words, "--quiet", "--disable-pip-version-check"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603  # our own words
    return done.stderr if done.returncode else ""


def download(pins: Sequence[Pin], system: System, python: str, folder: Path) -> list[str]:
    """Download wheels for one Python of a system; return the packages that have none, or raise Unfit."""
    asked = folder.with_suffix(".txt")  # without markers: pip reads them for the system that it runs on
    asked.write_text("".join(pin.line(pin.hashes, marker=False) + "\n" for pin in pins), encoding="utf-8")
    platforms = [word for each in system.platforms() for word in ("--platform", each)]
    only = ["--only-binary=:all:", "--no-deps", "--require-hashes", "--python-version", python, *platforms]
    said = pip("download", *only, "--dest", str(folder), "--requirement", str(asked))
    if not said:
        return []
    if NO_WHEEL not in said:  # the network, a full disk, a hash
        raise Unfit(said)
    if len(pins) == 1:
        return [pins[0].need.name]
    return [name for pin in pins for name in download([pin], system, python, folder)]


def requirements(pins: Iterable[Pin], wheels: Mapping[str, bytes]) -> str:
    """Return the requirements file of a zip: the pins with the hashes of its wheels alone."""
    held: dict[str, list[str]] = {}
    for name, content in sorted(wheels.items()):
        digest = f"sha256:{hashlib.sha256(content).hexdigest()}"
        held.setdefault(parse_wheel_filename(name)[0], []).append(digest)
    return "".join(pin.line(held[canonicalize_name(pin.need.name)]) + "\n" for pin in pins)


def rendered(system: System, facts: Mapping[str, object]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a zip that templates make, in the line ends and encoding of its system."""
    templates = jinja2.Environment(  # noqa: S701  # plain text, and our own
        loader=jinja2.FileSystemLoader(HERE), undefined=jinja2.StrictUndefined, keep_trailing_newline=True
    )
    windows = system.script.endswith(".bat")
    for name in ["contents.txt", "manual.html", system.script, *(["open.bat"] if windows else [])]:
        text = templates.get_template(f"{name}.j2").render(facts)
        if name.endswith(
            ".bat"
        ):  # cmd.exe reads UTF-8 badly; no byte of GB 2312's signs means anything to it
            yield name, text.replace("\n", "\r\n").encode("gb2312")
        elif windows:  # Notepad knows UTF-8 by its mark
            yield name, text.replace("\n", "\r\n").encode("utf-8-sig")
        else:
            yield name, text.encode()


def manual() -> Iterator[tuple[str, bytes]]:
    """Yield the manual, the pictures that it shows, the folders that it names and the licence."""
    yield "README.zh-CN.md", (ROOT / "README.zh-CN.md").read_bytes()
    yield "LICENSE", (ROOT / "LICENSE").read_bytes()
    for name in PICTURE.findall((ROOT / "README.zh-CN.md").read_text(encoding="utf-8")):
        yield name, (ROOT / name).read_bytes()
    for file in (file for folder in FOLDERS for file in (ROOT / folder).rglob("*") if file.is_file()):
        yield file.relative_to(ROOT).as_posix(), file.read_bytes()


def pack(file: Path, entries: Mapping[str, bytes]) -> None:
    """Write a zip under a folder of its own name, the same bytes for the same entries wherever it is made."""
    with zipfile.ZipFile(
        file, "w", zipfile.ZIP_STORED
    ) as packed:  # compressors differ, and wheels are compressed
        for name, content in sorted(entries.items()):
            about = zipfile.ZipInfo(f"{file.stem}/{name}", EPOCH)
            about.create_system = 3  # Unix, whose rights follow
            about.external_attr = (0o100755 if name.endswith(".sh") else 0o100644) << 16
            packed.writestr(about, content)


def own_wheel(folder: Path) -> Path:
    """Build Plandraft's own wheel with the hatchling that is installed."""
    said = pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT))
    if said:
        raise Unfit(said)
    [wheel] = folder.glob("*.whl")
    return wheel


def gather(
    pins: list[Pin], system: System, pythons: list[str], folder: Path
) -> tuple[dict[str, bytes], dict[str, list[str]]]:
    """Return the wheels of the Pythons that have them all, and the packages that each of the others lacks."""
    found: dict[str, bytes] = {}
    without: dict[str, list[str]] = {}
    for python in pythons:
        place = folder / f"{system.name}-{python}"
        place.mkdir()
        needed = lacking(found, pins, system, python)  # what is pure Python came with the first
        missing = download([pin for pin in pins if pin.need.name in needed], system, python, place)
        if missing:
            without[python] = missing
        else:
            found |= {file.name: file.read_bytes() for file in place.iterdir()}
    return found, without


def check(file: Path, pins: list[Pin], system: System, pythons: list[str]) -> None:
    """Raise Unfit unless a zip holds all wheels of the Pythons that it serves, and no other."""
    with zipfile.ZipFile(file) as packed:
        paths = [name.partition("/")[2] for name in packed.namelist()]
    wheels = [path.removeprefix("wheels/") for path in paths if path.startswith("wheels/")]
    missing = {python: lacking(wheels, pins, system, python) for python in pythons}
    tags = {tag for python in pythons for tag in system.tags(python)}
    idle = [wheel for wheel in wheels if not parse_wheel_filename(wheel)[3] & tags]
    if not pythons or any(missing.values()) or idle:
        message = f"{file.name}: lacks {missing}, of no use {idle}"
        raise Unfit(message)


def build(system: System, out: Path, folder: Path, wheel: Path) -> Path:
    """Write the zip of a system, with Plandraft's own wheel; print which wheels the system lacks."""
    pins = read_pins((ROOT / "locks" / "offline.txt").read_text(encoding="utf-8"))
    promised = read_pythons((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wheels, without = gather(pins, system, promised, folder)
    pythons = [python for python in promised if python not in without]
    wheels[wheel.name] = wheel.read_bytes()
    name, version = parse_wheel_filename(wheel.name)[:2]
    held = [pin for pin in pins if any(pin.applies(system, python) for python in pythons)]
    held.append(Pin(Requirement(f"{name}=={version}"), ()))
    reader = MarkdownIt("commonmark").enable("table")
    facts = {
        **vars(system),
        "version": version,
        "pythons": pythons,
        "lacking": without,
        "wheels": sorted(wheels),
        "body": reader.render((ROOT / "README.zh-CN.md").read_text(encoding="utf-8")),
    }
    entries = {
        "check.py": (HERE / "check.py").read_bytes(),
        **dict(manual()),
        **dict(rendered(system, facts)),
    }
    entries["requirements.txt"] = requirements(held, wheels).encode()
    file = out / f"{name}-{version}-{system.name}.zip"
    pack(file, {**entries, **{f"wheels/{each}": content for each, content in wheels.items()}})
    check(file, held, system, pythons)
    sys.stdout.write(
        f"{file}: {len(wheels)} wheels, {file.stat().st_size / 2**20:.1f} MiB, Python {', '.join(pythons)}\n"
    )
    for python, names in without.items():
        sys.stdout.write(f"  no Python {python}: no wheel of {', '.join(names)}\n")
    return file


def main() -> None:
    """Build the zips that the command line names, all if it names none."""
    systems = {system.name: system for system in read_systems()}
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("systems", nargs="*", metavar="SYSTEM", help=f"{', '.join(systems)} (all)")
    parser.add_argument("-o", "--out", type=Path, default=ROOT / "dist", help="the folder of the zips (dist)")
    asked = parser.parse_args()
    if unknown := [name for name in asked.systems if name not in systems]:
        parser.error(f"no such system: {', '.join(unknown)} (choose from {', '.join(systems)})")
    asked.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        wheel = own_wheel(Path(name))
        for system in asked.systems or systems:
            build(systems[system], asked.out, Path(name), wheel)


if __name__ == "__main__":
    try:
        main()
    except Unfit as error:
        sys.exit(str(error))
