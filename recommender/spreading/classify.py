"""Learn the six moods from a few songs, and say how likely each is for the others.

Logistic regression on the vectors, by the benchmark (benchmarks/label_spreading.py): it agreed with
held-out moods about as well as nearest neighbours and better than label spreading over a graph, it
is fitted in milliseconds, and it reads a hundred thousand songs in a second, where a graph of them
needs all pairs. scikit-learn is imported where it is used: a serving process never does.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from emotion.moods import MOODS

# The inverse strength of the penalty, for rows of length 1.
PENALTY = 10.0
ROUNDS = 500
# Fewer labels than two a mood on average say more about chance than about songs.
FEWEST = 12
# What a mood that was spread counts where it is certain: what tags that are certain count.
MOST = 1.0
# Below this a song is not reached: the classifier is hardly surer than chance.
LEAST = 0.1

Shares = NDArray[np.float64]


def likelihoods(labelled: csr_matrix, moods: NDArray[np.int64], songs: csr_matrix) -> Shares:
    """Return how likely each of MOODS is for each song: (n, 6), rows sum to 1.

    labelled: (m, d), songs: (n, d), rows of length 1 (or 0 for songs of which nothing is known).
    moods: (m,) positions in MOODS, of at least two different moods; one that is not among them
    gets 0.
    """
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=PENALTY, max_iter=ROUNDS)
    model.fit(labelled, moods)
    found = np.zeros((songs.shape[0], len(MOODS)))
    found[:, model.classes_] = model.predict_proba(songs)
    return found


def weights(shares: Shares, most: float) -> NDArray[np.float64]:
    """Return what each row counts as evidence: ``most`` where one mood is certain, 0 at chance."""
    chance = 1 / len(MOODS)
    over = (shares.max(axis=1, initial=chance) - chance) / (1 - chance)
    return np.asarray(most * np.clip(over, 0.0, 1.0))
