"""Take the pictures of the drafter's manual: pages of a draft and of a workbook, a comparison in Chromium.

    python tests/pictures.py        # needs libreoffice-writer-nogui, poppler-utils, chromium, pillow
                                    # and for the faces fonts-noto-cjk, fonts-arphic-ukai

Free faces stand in for the licensed ones, so that lines end elsewhere than in the office.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from PIL import Image

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


def main() -> None:
    """Write all pictures."""
    PAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["FONTCONFIG_FILE"] = str(_fonts(folder))
        _draft(folder)
        _workbook(folder)
        _comparison(folder)


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


def _workbook(folder: Path) -> None:
    """Save the first page of what a department is asked."""
    plan = folder / "青石县.yaml"
    _run("plandraft", "new", str(plan), "--name", "青石县", "--kind", "county", "--upper", "某某省、某某市")
    asked = ["--department", "民政", "--deadline", "2026-12-10", "-o", str(folder)]
    _run("plandraft", "request", str(plan), *asked)
    first, *_ = _pages(folder / "青石县-县民政局.xlsx", folder)
    _keep(first, "request", WIDE)


def _pages(file: Path, folder: Path) -> list[Path]:
    """Return the pictures of the pages of a file, in order."""
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    _run("soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(file))
    _run("pdftoppm", "-r", "120", "-png", str(file.with_suffix(".pdf")), str(folder / file.stem))
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
    shot = folder / "diff.png"
    page = (folder / "diff.html").as_uri()
    _run("chromium", "--headless", "--no-sandbox", "--window-size=1280,1000", f"--screenshot={shot}", page)
    _keep(shot, "diff")


def _keep(file: Path, name: str, size: int = SIZE) -> None:
    """Save a picture in a few grays, as small as it goes."""
    picture = Image.open(file).convert("RGB")
    picture = picture.resize((size, round(picture.height * size / picture.width)), Image.Resampling.LANCZOS)
    picture.quantize(32).save(PAGES / f"{name}.png", optimize=True)


def _run(*words: str) -> None:
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603


if __name__ == "__main__":
    main()
