"""How much each engine counts in the mix."""

from collections.abc import Mapping
from types import MappingProxyType

# Set by leave-one-out on the starter library (docs/models/recommender.md), with als kept above
# what that says: a few dozen lists give it little to learn from, a larger catalogue more. "aim"
# is no engine: it is the ranking by the listener's answers. It starts low, so that the mood is
# kept where it can be, and is raised where the engines hold the list back (engine/answer.py).
DEFAULT_WEIGHTS: Mapping[str, float] = MappingProxyType(
    {"mood": 1.5, "tag2vec": 1.0, "als": 0.75, "popular": 0.1, "aim": 3.0}
)
