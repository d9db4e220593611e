"""Test typing slips: read as meant, reported as such, and corrected by `plandraft check --fix`."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from commands import CASES, SOUND, Said, plandraft
from hypothesis import given
from hypothesis import strategies as st

from generator.base.diagnostics import Finding, Place
from generator.yaml_source import parse
from generator.yaml_source.mend import _corrections, _may_have_slip, correct_slips

SLIPS = {
    "colon at the top": ("period：2021-2025", "period: 2021-2025", 7),
    "colon inside": ("  name：安泽县", "  name: 安泽县", 7),
    "colon in a list": ("  - form：imprint", "  - form: imprint", 9),
    "colon in braces": ("a: {target：95}", "a: {target: 95}", 11),
    "colon with blanks": ("title　：　安泽县规划", "title: 安泽县规划", 6),
    "colon before a block": ("locality：", "locality:", 9),
    "no blank after the colon": ("  name:安泽县", "  name: 安泽县", 8),
    "comma in braces": ("a: {name: 安泽县，kind: county}", "a: {name: 安泽县, kind: county}", 14),
    "comma with a blank": ('a: {baseline: "80"，　target: "85"}', 'a: {baseline: "80", target: "85"}', 19),
    "ideographic blanks as indent": ("　　name: 安泽县", "    name: 安泽县", 1),
    "tab as indent": ("\tname: 安泽县", "  name: 安泽县", 1),
    "hard blank as indent": (" \u00a0name: 安泽县", "  name: 安泽县", 2),
    "ideographic blank before a value": ("title: 　安泽县", "title: 安泽县", 8),
    "dash of a list": ("  – plan", "  - plan", 3),
    "unquoted >": ("target: >90 # 新", 'target: ">90" # 新', 9),
    "unquoted > in braces": ("a: {target: >90}", 'a: {target: ">90"}', 13),
    "unquoted >[700]": ("a: {target: >[700]}", 'a: {target: ">[700]"}', 13),
    "total with a unit": ("  target: [2500]人次", '  target: "[2500]人次"', 11),
    "total with a bound in braces": (
        "a: {target: [2.5万]以上, b: 1}",
        'a: {target: "[2.5万]以上", b: 1}',
        13,
    ),
    "unquoted %": ("status: %5", 'status: "%5"', 9),
    "Chinese quotes": ("a: {target: “>90”}", 'a: {target: ">90"}', 13),
    "Chinese quotes and brackets": ("a: {target: “[700]”}", 'a: {target: "[700]"}', 13),
    "full-width braces": ("a: ｛name: 安泽，kind：county｝", "a: {name: 安泽, kind: county}", 4),
    "thousands in braces": ("a: {target: 1,000, unit: 人}", 'a: {target: "1,000", unit: 人}', 13),
    "ideographic blank after a colon": ("status:　讨论稿", "status: 讨论稿", 8),
    "ideographic blank before a block": ("locality:　", "locality:", 10),
    "hard blank after a colon": ("  name:\u00a0 安泽县", "  name: 安泽县", 8),
    "ideographic blank after a colon in a list": ("  - form:　imprint", "  - form: imprint", 10),
    "ideographic blank after a colon in braces": ("a: {certified:　8412}", "a: {certified: 8412}", 15),
    "hard blank after a colon in braces": ("a: {b: 1, c:\u00a08412}", "a: {b: 1, c: 8412}", 13),
    "ideographic blank after the dash of a list": ("  -　plan", "  - plan", 4),
    "another dash and an ideographic blank": ("  －　plan", "  - plan", 3),
    "ideographic blank before an item": ("  - 　plan", "  - plan", 5),
    "no blank after the colon in braces": ("a: {certified:8412}", "a: {certified: 8412}", 15),
    "no blank after colons in braces": ("a: {b:>90,c:甲}", 'a: {b: ">90",c: 甲}', 7),
    "full-width digits": ("a: {target: ９５．５％}", "a: {target: 95.5%}", 13),
}
MEANT = ["注：", "甲：乙", "“>85”", "# 说明", "１２", "　", "（一）", "，乙", "：", "%", ">"]
WORDS = st.lists(st.sampled_from([*MEANT, "甲", "乙", " "]), min_size=1, max_size=6).map("".join)
BLANKS = str.maketrans({"\t": "⇥", "\u00a0": "␣", "\u2003": "□", "\u3000": "□"})
REPEATED = "title: 安泽县规划\na: {baseline：“>80”，target：９５}  # 改自：上年，见附件\n"


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_read_as_meant_and_told_with_its_place(name: str) -> None:
    before, after, column = SLIPS[name]
    mended, findings = correct_slips(f"# 一\n{before}\nb: 甲\n", "p.yaml")
    assert mended == f"# 一\n{after}\nb: 甲\n"
    facts = {"before": before.strip(" ").translate(BLANKS), "after": after.strip(" ")}
    assert findings == [Finding("yaml-mended", Place("p.yaml", 2, column), facts)]


@pytest.mark.parametrize("name", SLIPS)
def test_mending_twice_changes_nothing_more(name: str) -> None:
    once, _ = correct_slips(SLIPS[name][0], "p.yaml")
    assert correct_slips(once, "p.yaml") == (once, [])


def test_several_slips_on_one_line_are_mended_at_once() -> None:
    once, _ = correct_slips(REPEATED, "p.yaml")
    assert once.splitlines()[1] == 'a: {baseline: ">80", target: 95}  # 改自：上年，见附件'
    assert correct_slips(once, "p.yaml") == (once, [])


@given(st.dictionaries(st.sampled_from("abc"), WORDS), st.sampled_from(["'", '"']))
def test_words_in_quotes_are_untouched(data: dict[str, str], style: str) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, default_style=style, width=1000)
    assert correct_slips(text, "p.yaml") == (text, [])


@given(WORDS)
def test_comments_are_untouched(words: str) -> None:
    text = f"# {words}\na: 甲 # {words}\n  # {words}\n"
    assert correct_slips(text, "p.yaml") == (text, [])


@pytest.mark.parametrize(
    "text",
    [
        "a: ≥90\nb: ＞90\nc: 2021—2025\n",
        "a: >\n  甲\nb: |\n  乙\n",
        "a: >-\n  甲\n",
        "a: 国发〔2021〕10号，见附件\n",
        "a: 五（１２）\n",
        "a: http://www.cdpf.org.cn/\n",
        "- 《中华人民共和国残疾人保障法》\n",
        "",
    ],
)
def test_a_text_without_slips_is_untouched(text: str) -> None:
    assert correct_slips(text, "p.yaml") == (text, [])


@pytest.mark.parametrize(
    "text",
    [
        'a: "推广微信，APP：残联通"\n',
        "a: 甲 # 改自上年，b：2\n",
        "a: 联系电话，tel：123\n",
        "a: 联系电话, tel:123\n",
        "a: {b: [http, tel:123], c: 见 http://www.cdpf.org.cn/}\n",
        "a: {b: 1, http://www.cdpf.org.cn/}\n",
        "- tel:123\n",
    ],
)
def test_words_with_latin_letters_are_untouched(text: str) -> None:
    assert correct_slips(text, "p.yaml") == (text, [])


@pytest.mark.parametrize("text", ["a: |\n  APP：残联通\n", "a: >\n  TEL:123\n", 'a: "甲\n  APP：残联通"\n'])
def test_a_text_over_several_lines_is_untouched(text: str) -> None:
    assert correct_slips(text, "p.yaml") == (text, [])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", ["", "\n"])
def test_line_ends_stay(end: str, last: str) -> None:
    text = end.join(["a：1", "b: 2", "# 丙", "d：4"]) + last
    assert correct_slips(text, "p.yaml")[0] == text.replace("：", ": ")


@pytest.mark.parametrize("line", ["\tname: 安泽县", "　　name: 安泽县"])
def test_what_is_told_of_an_indent_shows_what_changed(line: str) -> None:
    [finding] = correct_slips(f"locality:\n{line}\n", "p.yaml")[1]
    assert finding.facts["before"] != finding.facts["after"]


# --- check --fix ------------------------------------------------------------------------------------

SLIPPED = f"# 县残联填报\n{SOUND}title：安泽县规划   # 暂定\n"
MENDED = SLIPPED.replace("title：", "title: ")


class Check:
    """Run `plandraft check` on one file, with its options."""

    def __init__(self, file: Path, patch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.file = file
        self.patch = patch
        self.capsys = capsys

    def __call__(self, *options: str) -> Said:
        """Run the command and return what it said."""
        return plandraft(self.patch, self.capsys, "check", *options, self.file, folder=self.file.parent)


@pytest.fixture
def check_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Check:
    """Return the command for a file that the test writes."""
    return Check(tmp_path / "p.yaml", monkeypatch, capsys)


def test_without_fix_a_slip_is_told_and_the_file_stays(check_file: Check) -> None:
    check_file.file.write_text(SLIPPED, encoding="utf-8")
    said = check_file()
    assert said.findings[0].startswith("p.yaml:6:6 提醒 yaml-mended\n")
    assert "“title：安泽县规划   # 暂定”读作“title: 安泽县规划   # 暂定”" in said.findings[0]
    assert check_file.file.read_text("utf-8") == SLIPPED


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_fix_writes_and_shows_what_was_meant_and_keeps_the_rest(end: str, check_file: Check) -> None:
    check_file.file.write_text(SLIPPED, encoding="utf-8", newline=end)
    said = check_file("--fix")
    assert said.code == 0
    assert said.out.startswith(
        "p.yaml:6:6\n  - title：安泽县规划   # 暂定\n  + title: 安泽县规划   # 暂定\n请核对（"
    )
    assert check_file.file.read_bytes().decode() == MENDED.replace("\n", end)
    assert "yaml-mended" not in check_file().all


@pytest.mark.parametrize("text", [MENDED, f"{SOUND}title: [\n", ""])
def test_fix_leaves_a_file_without_slips_as_it_is(text: str, check_file: Check) -> None:
    check_file.file.write_text(text, encoding="utf-8")
    written = check_file.file.stat().st_mtime_ns
    check_file("--fix")
    assert check_file.file.read_text("utf-8") == text
    assert check_file.file.stat().st_mtime_ns == written


def test_fix_tells_that_a_file_cannot_be_written(check_file: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path, target: Path) -> None:
        raise PermissionError(13, "Permission denied", str(target))

    check_file.file.write_text(SLIPPED, encoding="utf-8")
    monkeypatch.setattr(Path, "replace", refuse)
    said = check_file("--fix")
    assert said.code == 2
    assert "output-unwritable" in said.all


# --- other encodings ----------------------------------------------------------------------------------

ENCODINGS = {"gbk": "GBK", "gb18030": "GBK", "utf-16": "UTF-16", "utf-16-be": "UTF-16"}


def encoded(text: str, encoding: str) -> bytes:
    """Return the text's bytes; UTF-16 with its mark."""
    return (f"\ufeff{text}" if encoding == "utf-16-be" else text).encode(encoding)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_file_in_another_encoding_is_read_and_told_and_fixed(encoding: str, check_file: Check) -> None:
    text = (CASES / "policy" / "ordinary.yaml").read_text("utf-8")
    check_file.file.write_bytes(encoded(text, encoding))
    said = check_file()
    assert said.code == 0
    assert said.findings[0].startswith("p.yaml 提醒 file-encoding\n")
    assert f"文件是 {ENCODINGS[encoding]} 编码" in said.findings[0]
    check_file("--fix")
    assert check_file.file.read_bytes() == text.encode()


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_an_excerpt_of_a_file_in_another_encoding_is_legible(encoding: str, check_file: Check) -> None:
    check_file.file.write_bytes(encoded(f"{SOUND}staus: 讨论稿\n", encoding))
    assert "    5 │ staus: 讨论稿\n" in check_file().all


def test_a_file_cut_short_is_not_taken_for_gbk(check_file: Check) -> None:
    check_file.file.write_bytes((SOUND.replace("县", "") + "title: 安泽规划").encode()[:-2])
    assert " file-damaged\n" in check_file().all


def test_what_is_told_of_a_slip_shows_no_control_character() -> None:
    [slip] = correct_slips("a:\x07b\x1b[31m\u202e", "p.yaml")[1]
    assert slip.facts == {"before": "a:\ufffdb\ufffd[31m\ufffd", "after": "a: \ufffdb\ufffd[31m\ufffd"}


def test_a_mended_text_reads_as_the_one_that_was_meant() -> None:
    assert parse(correct_slips(SLIPPED, "p.yaml")[0], "p.yaml").data == parse(MENDED, "p.yaml").data


@given(st.text("ab_:：-－–, ，{}“”\"'>%0９．[]1#\t\u00a0\u3000人", max_size=24))
def test_a_line_passed_over_has_no_slip(line: str) -> None:
    if not _may_have_slip(line):
        assert [pattern.pattern for pattern, _, _ in _corrections() if pattern.search(line)] == []
