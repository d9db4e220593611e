"""Run the programs beside ours: docxtpl on a ready template, and what the standard library alone can do.

docxtpl has two templates. `plan` is the plan itself, as somebody would prepare it in Word: our draft with a
field for each of its numbers. `loops` is a few lines that go over the blocks of a plan that another program
has composed, in the look of an empty document.

peers.py template FOLDER DRAFT             makes the templates and their parts, from a Word file of ours
peers.py plan|loops|limit FOLDER TIMES     fills them so often, or does without; prints CPU per draft
"""

from __future__ import annotations

import json
import re
import sys
import time
import zipfile
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

Blocks = list[dict[str, Any]]
Write = Callable[[], object]
_STYLES = {"h1": "Heading 1", "h2": "Heading 2", "h3": "Heading 3"}
_TEXT = re.compile('(?<=<w:t xml:space="preserve">)[^<]+')
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def plan(folder: Path, draft: Path) -> None:
    """Return a draft with a field for each of its numbers, and the numbers."""
    numbers: list[str] = []

    def field(number: re.Match[str]) -> str:
        numbers.append(number[0])
        return f"{{{{ n[{len(numbers) - 1}] }}}}"

    with (
        zipfile.ZipFile(draft) as ours,
        zipfile.ZipFile(folder / "plan.docx", "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in ours.namelist():
            part = ours.read(name)
            if name == "word/document.xml":
                part = _TEXT.sub(lambda text: _NUMBER.sub(field, text[0]), part.decode()).encode()
            made.writestr(name, part)
    (folder / "numbers.json").write_text(json.dumps(numbers), encoding="utf-8")
    filling_plan(folder)()
    if _words(draft) != _words(folder / "plan-filled.docx"):
        sys.exit("docxtpl filled in other words than the draft has")


def _words(file: Path) -> list[str]:
    with zipfile.ZipFile(file) as opened:
        return _TEXT.findall(opened.read("word/document.xml").decode())


def loops(folder: Path) -> None:
    """Return a .docx with loops over blocks, and the same without any text."""
    from docx import Document  # noqa: PLC0415  # the limit loads nothing of it

    document = Document()
    document.save(str(folder / "empty.docx"))
    add = document.add_paragraph
    add("{%p for b in blocks %}")
    add("{%p if b.kind == 'p' %}")
    lead = add("")
    lead.add_run("{{ b.lead }}").bold = True
    lead.add_run("{{ b.text }}")
    for kind, style in _STYLES.items():
        add(f"{{%p elif b.kind == '{kind}' %}}")
        add("{{ b.text }}", style)
    add("{%p elif b.kind == 'box' %}")
    _rows(document.add_table(4, 1), ["{{ b.title }}"], "b['items']", ["{{ r.lead }}{{ r.text }}"])
    for columns in (3, 4, 5):
        add(f"{{%p elif b.kind == 'table' and b.head | length == {columns} %}}")
        head = [f"{{{{ b.head[{n}] }}}}" for n in range(columns)]
        _rows(document.add_table(4, columns), head, "b.rows", [f"{{{{ r[{n}] }}}}" for n in range(columns)])
    add("{%p endif %}")
    add("{%p endfor %}")
    document.save(str(folder / "loops.docx"))


def _rows(table: Any, head: list[str], rows: str, cells: list[str]) -> None:  # noqa: ANN401  # python-docx's table
    texts = (head, [f"{{%tr for r in {rows} %}}"], cells, ["{%tr endfor %}"])
    for row, words in zip(table.rows, texts, strict=True):
        for cell, text in zip(row.cells, words, strict=False):
            cell.text = text


def filling_plan(folder: Path) -> Write:
    """Fill the plan that is its own template."""
    numbers = json.loads((folder / "numbers.json").read_text(encoding="utf-8"))
    return lambda: _fill(folder, "plan", {"n": numbers})


def filling_loops(folder: Path) -> Write:
    """Fill the template that loops over ready blocks."""
    blocks = _blocks(folder)
    return lambda: _fill(folder, "loops", {"blocks": blocks})


def _fill(folder: Path, name: str, words: dict[str, Any]) -> None:
    """Fill a template, which docxtpl reads anew for each draft."""
    from docxtpl import DocxTemplate  # noqa: PLC0415  # the limit loads nothing of it

    document = DocxTemplate(folder / f"{name}.docx")
    document.render(words, autoescape=True)
    document.save(folder / f"{name}-filled.docx")


def limit(folder: Path) -> Write:
    """Format strings and zip them with the parts of an empty document."""
    blocks = _blocks(folder)
    with zipfile.ZipFile(folder / "empty.docx") as empty:
        parts = {name: empty.read(name) for name in empty.namelist()}
    main = parts.pop("word/document.xml").decode()
    before, after = main[: main.index("<w:sectPr")], main[main.index("<w:sectPr") :]

    def write() -> None:
        body = "".join(map(_block, blocks))
        with zipfile.ZipFile(folder / "limit.docx", "w", zipfile.ZIP_DEFLATED) as target:
            for name, part in parts.items():
                target.writestr(name, part)
            target.writestr("word/document.xml", before + body + after)

    return write


def _blocks(folder: Path) -> Blocks:
    blocks: Blocks = json.loads((folder / "blocks.json").read_text(encoding="utf-8"))
    return blocks


def _block(block: dict[str, Any]) -> str:
    match block["kind"]:
        case "p":
            return _paragraph("", block["lead"]) + _paragraph("", block["text"])
        case "box":
            return _table([[block["title"]], *([item["lead"] + item["text"]] for item in block["items"])])
        case "table":
            return _table([block["head"], *block["rows"]])
        case kind:
            return _paragraph(f'<w:pPr><w:pStyle w:val="{kind}"/></w:pPr>', block["text"])


def _paragraph(look: str, text: str) -> str:
    return f'<w:p>{look}<w:r><w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r></w:p>'


def _table(rows: list[list[str]]) -> str:
    cells = ("".join(f"<w:tc>{_paragraph('', text)}</w:tc>" for text in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def main() -> None:
    """Run what the command line asks for."""
    what, folder = sys.argv[1], Path(sys.argv[2])
    if what == "template":
        loops(folder)
        plan(folder, Path(sys.argv[3]))
        return
    write = {"plan": filling_plan, "loops": filling_loops, "limit": limit}[what](folder)
    times, spent = int(sys.argv[3]), []
    for _ in range(times):
        start = time.process_time()
        write()
        spent.append(time.process_time() - start)
    sys.stdout.write(json.dumps(sorted(spent)[times // 2]))


if __name__ == "__main__":
    main()
