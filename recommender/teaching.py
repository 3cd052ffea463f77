"""What the hidden songs of a judgement teach about mixing the engines."""

from collections.abc import Mapping

from recommender.engine.base import Engine
from recommender.engine.corpus import Corpus
from recommender.engine.learning.carve import Halved, examples
from recommender.engine.learning.learn import Example
from recommender.judging import hidden_pairs

# So many of the judged lists are asked for in every kind of query: enough for a few weights.
MOST_LISTS = 200


def examples_of(
    engines: Mapping[str, Engine], corpus: Corpus, fold: int
) -> dict[str, list[Example]]:
    """Return what the twins of a part rank for its lists, by kind of query."""
    halves = [
        Halved(given, tags, frozenset(corpus.song_ids[corpus.rows(named)].tolist()))
        for given, named, tags in hidden_pairs(corpus, fold, MOST_LISTS)
    ]
    return examples(corpus, [half for half in halves if half.hidden], engines)
