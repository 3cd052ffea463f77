"""How much each engine counts in the mix."""

from collections.abc import Mapping
from types import MappingProxyType

# What the mix starts from where nothing was learned (`mixes`), set by leave-one-out on the starter
# library, with als and neighbours kept above what that says: a few dozen lists give them little to
# learn from, a larger catalogue more. Answers and feedback raise or lower these. "aim"
# is no engine: it is the ranking by the listener's answers. It starts low, so that the mood is
# kept where it can be, and is raised where the engines hold the list back (engine/answer.py).
DEFAULT_WEIGHTS: Mapping[str, float] = MappingProxyType(
    {"mood": 1.5, "tag2vec": 1.0, "als": 0.5, "neighbours": 0.5, "popular": 0.1, "aim": 3.0}
)

# What a text's words count where there is one (`lyrics`, no part of the above: there is nothing to
# learn it from, and it is silent without a text): as much as all the other engines together. So a
# song that answers the words leads within its mood, and one of another mood needs a better answer.
WORDS_SHARE = 0.5
