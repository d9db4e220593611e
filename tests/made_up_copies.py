"""Make up copies of a small draft whose edits are known one by one, and what they come to together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from merging import drafted

from generator.diff.merging import ConflictKind
from generator.document import Cell, Document, Paragraph, nodes_in, plain

WORDS = {
    "s.who": ("县残联", "县民政局", "县卫健局"),
    "s.how": ("每年", "按季", "逐月"),
    "t.how": ("定期", "随时", "及时"),
    "c.title": ("主要目标", "总体要求", "发展方向"),
    "m1.title": ("社会救助", "困难帮扶", "兜底保障"),
    "m1.how": ("逐户", "分批", "整村"),
    "m2.how": ("就近", "上门", "集中"),
    "r1.name": ("参保率", "覆盖面", "普及度"),
    "r1.old": ("87", "88", "86"),
    "r1.new": ("90", "95", "92"),
    "r2.new": ("70", "75", "80"),
    "i1.title": ("辅具适配", "器具租借", "假肢装配"),
}
"""Name what stands at each place of the draft, and what people put there."""
FIGURE = ("9", "12", "15")
BLOCKS = ("s", "t", "m1", "m2", "m3", "r1", "r2", "r3", "i1", "i2", "old")
"""What people delete: passages, measures, rows, items, a column."""
ROWS, MEASURES = ("r1", "r2", "r3"), ("m1", "m2", "m3")
_SAID = ("另加一句。", "再补一条。", "还有一点。")
_TITLES = ("文化体育", "法律服务")
PRINTED = ("t", "m2")
"""The blocks that print the figure."""
SENTENCE = ("s.who", "s.how")
"""The places in one sentence."""


class Copy(NamedTuple):
    """Hold what somebody did: words put at places, a new value of the figure and the blocks where it is.

    `gone` are the blocks deleted, `said` the sentences added behind passages, `typed` the titles of measures
    put in behind others, `first` the measure or the row that was put before its neighbours.
    """

    words: Mapping[str, str]
    figure: str = ""
    printed: tuple[str, ...] = ()
    gone: frozenset[str] = frozenset()
    said: Mapping[str, tuple[str, ...]] = {}
    typed: Mapping[str, tuple[str, ...]] = {}
    first: tuple[str, ...] = ()


def copies(least: int, most: int) -> SearchStrategy[list[Copy]]:
    """Make up what several people did to one draft: few things each, often to the same places."""
    return st.lists(_copy(), min_size=least, max_size=most)


def _copy() -> SearchStrategy[Copy]:
    words = st.lists(
        st.sampled_from([*WORDS]).flatmap(
            lambda place: st.tuples(st.just(place), st.sampled_from(WORDS[place][1:]))
        ),
        max_size=4,
    ).map(dict)
    one = st.sampled_from(_SAID).map(lambda sentence: (sentence,))
    title = st.sampled_from(_TITLES).map(lambda words: (words,))
    made = st.builds(
        Copy,
        words,
        st.sampled_from(("", "", *FIGURE[1:])),
        st.sampled_from((PRINTED, PRINTED[:1], PRINTED[1:])),
        st.frozensets(st.sampled_from(BLOCKS), max_size=2),
        st.dictionaries(st.sampled_from(("s", "t", "m3")), one, max_size=1),
        st.dictionaries(st.sampled_from(MEASURES), title, max_size=1),
        st.sampled_from(((), (), ("m2",), ("m3",), ("r2",), ("r3",))),
    )
    return made.map(_possible)


def _possible(copy: Copy) -> Copy:
    """Return `copy` without what it would do to what it deletes."""
    gone = copy.gone
    first = tuple(name for name in copy.first if name not in gone and gone.isdisjoint(before(name)))
    printed = tuple(name for name in copy.printed if name not in gone)
    return Copy(
        {place: words for place, words in copy.words.items() if not gone.intersection(holders(place))},
        copy.figure if printed else "",
        printed if copy.figure else (),
        gone,
        {name: said for name, said in copy.said.items() if name not in gone},
        {name: titles for name, titles in copy.typed.items() if name not in gone},
        first,
    )


def before(name: str) -> Sequence[str]:
    """Return the measures or rows that stand before one."""
    names = ROWS if name in ROWS else MEASURES
    return names[: names.index(name)]


def holders(place: str) -> tuple[str, ...]:
    """Return the blocks that hold the words at `place`: its block, and its column."""
    return tuple(place.split("."))


def touches(copy: Copy, block: str) -> bool:
    """Return whether somebody edited or moved a block, or anything in it."""
    return (
        any(block in holders(place) for place in copy.words)
        or block in copy.printed
        or block in copy.said
        or block in copy.first
    )


def together(made: Sequence[Copy]) -> tuple[Copy, set[str]]:
    """Return what all the edits of `made` come to, equal ones once, and the places where they differ.

    There nothing is done; of a sentence about which they differ nothing by those who do.
    """
    wanted: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for n, copy in enumerate(made):
        for place, text in copy.words.items():
            wanted[place][text].add(n)
    words = {place: next(iter(found)) for place, found in wanted.items() if len(found) == 1}
    told = wanted.keys() - words
    for one, other in (SENTENCE, SENTENCE[::-1]):
        if (
            one in told
            and other in words
            and set().union(*wanted[one].values()) & wanted[other][words[other]]
        ):
            del words[other]
    figures = {copy.figure for copy in made if copy.figure}
    told |= {"figure"} if len(figures) > 1 else set()
    deleted = {block for copy in made for block in copy.gone}
    kept = {
        block for block in deleted if any(touches(copy, block) for copy in made if block not in copy.gone)
    }
    return Copy(
        words,
        figures.pop() if len(figures) == 1 else "",
        PRINTED,
        frozenset(deleted - kept),
        _all(copy.said for copy in made),
        _all(copy.typed for copy in made),
        tuple(dict.fromkeys(name for copy in made for name in copy.first)),
    ), told | kept


def _all(several: Iterable[Mapping[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    """Return all that is added, in the order of the copies, equal additions once."""
    found: dict[str, tuple[str, ...]] = {}
    for each in several:
        for name, added in each.items():
            known = found.get(name, ())
            found[name] = (*known, *(text for text in added if text not in known))
    return found


def kind_of(place: str) -> ConflictKind:
    """Return what kind of conflict it is that people differ about a place."""
    if place == "figure":
        return ConflictKind.VALUE
    return ConflictKind.DELETED if place in BLOCKS else ConflictKind.WORDS


def lines(document: Document) -> list[str]:
    """Return what a document prints, a line for each title, paragraph, heading and cell."""
    found: list[str] = []
    for node in nodes_in(document):
        if isinstance(node, Paragraph | Cell):
            found.append(plain(node.runs))
        elif said := getattr(node, "title", "") or getattr(node, "heading", ""):
            found.append(f"{getattr(node, 'number', '')}{said}")
    return found


NOTHING = Copy({})


def draft_of(copy: Copy) -> Document:
    """Return the draft with the edits of `copy`."""
    return drafted(_text(copy))


def _text(copy: Copy) -> str:
    said = {place: copy.words.get(place, words[0]) for place, words in WORDS.items()}
    figures = {name: copy.figure if copy.figure and name in copy.printed else FIGURE[0] for name in PRINTED}
    added = {name: "".join(copy.said.get(name, ())) for name in ("s", "t", "m3")}
    passages = {
        "s": f"由{said['s.who']}牵头落实各项具体工作任务，{said['s.how']}通报一次进展情况。{added['s']}",
        "t": f"全县共有{_figure(figures['t'])}个村建立服务站点，{said['t.how']}开展走访慰问。{added['t']}",
    }
    bodies = {
        "m1": f"对困难家庭{said['m1.how']}摸清底数。",
        "m2": f"{said['m2.how']}提供照料服务，建成{_figure(figures['m2'] + '处')}。",
        "m3": f"加强宣传。{added['m3']}",
    }
    titles = {"m1": said["m1.title"], "m2": "托养照护", "m3": "社会环境"}
    measures = "".join(
        _measure(name, titles[name], bodies[name], copy) for name in _ordered(MEASURES, copy.first)
    )
    held = "".join(_passage(name, words) for name, words in passages.items() if name not in copy.gone)
    paragraph = f'<p key="p">{held}</p>' if held else ""
    items = "".join(
        f'<item key="{name}" title="{title}">{_paragraph(name, "按需办理。")}</item>'
        for name, title in (("i1", said["i1.title"]), ("i2", "家庭医生"))
        if name not in copy.gone
    )
    return (
        f'<chapter key="c" title="{said["c.title"]}">{paragraph}{measures}</chapter>'
        f'<chapter key="d" title="保障"><box key="b" title="指标">{_table(said, copy)}</box>'
        f'<box key="e" title="项目">{items}</box></chapter>'
    )


def _figure(text: str) -> str:
    return f'<figure source="achievements.stations">{text}</figure>'


def _passage(name: str, words: str) -> str:
    return f'<passage key="{name}">{words}</passage>'


def _paragraph(name: str, words: str) -> str:
    """Return a paragraph with a passage; one that was typed in has no key."""
    key, inner = (f"{name}¶", f"{name}.p") if name else ("", "")
    return f'<p key="{key}">{_passage(inner, words)}</p>'


def _measure(name: str, title: str, words: str, copy: Copy) -> str:
    own = (
        f'<measure key="{name}" title="{title}">{_paragraph(name, words)}</measure>'
        if name not in copy.gone
        else ""
    )
    return own + "".join(
        f'<measure key="" title="{typed}">{_paragraph("", f"切实做好{typed}工作。")}</measure>'
        for typed in copy.typed.get(name, ())
    )


def _ordered(names: Sequence[str], first: Sequence[str]) -> list[str]:
    front = [name for name in first if name in names]
    return [*front, *(name for name in names if name not in front)]


def _table(said: Mapping[str, str], copy: Copy) -> str:
    columns = {"name": "指标", "old": "2020年", "new": "2025年"}
    cells = {
        "r1": {"name": said["r1.name"], "old": said["r1.old"], "new": said["r1.new"]},
        "r2": {"name": "适配率", "old": "60", "new": said["r2.new"]},
        "r3": {"name": "签约率", "old": "50", "new": "65"},
    }
    kept = [name for name in columns if name not in copy.gone]
    head = "".join(f'<column id="{name}">{columns[name]}</column>' for name in kept)
    texts = {
        row: "".join(f'<cell column="{name}">{cells[row][name]}</cell>' for name in kept)
        for row in _ordered(ROWS, copy.first)
        if row not in copy.gone
    }
    rows = "".join(f'<row key="{row}">{text}</row>' for row, text in texts.items())
    return f'<indicator-table key="k">{head}{rows}</indicator-table>'
