"""The names of lists that are mixed for a listener."""

import pytest

from emotion.moods import MOODS
from recommender.titles import AFTER_ANSWERS, FOR_MOOD


@pytest.mark.parametrize("titles", [FOR_MOOD, AFTER_ANSWERS])
def test_every_mood_has_its_own_in_both_languages(titles: dict[str, tuple[str, str]]) -> None:
    assert tuple(titles) == MOODS
    for place in (0, 1):
        assert len({pair[place] for pair in titles.values()}) == len(MOODS)
