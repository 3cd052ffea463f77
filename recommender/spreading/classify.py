"""Learn the six moods from a few songs, and say how likely each is for the others.

Logistic regression on the vectors, by the benchmark (benchmarks/label_spreading.py): at 30 labels
it agreed with held-out moods a little better than the five nearest and clearly better than label
spreading over a graph, which would need all pairs of a hundred thousand songs, too. scikit-learn is
imported where it is used: a serving process never does.
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
# What a mood that was spread counts where it is certain: less than tags, which count 1. Beside
# sound alone 1 was best where the vectors were good (tags), and 0.5 where they were poor (sound).
MOST = 0.7
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
