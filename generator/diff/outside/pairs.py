"""Find which blocks of two plans are the same: by their words, by what they hold, by what they stand in."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from generator.diff.matching import similarities
from generator.diff.outside.spots import Spot

_HALF = 0.5  # of the sentences of a block stand in its partner at least
_HOMES = 20  # blocks in which a sentence stands at most that tells them
_ALIKE, _FEW = 0.45, 0.2  # of the characters of two titles are in both, if they stand in one place
_CHAPTER = 1  # the depth of chapters
_PART, _PARTLY = 6, 88  # characters of a title that may be part of the other, and how alike that part is
_MOST_TITLES = 100_000  # pairs of titles of which one may be part of the other; real plans have 10,000
_NEVER = 101  # of 100


@dataclass(frozen=True, slots=True)
class _Rule:
    """Say how alike (of 100) the words of a pair are: of blocks of one block, and of those of different ones.

    Of different ones only words of `least` characters are compared. Blocks with titles are known by what they
    hold and where they stand, too.
    """

    near: int
    far: int = _NEVER
    least: int = 0
    titled: bool = False


_RULES = {
    "part": _Rule(_NEVER),
    "division": _Rule(60, 85, 4, titled=True),
    "box": _Rule(80, 80, 4, titled=True),
    "table": _Rule(_NEVER),
    "group": _Rule(65, 85, 3, titled=True),
    "item": _Rule(65, 85, 4, titled=True),
    "indicatorrow": _Rule(70),
    "task": _Rule(60, 75, 8),
    "passage": _Rule(60, 85, 12),
}
"""The families in the order in which they are paired: what holds others before these."""


def pair(olds: Sequence[Spot], news: Sequence[Spot]) -> None:
    """Make partners of the same blocks in two plans."""
    for family, rule in _RULES.items():
        before, after = ([spot for spot in side if spot.family == family] for side in (olds, news))
        _pair_equal(before, after, rule)
        if rule.titled:
            _pair_by_content(_left(before), _left(after))
        for depth in sorted({spot.depth for spot in before}):
            here = [spot for spot in before if spot.depth == depth]
            _pair_similar(_left(here), _left(after), rule)
            if rule.titled:
                _pair_in_place(here, after)


def _left(spots: Sequence[Spot]) -> list[Spot]:
    return [spot for spot in spots if spot.partner is None]


def _join(old: Spot, new: Spot) -> None:
    old.partner, new.partner = new, old


def _place(spot: Spot, *, old: bool) -> int:
    """Return the place in the new plan of the block above, -1 for none, -2 for one without a partner."""
    if spot.above is None:
        return -1
    above = spot.above.partner if old else spot.above
    return -2 if above is None else above.place


def _are_near(old: Spot, new: Spot) -> bool:
    """Return whether two blocks stand in the same one."""
    return _place(old, old=True) == _place(new, old=False)


def _pair_equal(olds: Sequence[Spot], news: Sequence[Spot], rule: _Rule) -> None:
    """Pair blocks of the same words: those that stand in the same block first, then in their order.

    Blocks of the family that stand in one another are paired from the outermost on.
    """
    near: dict[tuple[int, str], deque[Spot]] = defaultdict(deque)
    far: dict[str, deque[Spot]] = defaultdict(deque)
    for spot in news:
        near[_place(spot, old=False), spot.words].append(spot)
        far[spot.words].append(spot)
    for old in filter(lambda spot: spot.words, olds):
        if same := near.get((_place(old, old=True), old.words)):
            _join(old, same.popleft())
    for old in _left(olds):
        waiting = far[old.words] if len(old.words) >= max(rule.least, 1) else deque()
        while waiting and waiting[0].partner:
            waiting.popleft()
        if waiting:
            _join(old, waiting.popleft())


def _pair_by_content(olds: Sequence[Spot], news: Sequence[Spot]) -> None:
    """Pair blocks that hold the same sentences, whatever their titles, those that share most first."""
    homes: dict[str, list[int]] = defaultdict(list)
    for j, new in enumerate(news):
        for words in new.held:
            homes[words].append(j)
    found: list[tuple[float, int, int]] = []
    for i, old in enumerate(olds):
        shared = Counter(
            j for words in old.held if len(homes.get(words, ())) <= _HOMES for j in homes.get(words, ())
        )
        for j, count in shared.items():
            share = count / max(len(old.held), len(news[j].held))
            found += [(-share, i, j)] if share >= _HALF else []
    for _, i, j in sorted(found):
        _join_free(olds[i], news[j])


def _join_free(old: Spot, new: Spot) -> None:
    """Make partners of two blocks if neither has one."""
    if not (old.partner or new.partner):
        _join(old, new)


def _pair_similar(olds: Sequence[Spot], news: Sequence[Spot], rule: _Rule) -> None:
    """Pair blocks of similar words, the most similar first; of equally similar ones the nearest."""
    found = []
    for score, i, j in _scores(olds, news, rule):
        old, new, near = olds[i], news[j], _are_near(olds[i], news[j])
        enough = near or min(len(old.words), len(new.words)) >= rule.least
        if enough and score >= (rule.near if near else rule.far) and not (old.known and new.known):
            found.append((-score, not near, abs(old.place - new.place), i, j))
    for *_, i, j in sorted(found):
        _join_free(olds[i], news[j])


def _scores(olds: Sequence[Spot], news: Sequence[Spot], rule: _Rule) -> Iterator[tuple[float, int, int]]:
    """Yield how similar words are, with the places of both; a title may be part of the other."""
    if rule.near == _NEVER:
        return
    before, after = ([spot.words for spot in side] for side in (olds, news))
    yield from similarities(before, after)
    if rule.titled and len(before) * len(after) <= _MOST_TITLES:
        for i, old in enumerate(before):
            for j, new in enumerate(after):
                if min(len(old), len(new)) >= _PART and fuzz.partial_ratio(old, new) >= _PARTLY:
                    yield rule.near, i, j


def _pair_in_place(olds: Sequence[Spot], news: Sequence[Spot]) -> None:
    """Pair blocks that stand beside the same neighbours, if their words are not wholly different.

    Of chapters, which every plan has in one order, one neighbour is enough, or little of the words.
    """
    rows: dict[int, list[Spot]] = defaultdict(list)
    for new in news:
        rows[_place(new, old=False)].append(new)
    places = {id(new): place for row in rows.values() for place, new in enumerate(row)}
    before: dict[int, Spot] = {}
    following = {id(each): behind for each, behind in _followed(olds)}
    for old in olds:
        above = _place(old, old=True)
        previous, behind = before.get(above), following.get(id(old))
        before[above] = old
        row = rows.get(above, [])
        if old.partner is None and above > -2:  # noqa: PLR2004  # the block above has a partner
            _join_between(old, row, _behind(previous, places), _before(behind, places, len(row)))


def _followed(spots: Sequence[Spot]) -> Iterator[tuple[Spot, Spot]]:
    """Yield each block with the one that follows it in the same block."""
    last: dict[int, Spot] = {}
    for spot in spots:
        above = -1 if spot.above is None else spot.above.place
        if above in last:
            yield last[above], spot
        last[above] = spot


def _behind(previous: Spot | None, places: dict[int, int]) -> int:
    """Return the place behind the partner of the block before, -1 if that is not known."""
    if previous is None:
        return 0
    return places[id(previous.partner)] + 1 if previous.partner else -1


def _before(following: Spot | None, places: dict[int, int], count: int) -> int:
    """Return the place before the partner of the block behind, -1 if that is not known."""
    if following is None:
        return count - 1
    return places[id(following.partner)] - 1 if following.partner else -1


def _join_between(old: Spot, row: Sequence[Spot], first: int, last: int) -> None:
    """Pair `old` with the one of `row` that stands where its neighbours say, `first` or `last`."""
    chapter = old.depth == _CHAPTER
    both = _FEW if chapter else _ALIKE
    for place in dict.fromkeys((first, last)):
        needed = both if first == last else _ALIKE if chapter else 1.0
        if 0 <= place < len(row) and _shared_characters(old.words, row[place].words) >= needed:
            _join_free(old, row[place])


def _shared_characters(old: str, new: str) -> float:
    """Return the share of characters that two texts have in common, in whatever order."""
    return 2 * (Counter(old) & Counter(new)).total() / max(len(old) + len(new), 1)
