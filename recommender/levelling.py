"""How loud a song is played beside others, so that nobody reaches for the volume between two.

ReplayGain 2.0's reference of -18 LUFS. A browser's volume goes up to 1, so that louder songs are
turned down and quieter ones stay as they are; nothing that would have to be amplified can clip.
"""

REFERENCE = -18.0


def play_level(loudness: float | None) -> float:
    """Return the share of the listener's volume at which a song of so many LUFS is played."""
    if loudness is None or loudness <= REFERENCE:
        return 1.0
    return round(10 ** ((REFERENCE - loudness) / 20), 3)
