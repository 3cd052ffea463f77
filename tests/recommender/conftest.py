"""What the tests of lists stand on."""

import pytest

from recommender.models import Song
from tests.recommender.stage import make_catalogue


@pytest.fixture
def catalogue(db: None) -> dict[str, list[Song]]:
    """Return six songs for each mood; the first four are the mood's default list."""
    return make_catalogue()
