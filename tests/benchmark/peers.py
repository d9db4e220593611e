"""The programs beside ours: docxtpl filling a ready template, and what the standard library alone can do.

peers.py template FOLDER                 makes the ready template and its parts
peers.py docxtpl|limit FOLDER TIMES      writes blocks.json of the folder so often; prints CPU per draft
"""

from __future__ import annotations

import json
import sys
import time
import zipfile
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

Blocks = list[dict[str, Any]]
_STYLES = {"h1": "Heading 1", "h2": "Heading 2", "h3": "Heading 3"}


def template(folder: Path) -> None:
    """A .docx with loops over blocks, and the same without any text."""
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
    document.save(str(folder / "template.docx"))


def _rows(table: Any, head: list[str], rows: str, cells: list[str]) -> None:  # noqa: ANN401  # python-docx's table
    texts = (head, [f"{{%tr for r in {rows} %}}"], cells, ["{%tr endfor %}"])
    for row, words in zip(table.rows, texts, strict=True):
        for cell, text in zip(row.cells, words, strict=False):
            cell.text = text


def docxtpl(folder: Path) -> Callable[[Blocks, Path], None]:
    """Fill the ready template, which docxtpl reads anew for each draft."""
    from docxtpl import DocxTemplate  # noqa: PLC0415  # the limit loads nothing of it

    def write(blocks: Blocks, file: Path) -> None:
        document = DocxTemplate(folder / "template.docx")
        document.render({"blocks": blocks}, autoescape=True)
        document.save(file)

    return write


def limit(folder: Path) -> Callable[[Blocks, Path], None]:
    """Format strings and zip them with the parts of an empty document."""
    with zipfile.ZipFile(folder / "empty.docx") as empty:
        parts = {name: empty.read(name) for name in empty.namelist()}
    main = parts.pop("word/document.xml").decode()
    before, after = main[: main.index("<w:sectPr")], main[main.index("<w:sectPr") :]

    def write(blocks: Blocks, file: Path) -> None:
        body = "".join(map(_block, blocks))
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
            for name, part in parts.items():
                target.writestr(name, part)
            target.writestr("word/document.xml", before + body + after)

    return write


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
    """Do as the command line says."""
    what, folder = sys.argv[1], Path(sys.argv[2])
    if what == "template":
        template(folder)
        return
    blocks: Blocks = json.loads((folder / "blocks.json").read_text(encoding="utf-8"))
    write = {"docxtpl": docxtpl, "limit": limit}[what](folder)
    times, spent = int(sys.argv[3]), []
    for _ in range(times):
        start = time.process_time()
        write(blocks, folder / f"{what}.docx")
        spent.append(time.process_time() - start)
    sys.stdout.write(json.dumps(sorted(spent)[times // 2]))


if __name__ == "__main__":
    main()
