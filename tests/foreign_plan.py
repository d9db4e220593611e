"""A made-up plan of a county as a Word file of another program, with faults that a reviewer would tell."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx

from generator.base.time_of_writing import NOBODY
from generator.check.findings.rulebook import to_diagnostic
from generator.pipeline.check_plan import check_plan_file, write_commented
from generator.pipeline.support.plan_files import Given

TITLE = "青石县“十四五”残疾人保障和发展规划"
NOTICE = (
    "关于印发《青石县“十四五”残疾人事业发展规划》的通知",
    "各乡镇人民政府：",
    "现将规划印发给你们，请认真贯彻执行。",
    "青石县人民政府办公室",
    "2022年3月1日",
)
LINES = (
    "一、编制背景",
    "“十三五”时期，残疾人辅助器具适配率达到97.5%，全县残疾人残疾人生活改善。",
    "二、主要目标",
    "table",
    "三、重点任务",
    "健全救助机制。（民政局牵头，财政局、医保局、按照职能分工负责）",
    "五、保障措施",
    "(一)加强领导。落实经费，开展监测、中期评估和总结评估,深入贯彻党的二十大精神。",
)
ROWS = (
    ("指标", "2020年", "2025年", "属性"),
    ("1.残疾人辅助器具适配率（%）", "95", ">90", "约束性"),
    ("2.困难残疾人生活补贴覆盖率（%）", "96", ">97", "约束性"),
)
RULES = {
    "plan-title",
    "text-contradicts",
    "plan-doubled",
    "target-below-achieved",
    "target-below-national",
    "plan-stray",
    "docx-number-jump",
    "plan-marks",
    "meeting-anachronism",
}


def foreign_plan(*, notice: bool = True, title: str = TITLE) -> bytes:
    """Return the plan as a Word file, with the `notice` before it and this `title`."""
    word = docx.Document()
    effects = [link for link, each in word.part.rels.items() if each.reltype.endswith("stylesWithEffects")]
    for link in effects:  # which validators reject in python-docx's own template
        del word.part.rels[link]
    for text in (*(NOTICE if notice else ()), title):
        word.add_paragraph(text)
    for text in LINES:
        if text == "table":
            table = word.add_table(len(ROWS), len(ROWS[0]))
            for row, cells in zip(table.rows, ROWS, strict=True):
                for cell, words in zip(row.cells, cells, strict=True):
                    cell.text = words
        else:
            word.add_paragraph(text)
    file = BytesIO()
    word.save(file)
    return file.getvalue()


def with_faults_as_comments(folder: Path) -> bytes:
    """Return the plan with what `check` finds as comments; it is written into `folder` first."""
    file, copy = folder / "foreign.docx", folder / "foreign-commented.docx"
    file.write_bytes(foreign_plan())
    checked = check_plan_file(file, Given(kind="county"))
    diagnostics = [to_diagnostic(each) for each in checked.findings]
    write_commented(checked, copy, diagnostics, NOBODY, force=False)
    return copy.read_bytes()
