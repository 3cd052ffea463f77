"""The gentle end of a run: the network's own answers soften the labels, weights are averaged.

Labels as noisy as FER2013's are learned by heart when they are taken as they are. What the network
itself has come to think of a face is mixed into them (T. Furlanello et al., "Born-again neural
networks", 2018), and what is judged and kept is a running mean of the weights (B. Polyak and
A. Juditsky, 1992), which lies flatter than where the last steps happen to end.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from emotion.face.datasets import Faces, vote_targets
from emotion.face.network import HEADS
from emotion.face.reading import log_softmax
from emotion.moods import EXPRESSIONS

# How much of a target is the network's own answer. The votes are ten people's, the label is one's.
OWN_SHARE = {"votes": 0.25, "labels": 0.5}
# Epochs until the network is asked again.
ASKED_EVERY = 5
# The running mean takes in the weights every so many steps; it spans about an epoch of FER2013.
STEPS_BETWEEN = 8
KEPT = 0.98

Targets = dict[str, NDArray[np.float32]]


class Average:
    """A running mean of a network's weights, its statistics of batches included."""

    def __init__(self, weights: list[NDArray[np.float32]]) -> None:
        self.weights = [np.array(each, np.float32) for each in weights]

    def take_in(self, network: Any) -> None:
        """Move a little towards what the network's weights are now."""
        for mean, now in zip(self.weights, network.get_weights(), strict=True):
            mean += np.float32(1 - KEPT) * (now - mean)


def plain_targets(faces: Faces) -> Targets:
    """What the data say of each face: (N, 7) for each head."""
    votes, _ = vote_targets(faces)
    return {"votes": votes, "labels": np.eye(len(EXPRESSIONS), dtype=np.float32)[faces.labels]}


def softened(faces: Faces, logits: NDArray[np.float32]) -> Targets:
    """The data's targets with the network's own answers mixed in; `logits` (N, 2, 7)."""
    targets = plain_targets(faces)
    own = np.exp(log_softmax(logits.astype(np.float64)))
    return {
        head: ((1 - OWN_SHARE[head]) * targets[head] + OWN_SHARE[head] * own[:, position]).astype(
            np.float32
        )
        for position, head in enumerate(HEADS)
    }
