"""Find the topics of the library whose sentences a paragraph of a plan comes nearest to."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection
from functools import cache, lru_cache

from generator.library.lexicon import Locality
from generator.library.period import Period
from generator.library.template_index import topic_names
from generator.library.template_sentences import sentences_of_topic
from generator.pipeline.support.imported.words import as_usual

_Known = tuple[str, Period, str, str]  # a shelf, the period, tier and setting of the place
_NEAR = 0.36  # of the words of a topic, by how telling they are, the share that a paragraph has to have
_LEAST = 0.22  # the same of the nearest topic, where none has to be as near as that
_FEWEST = 8  # pairs of characters without which a topic says too little to be known


def topics_near(  # noqa: PLR0913  # what is said, and where
    text: str, shelf: str, place: Locality, period: Period, *, but: Collection[str] = (), title: str = ""
) -> list[str]:
    """Return the topics on a `shelf`, none of those in `but`, that a paragraph comes near, in its order.

    Where there is none, return the one that the `text` together with its `title` comes nearest to, if any.
    """
    known = (shelf, period, place.tier, place.setting)
    shares, places = _shares(text, known)
    if near := [topic for topic, share in shares.items() if share >= _NEAR and topic not in but]:
        return sorted(near, key=lambda topic: (places[topic][len(places[topic]) // 2], topic))
    shares, _ = _shares(f"{title}。{text}", known)
    nearest = max(
        (topic for topic in shares if topic not in but), key=lambda topic: shares[topic], default=""
    )
    return [nearest] if nearest and shares[nearest] >= _LEAST else []


def _shares(text: str, known: _Known) -> tuple[dict[str, float], dict[str, list[int]]]:
    """Return which share of the words of topics a `text` has, and where it has them, in order."""
    index, weights, whole = _index(*known), _weights(*known), _whole(*known)
    there: dict[str, float] = defaultdict(float)
    places: dict[str, list[int]] = defaultdict(list)
    for pair, at in _pairs(as_usual(text)).items():
        for topic in index.get(pair, ()):
            there[topic] += weights[pair]
            places[topic].append(at)
    return {topic: weight / whole[topic] for topic, weight in there.items()}, places


def _pairs(text: str) -> dict[str, int]:
    """Return the pairs of neighbouring Chinese characters in `text`, each with where it first stands."""
    found: dict[str, int] = {}
    for n in range(len(text) - 1):
        pair = text[n : n + 2]
        if all("\u4e00" <= sign <= "\u9fff" for sign in pair):
            found.setdefault(pair, n)
    return found


@cache
def _topics(shelf: str, period: Period, tier: str, setting: str) -> dict[str, frozenset[str]]:
    """Return the pairs of characters of each topic on a shelf that says enough to be known."""
    found = {
        topic: frozenset(_pairs(as_usual(sentences_of_topic(shelf, topic, period.folders, tier, setting))))
        for topic in sorted(topic_names(shelf, period.folders))
    }
    return {topic: pairs for topic, pairs in found.items() if len(pairs) >= _FEWEST}


@cache
def _index(shelf: str, period: Period, tier: str, setting: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for topic, pairs in _topics(shelf, period, tier, setting).items():
        for pair in pairs:
            found[pair].append(topic)
    return dict(found)


@cache
def _weights(shelf: str, period: Period, tier: str, setting: str) -> dict[str, float]:
    topics = _topics(shelf, period, tier, setting)
    counts = Counter(pair for pairs in topics.values() for pair in pairs)
    return {pair: math.log(1 + len(topics) / count) for pair, count in counts.items()}


@lru_cache(maxsize=16)
def _whole(shelf: str, period: Period, tier: str, setting: str) -> dict[str, float]:
    weights = _weights(shelf, period, tier, setting)
    return {
        topic: sum(weights[pair] for pair in pairs)
        for topic, pairs in _topics(shelf, period, tier, setting).items()
    }
