"""How loud a song is played beside others, so that nobody reaches for the volume between two.

ReplayGain 2.0's reference of -18 LUFS. A browser's volume goes up to 1, so that louder songs are
turned down and quieter ones stay as they are; nothing that would have to be amplified can clip.
"""

REFERENCE = -18.0
# What is taken for granted of a song that nobody measured yet, or of a stream: streaming services
# bring what they play to it, and most masters come near. At full volume it would jump out.
USUAL = -14.0


def play_level(loudness: float | None) -> float:
    """Return the share of the listener's volume at which a song of so many LUFS is played.

    loudness: None where it is not known.
    """
    heard = USUAL if loudness is None else loudness
    return round(10 ** (min(0.0, REFERENCE - heard) / 20), 3)
