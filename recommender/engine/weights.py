"""How much each engine counts in the mix."""

from collections.abc import Mapping
from types import MappingProxyType

# Set by judgement on the starter library (docs/models/recommender.md has the ablation). "aim" is
# no engine: it is the ranking by the listener's answers, and it has to outweigh the engines that
# hold the list where it is, or an answer would change nothing.
DEFAULT_WEIGHTS: Mapping[str, float] = MappingProxyType(
    {"mood": 1.0, "tag2vec": 1.0, "als": 1.0, "popular": 0.25, "aim": 6.0}
)
