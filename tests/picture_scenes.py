"""Set the scenes of the manual's pictures: a county asks, answers, collects; a draft sent round; letters.

`pictures.py` takes the pictures, each with the digest of the words that it shows; `test_pictures.py` sets the
scenes again and compares the digests, so that a picture is retaken once it shows other words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from hashlib import sha256
from pathlib import Path

import docx
import workbooks
from filled_workbooks import filled
from word_files import edited

ROOT = Path(__file__).resolve().parent.parent
FOLDER, TABLE = "填报表", "进度.xlsx"
FEDERATION, CIVIL, LETTERS = "县残联", "县民政局", "规划和函件"
TODAY = "1796169600"  # seconds: 2 December 2026
SHOWS = "shows"  # the text of a picture that has the digest of its words
NOTICE = "印发通知"
ANSWERS = {
    FEDERATION: {
        "population.certified": "8412",
        "population.severe": "3,100人",
        "population.mild": "5312",
        "achievements.care_centres": "2",
        "indicators.rehabilitation_coverage.baseline": "88.6%",
    },
    CIVIL: {
        "achievements.minimum_living_recipients": "1310",
        "achievements.living_subsidy_recipients": "应补尽补",
        "achievements.two_subsidies_rate": "0.986",
        "indicators.minimum_living.target": "无",
    },
}
_NEW = ("new", "青石县.yaml", "--name", "青石县", "--kind", "county", "--upper", "某某省、某某市")
_REQUEST = ("request", "青石县.yaml", "-o", FOLDER, "--deadline", "2026-12-10", "--letters")
COLLECT = ("collect", "青石县.yaml", *(f"{FOLDER}/青石县-{name}.xlsx" for name in ANSWERS))
_GAPS = ("gaps", "青石县.yaml", "--requests", FOLDER, "--format", "xlsx", "-o", TABLE)


SENT, RETURNED, MERGED, OPINIONS = "征求意见", "收回", "合并稿.docx", "意见汇总表.docx"
PLAN = "磴口县"
_MERGE = ("merge", f"{SENT}/{PLAN}.docx", "-o", MERGED, "--table", OPINIONS, "--date", "2026-12-02")
COPIES = {
    "县民政局": ((">3487<", ">3502<"), ("社会文明进步", "社会文明程度提升")),
    "县财政局": ((">3487<", ">3512<"), ("任务全面完成，", "任务如期完成，")),
    "县卫健委": ((">2315<", ">2351<"), ("社会文明进步", "社会文明程度提升")),
}
"""What departments typed over in their copies of the draft."""
REMARK = "县卫健委", "托养服务惠及", "按哪一年的口径？请民政局核一下。"
"""A comment: whose, on the paragraph with which words, and what it says."""
DESK = ROOT / "tests" / "cases" / "desk"
CITY = DESK / "sanming.yaml"
OUT, FEEDBACK, SHARES = "反馈", "尤溪县反馈意见.docx", "三明市任务分解表.docx"


def set_round(folder: Path, run: Callable[..., str]) -> dict[str, str]:
    """Return what is shown of a draft that was sent round and merged; `run` is as in `set_scenes`."""
    (folder / f"{PLAN}.yaml").write_bytes((ROOT / "profiles" / "dengkou.yaml").read_bytes())
    run("draft", f"{PLAN}.yaml", "-o", SENT)
    sent = (folder / SENT / f"{PLAN}.docx").read_bytes()
    (folder / RETURNED).mkdir()
    for name, edits in COPIES.items():
        (folder / RETURNED / f"{name}.docx").write_bytes(edited(sent, partial(_typed_over, edits=edits)))
    who, words, said = REMARK
    file = folder / RETURNED / f"{who}.docx"
    copy = docx.Document(str(file))
    paragraph = next(each for each in copy.paragraphs if words in each.text)
    copy.add_comment(paragraph.runs, said, author=who)
    copy.save(str(file))
    told = run(*_MERGE, *(f"{RETURNED}/{name}.docx" for name in COPIES))
    [table] = docx.Document(str(folder / OPINIONS)).tables
    return {"merged": told, "opinions": _lines([cell.text for cell in row.cells] for row in table.rows)}


def set_desk(folder: Path, run: Callable[..., str]) -> dict[str, str]:
    """Return what is shown of the letters that a city sends its counties; `run` is as in `set_scenes`."""
    counties = [str(file) for file in sorted(DESK.glob("*.yaml")) if file != CITY]
    signed = ("--contact", "张三", "--phone", "0598-1234567")
    run("summary", str(CITY), *counties, "-o", OUT, "--format", "docx", *signed)
    letter, shares = (docx.Document(str(folder / OUT / name)) for name in (FEEDBACK, SHARES))
    slip = letter.tables[-1]
    return {
        "feedback": _lines([each.text] for each in letter.paragraphs),
        "slip": _lines([cell.text for cell in row.cells] for row in slip.rows),
        "shares": _lines([cell.text for cell in row.cells] for table in shares.tables for row in table.rows),
    }


def _typed_over(xml: str, edits: Iterable[tuple[str, str]]) -> str:
    """Return the main part of a copy with `edits`, each where its words stand first."""
    for old, new in edits:
        assert old in xml, old
        xml = xml.replace(old, new, 1)
    return xml


def set_scenes(folder: Path, run: Callable[..., str]) -> dict[str, str]:
    """Return the words that each picture shows; `run` runs a command in `folder` and returns what it prints.

    Of a sheet of questions these are its head and its titles, not the questions, which change more often.
    """
    run(*_NEW)
    run(*_REQUEST)
    books = {name: folder / FOLDER / f"青石县-{name}.xlsx" for name in (*ANSWERS, LETTERS)}
    blank = {name: file.read_bytes() for name, file in books.items()}
    sheet = zip(workbooks.rows(blank[CIVIL], FOLDER), workbooks.keys(blank[CIVIL], FOLDER), strict=True)
    shown = {
        "request": _lines(row for row, key in sheet if not key.startswith(("achievements", "indicators"))),
        "values": _lines(workbooks.rows(blank[CIVIL], "填写说明")[:12]),
        "letters": _lines(workbooks.rows(blank[LETTERS], NOTICE)),
    }
    for name, answers in ANSWERS.items():
        books[name].write_bytes(filled(blank[name], answers, person="张三"))
    shown["collect"] = f"> plandraft {' '.join(COLLECT)}\n\n{run(*COLLECT)}"
    run(*_GAPS)
    shown["progress"] = _lines(workbooks.rows((folder / TABLE).read_bytes(), "填报进度"))
    return shown


def digest(words: str) -> str:
    """Return a short digest of the words that a picture shows: of each line what stands before a colon.

    What follows may be worded better without the picture being wrong.
    """
    told = "\n".join(line.partition("：")[0] for line in words.splitlines())
    return sha256(told.encode()).hexdigest()[:16]


def _lines(rows: Iterable[list[str]]) -> str:
    return "\n".join("\t".join(row) for row in rows)
