"""Take the pictures of the drafter's manual: pages of Word files and of workbooks, what Chromium shows.

    python tests/pictures.py        # needs libreoffice-writer-nogui, poppler-utils, chromium, pillow
                                    # and for the faces fonts-noto-cjk, fonts-arphic-ukai

Free faces stand in for the licensed ones, so that lines end elsewhere than in the office.
"""

from __future__ import annotations

import html
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import picture_scenes as scenes
from PIL import Image, ImageChops
from PIL.PngImagePlugin import PngInfo

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "output" / "pages"
FACES = {
    "方正小标宋简体": "Noto Serif CJK SC:bold",
    "黑体": "Noto Sans CJK SC",
    "楷体_GB2312": "AR PL UKai CN",
    "仿宋_GB2312": "Noto Serif CJK SC",
    "宋体": "Noto Serif CJK SC",
}
DENGKOU = {
    "plan": "为深入学习",
    "indicators": "专栏1",
    "box": "专栏2",
}  # pictures by name: the first page with words
SIZE, WIDE = 620, 1100  # pixels across, of a page that stands and one that lies
WITH_NOTES = 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"true"}}'
MARGIN = 12  # pixels around what a picture shows
TERMINAL = """<meta charset="utf-8"><style>body {{ margin: 0; padding: 12px; font: 15px/1.5
'Noto Sans Mono CJK SC', monospace; white-space: pre-wrap; background: #fff }}</style>{text}"""


def main() -> None:
    """Write all pictures."""
    PAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["FONTCONFIG_FILE"] = str(_fonts(folder))
        _draft(folder)
        _workbooks(folder)
        _comparison(folder)
        _desk(folder)
        _outgoing(folder)
        _round(folder)


def _fonts(folder: Path) -> Path:
    """Write a configuration in which free faces stand in for the licensed ones; return it."""
    aliases = "".join(
        f'<match target="pattern"><test name="family"><string>{face}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{free.partition(":")[0]}</string></edit>'
        + ('<edit name="weight" mode="assign"><const>bold</const></edit>' if ":" in free else "")
        + "</match>"
        for face, free in FACES.items()
    )
    file = folder / "fonts.conf"
    file.write_text(
        f"<fontconfig><dir>/usr/share/fonts</dir><cachedir>{folder}/cache</cachedir>{aliases}</fontconfig>"
    )
    return file


def _draft(folder: Path) -> None:
    """Save pages of the draft, from its PDF."""
    _run("plandraft", "draft", str(ROOT / "profiles" / "dengkou.yaml"), "-o", str(folder))
    word = folder / "dengkou.docx"
    pages = _pages(word, folder)
    for name, words in DENGKOU.items():
        _keep(next(page for n, page in enumerate(pages, start=1) if words in _text(word, n)), name)


def _workbooks(folder: Path) -> None:
    """Save what a department and the drafter are asked, what `collect` says, and who has answered."""
    os.environ["SOURCE_DATE_EPOCH"] = scenes.TODAY
    shown = scenes.set_scenes(folder, lambda *words: _said(folder, *words))
    shutil.rmtree(folder / scenes.FOLDER)
    again = ["-o", str(folder), "--deadline", "2026-12-10", "--letters"]
    _run("plandraft", "request", str(folder / "空.yaml"), *again)
    civil = _pages(folder / f"青石县-{scenes.CIVIL}.xlsx", folder)
    letters = _pages(folder / f"青石县-{scenes.LETTERS}.xlsx", folder)
    (progress,) = _pages(folder / scenes.TABLE, folder)
    notice = _with(folder, scenes.LETTERS, "印发、转发还是公布", letters)
    guide = _with(folder, scenes.CIVIL, "意思", civil)
    for name, page, tall in (
        ("request", civil[0], 1),
        ("values", guide, 0.47),
        ("letters", notice, 1),
        ("progress", progress, 0.5),
    ):
        _keep(page, name, WIDE, shown[name], tall=tall)
    text = folder / "collect.html"
    text.write_text(TERMINAL.format(text=html.escape(shown["collect"])), "utf-8")
    _keep(_shot(text, folder / "collect.png"), "collect", WIDE, shown["collect"])


def _said(folder: Path, *words: str) -> str:
    """Return what a command prints that runs in `folder`."""
    done = subprocess.run(["plandraft", *words], cwd=folder, check=False, capture_output=True, text=True)  # noqa: S603, S607
    if words[0] == "new":
        shutil.copy(folder / words[1], folder / "空.yaml")
    return done.stdout


def _with(folder: Path, name: str, words: str, pages: list[Path]) -> Path:
    """Return the picture of the first page of a workbook that has `words`."""
    file = folder / f"青石县-{name}.xlsx"
    return next(page for n, page in enumerate(pages, start=1) if words in _text(file, n))


