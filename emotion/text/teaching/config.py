"""How the encoder is taught."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Wave:
    """`epochs`: how often each source is seen; `rate`: from which the rate of learning falls."""

    epochs: Mapping[str, float]
    rate: float


FIRST = Wave(
    {
        "goemotions_en": 3.0,
        "goemotions_ko": 3.0,
        "diaries_en": 7.0,
        "diaries_ko": 7.0,
        "xed": 0.4,
        "kote": 3.0,
        "kpoem": 0.4,
        "nsmc": 1.0,
        "emobank": 0.2,
    },
    rate=2e-4,
)
SECOND = Wave(
    {
        "goemotions_en": 1.0,
        "goemotions_ko": 1.0,
        "diaries_en": 3.0,
        "diaries_ko": 3.0,
        "xed": 0.1,
        "kote": 1.5,
        "kpoem": 0.1,
        "nsmc": 0.25,
        "emobank": 0.05,
    },
    rate=1e-4,
)


@dataclass(frozen=True)
class EncoderConfig:
    """How the encoder is taught.

    `teach`: how strongly a comment in Korean is drawn to what is said of its English original: in
    the first wave by the untaught encoder, in the second by itself. `own`, `originals`: how much of
    what English and Korean comments teach in the second wave is what the encoder makes of the
    English ones. `lost`: share of pieces left unknown.
    """

    waves: tuple[Wave, ...] = (FIRST, SECOND)
    warm: int = 60
    size: int = 2048
    dropout: float = 0.1
    teach: float = 2.0
    own: float = 0.25
    originals: float = 0.5
    lost: float = 0.05
