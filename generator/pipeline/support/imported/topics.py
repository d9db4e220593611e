"""Find the topics of the library whose sentences a paragraph of a plan comes nearest to."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from functools import cache, lru_cache

from generator.library.lexicon import Locality
from generator.library.period import Period
from generator.library.template_index import topic_names
from generator.library.template_sentences import sentences_of_topic
from generator.pipeline.support.imported.words import as_usual

_NEAR = 0.45  # of the words of a topic, by how telling they are, the share that a paragraph has to have
_FEWEST = 8  # pairs of characters without which a topic says too little to be known


def topics_near(text: str, shelf: str, place: Locality, period: Period) -> list[str]:
    """Return the topics on a `shelf` that a paragraph with this `text` comes near, in its order."""
    pairs = _pairs(as_usual(text))
    index, weights = (
        _index(shelf, period, place.tier, place.setting),
        _weights(shelf, period, place.tier, place.setting),
    )
    there: dict[str, float] = defaultdict(float)
    places: dict[str, list[int]] = defaultdict(list)
    for pair, at in pairs.items():
        for topic in index.get(pair, ()):
            there[topic] += weights[pair]
            places[topic].append(at)
    whole = _whole(shelf, period, place.tier, place.setting)
    near = [topic for topic, weight in there.items() if weight >= _NEAR * whole[topic]]
    return sorted(near, key=lambda topic: (sorted(places[topic])[len(places[topic]) // 2], topic))


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
