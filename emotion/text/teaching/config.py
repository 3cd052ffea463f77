"""How the encoder is taught."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class EncoderConfig:
    """How the encoder is taught.

    `epochs`: how often each source is seen. `teach`: how strongly a comment in Korean is drawn to
    what the untaught encoder says of its English original. `lost`: share of pieces left unknown.
    """

    epochs: Mapping[str, float] = field(
        default_factory=lambda: {
            "goemotions_en": 3.0,
            "goemotions_ko": 3.0,
            "diaries_en": 7.0,
            "diaries_ko": 7.0,
            "xed": 0.4,
            "kote": 3.0,
            "kpoem": 0.4,
            "nsmc": 1.0,
            "emobank": 0.2,
        }
    )
    rate: float = 2e-4
    warm: int = 60
    size: int = 2048
    dropout: float = 0.1
    teach: float = 2.0
    lost: float = 0.05
