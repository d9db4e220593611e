"""Test what neighbours have in common in their plans, and what is each one's own."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from summaries import CITY, COUNTIES, NAMES, page_of, summary_of

from generator.pipeline.summary.gathering import letters
from generator.pipeline.summary.likeness import likenesses
from generator.pipeline.summary.own_words import own_words


def test_likeness_is_the_share_of_runs_that_stand_in_the_other() -> None:
    same, own = (
        "残疾人事业是中国特色社会主义事业的重要组成部分",
        "山区乡镇分散残疾人家庭增收渠道少就业岗位不足",
    )
    assert likenesses([same, same, own, ""]) == {(0, 1): (100, 100), (0, 2): (0, 0), (1, 2): (0, 0)}
    there, back = likenesses([same, same + own])[0, 1]
    assert (there, back) == (100, round(100 * len(same) / len(same + own), 1))


@given(st.lists(st.text("甲乙", max_size=60), min_size=2, max_size=5))
def test_likeness_counts_each_character_in_a_run_that_the_other_has(texts: list[str]) -> None:
    for (one, other), found in likenesses(texts).items():
        for text, its, share in ((texts[one], texts[other], found[0]), (texts[other], texts[one], found[1])):
            starts = [start for start in range(len(text) - 11) if text[start : start + 12] in its]
            covered = {start + step for start in starts for step in range(12)}
            assert share == round(100 * len(covered) / len(text), 1)


def test_what_is_its_own_is_what_no_neighbour_has_but_its_name() -> None:
    common = "残疾人事业是中国特色社会主义事业的重要组成部分。"
    own = "沿海乡镇渔船多，残疾人出海作业保险由县财政补贴。"
    plans = [[f"甲县{common}", own], [f"乙县{common}"], []]
    found = list(own_words(["甲县", "乙县", "丙县"], plans, letters))
    assert [(each.name, each.sentences) for each in found] == [("甲县", (own,)), ("乙县", ()), ("丙县", ())]
    assert [each.share for each in found] == [round(2200 / 45, 1), 0, 0]
    assert list(own_words(["甲县"], plans[:1], letters)) == []


def test_a_sentence_that_one_county_wrote_is_its_own(tmp_path: Path) -> None:
    said = "沿江三个镇的渔民残疾人上岸以后由镇里统一安排公益岗位"
    text = COUNTIES[0].read_text("utf-8")
    file = tmp_path / COUNTIES[0].name
    file.write_text(f"{text}\noutline: {{changes: [{{at: 编制背景, add: {{own: {said}。}}}}]}}\n", "utf-8")
    summary = summary_of(CITY, [file, COUNTIES[1]])
    (own,) = (each for each in summary.own if each.name == NAMES[COUNTIES[0].stem])
    assert f"{said}。" in own.sentences
    assert f"<p>{said}。</p>" in page_of(summary)