def _round(folder: Path) -> None:
    """Save what came of a draft that was sent round: a page of the merged file, and the table of opinions."""
    shown = scenes.set_round(folder, lambda *words: _said(folder, *words))
    merged = folder / scenes.MERGED
    pages = _pages(merged, folder, WITH_NOTES)
    page = next(page for n, page in enumerate(pages, start=1) if "编制背景" in _text(merged, n))
    _keep(page, "merged", WIDE, shown["merged"], top=0.44, tall=0.77, colours=True)
    table, *_ = _pages(folder / scenes.OPINIONS, folder)
    _keep(table, "opinions", WIDE, shown["opinions"])


def _pages(file: Path, folder: Path, into: str = "pdf") -> list[Path]:
    """Return the pictures of the pages of a file, in order; `into` says how LibreOffice prints it."""
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    _run("soffice", home, "--headless", "--convert-to", into, "--outdir", str(folder), str(file))
    printed = folder / f"{file.stem}.pdf"
    _run("pdftoppm", "-r", "120", "-png", str(printed), str(folder / file.stem))
    return sorted(folder.glob(f"{file.stem}-*.png"))


def _text(word: Path, page: int) -> str:
    """Return the words of a page, without blanks."""
    words = ["pdftotext", "-f", str(page), "-l", str(page), str(word.with_suffix(".pdf")), "-"]
    said = subprocess.run(words, check=True, capture_output=True, text=True).stdout  # noqa: S603
    return "".join(said.split())


def _comparison(folder: Path) -> None:
    """Save the top of a page of what changed."""
    pair = ROOT / "tests" / "cases" / "diff" / "figures-and-a-box"
    for side in ("old", "new"):
        shutil.copy(pair / f"{side}.yaml", folder)
    words = ["diff", "old.yaml", "new.yaml", "--format", "html", "-o", "diff.html"]
    subprocess.run(["plandraft", *words], cwd=folder, check=False, stdout=subprocess.DEVNULL)  # noqa: S603, S607
    _keep(_shot(folder / "diff.html", folder / "diff.png"), "diff")


def _desk(folder: Path) -> None:
    """Save the top of the page about all counties of a city."""
    desk = ROOT / "tests" / "cases" / "desk"
    city = desk / "sanming.yaml"
    counties = [str(file) for file in sorted(desk.glob("*.yaml")) if file != city]
    words = ["summary", str(city), *counties, "-o", "desk", "--deadline", "2026-12-01", "--format", "html"]
    time = {**os.environ, "SOURCE_DATE_EPOCH": scenes.TODAY}
    subprocess.run(  # noqa: S603
        ["plandraft", *words],  # noqa: S607
        cwd=folder,
        env=time,
        check=False,
        stdout=subprocess.DEVNULL,
    )
    _keep(_shot(folder / "desk" / "三明市汇总.html", folder / "summary.png"), "summary")


def _outgoing(folder: Path) -> None:
    """Save a letter of the city's to a county, with the slip for the answer, and the 任务分解表."""
    shown = scenes.set_desk(folder, lambda *words: _said(folder, *words))
    letter = folder / scenes.OUT / scenes.FEEDBACK
    pages = _pages(letter, folder)
    slip = next(page for n, page in enumerate(pages, start=1) if "填报单位" in _text(folder / letter.name, n))
    _keep(pages[0], "feedback", words=shown["feedback"])
    _keep(slip, "slip", words=shown["slip"])
    shares, *_ = _pages(folder / scenes.OUT / scenes.SHARES, folder)
    _keep(shares, "shares", words=shown["shares"])


def _shot(page: Path, shot: Path) -> Path:
    """Save what Chromium shows of a page as the picture `shot`; return that."""
    size = "--window-size=1280,1000"
    _run("chromium", "--headless", "--no-sandbox", size, f"--screenshot={shot}", page.as_uri())
    return shot


def _keep(  # noqa: PLR0913  # what is shown of a page, and how large
    file: Path,
    name: str,
    size: int = SIZE,
    words: str = "",
    *,
    top: float = 0,
    tall: float = 1,
    colours: bool = False,
) -> None:
    """Save a picture in few grays, or `colours`, as small as it goes: of what shows `words` no empty margins.

    It carries the digest of the words. It is kept from the share `top` of its height to the share `tall`.
    """
    picture, info = Image.open(file).convert("RGB"), PngInfo()
    if words:
        picture = picture.crop((0, round(picture.height * top), picture.width, round(picture.height * tall)))
        box = ImageChops.invert(picture).getbbox() or (0, 0, *picture.size)
        picture = picture.crop(
            (0, max(box[1] - MARGIN, 0), picture.width, min(box[3] + MARGIN, picture.height))
        )
        info.add_text(scenes.SHOWS, scenes.digest(words))
    picture = picture.resize((size, round(picture.height * size / picture.width)), Image.Resampling.LANCZOS)
    few = picture.quantize(32, Image.Quantize.MAXCOVERAGE) if colours else picture.quantize(32)
    few.save(PAGES / f"{name}.png", optimize=True, pnginfo=info)


def _run(*words: str) -> None:
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603


if __name__ == "__main__":
    main()
