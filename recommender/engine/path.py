"""A path of songs from one to another that changes step by step.

Songs are points. Each lies somewhere along the line from start to end; a path only ever goes
forward on it, so no song comes twice. Of all such paths with n songs the one is taken whose largest
step is smallest, and of those that are hardly worse the one whose steps are most even (the least
sum of squares). Both are found exactly, by dynamic programming over songs in the order of the line.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float32]

# So many songs, those nearest to the line, are looked at: more change nothing, and each costs its
# square.
MOST = 300
# The largest step may be so much larger than it must, if the steps are more even for it.
SLACK = 1.1
# What two songs of one artist side by side cost, in widths of the whole cloud of songs.
SAME_ARTIST = 10.0


def find_path(
    points: Points, start: int, end: int, n: int, artists: NDArray[np.int64] | None = None
) -> list[int]:
    """Return the rows of `n` songs from `start` to `end`, fewer where there are fewer songs.

    points: (m, d). artists: (m,), one below zero is nobody. Two songs of one artist stand side by
    side only where it cannot be helped. The way from a song to itself is a round through what is
    nearest to it, which ends before it comes back. ValueError for less than two songs or a row
    that is not there.
    """
    if n < 2:
        raise ValueError(f"a path has two songs at least, not {n}")
    if not (0 <= start < len(points) and 0 <= end < len(points)):
        raise ValueError("start and end must be rows of the points")
    if start == end:
        return round_trip(points, start, n)
    rows = along(points, start, end, n)
    costs = between(points[rows])
    if artists is not None:
        of = artists[rows]
        same = (of[:, None] == of[None, :]) & (of >= 0)[:, None]
        costs = costs + np.where(same, SAME_ARTIST * costs.max(), 0.0)
    return [int(row) for row in rows[evenly(costs, min(n, len(rows)))]]


def along(points: Points, start: int, end: int, n: int) -> NDArray[np.int64]:
    """Return the rows that a path of `n` may use, in their order along the line: (r,).

    First and last are start and end. Songs that lie before the start or behind the end come only
    where there are too few between.
    """
    rows = near_line(points, start, end, max(MOST, n))
    line = points[end] - points[start]
    length = float(line @ line)
    place = (points[rows] - points[start]) @ line / (length if length > 0 else 1.0)
    inside = (place > 0) & (place < 1)
    missing = max(0, n - 2 - int(inside.sum()))
    outside = np.flatnonzero(~inside)[:missing]
    kept = np.concatenate([np.flatnonzero(inside), outside])
    order = kept[np.argsort(np.clip(place[kept], 0, 1), kind="stable")]
    return np.concatenate([[start], rows[order], [end]]).astype(np.int64)


def near_line(points: Points, start: int, end: int, most: int) -> NDArray[np.int64]:
    """Return the rows nearest to the straight way from start to end, without these: nearest first.

    Equal ones come by row.
    """
    return nearest(off(points, points[start], points[end]), (start, end), most)


def off(points: Points, start: Points, end: Points) -> Points:
    """Return how far points (m, d) lie from the straight way between two (d,): (m,)."""
    line = end - start
    length = float(line @ line)
    away = points - start
    place = np.clip(away @ line / length, 0, 1) if length > 0 else np.zeros(len(points))
    apart = np.linalg.norm(away - place[:, None].astype(np.float32) * line, axis=1)
    return np.asarray(apart, dtype=np.float32)


def nearest(apart: Points, ends: Sequence[int] | NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """Return the rows of the `most` least distances, without the ends: least first, then by row."""
    order = np.argsort(apart, kind="stable")
    return np.asarray(order[~np.isin(order, ends)][:most], dtype=np.int64)


def between(points: Points) -> NDArray[np.float64]:
    """Return the distance of each point to each: (r, r)."""
    wide = points.astype(np.float64)
    squares = (wide**2).sum(axis=1)
    apart = squares[:, None] + squares[None, :] - 2 * wide @ wide.T
    return np.asarray(np.sqrt(np.maximum(apart, 0.0)), dtype=np.float64)


def evenly(costs: NDArray[np.float64], n: int) -> list[int]:
    """Return `n` places from the first to the last, ascending, whose steps are small and even."""
    ahead = np.where(np.triu(np.ones_like(costs, dtype=bool), k=1), costs, np.inf)
    largest = chain(ahead, n, np.maximum)[1]
    allowed = np.where(ahead <= SLACK * largest + 1e-9, ahead, np.inf)
    return chain(allowed**2, n, np.add)[0]


def chain(costs: NDArray[np.float64], n: int, joined: np.ufunc) -> tuple[list[int], float]:
    """Return the cheapest way over `n` places from the first to the last, and what it costs.

    joined: how the cost of a way and of one more step make the cost of the longer way.
    """
    best = np.full(len(costs), np.inf)
    best[0] = 0.0
    came: list[NDArray[np.int64]] = []
    for _ in range(n - 1):
        ways = joined(best[:, None], costs)
        came.append(ways.argmin(axis=0))
        best = ways.min(axis=0)
    places = [len(costs) - 1]
    for before in reversed(came):
        places.append(int(before[places[-1]]))
    return places[::-1], float(best[-1])


def round_trip(points: Points, start: int, n: int) -> list[int]:
    """Return a song and the n - 1 nearest to it, as a short round that begins with it."""
    away = np.linalg.norm(points - points[start], axis=1)
    away[start] = -1.0
    rows = np.argsort(away, kind="stable")[:n]
    return [int(rows[place]) for place in shortened(between(points[rows]))]


def shortened(costs: NDArray[np.float64]) -> list[int]:
    """Return a round over all places from the first on: the nearest next, then two-opt.

    Two-opt turns a part of the round about wherever that makes it shorter
    (G. A. Croes, "A method for solving traveling-salesman problems", 1958).
    """
    tour = greedy(costs)
    size, better = len(tour), True
    while better:
        better = False
        for i in range(1, size - 1):
            for j in range(i + 1, size):
                a, b, c, d = tour[i - 1], tour[i], tour[j], tour[(j + 1) % size]
                if costs[a, c] + costs[b, d] < costs[a, b] + costs[c, d] - 1e-9:
                    tour[i : j + 1] = tour[i : j + 1][::-1]
                    better = True
    return tour


def greedy(costs: NDArray[np.float64]) -> list[int]:
    """Return all places from the first on, always the nearest next."""
    tour, left = [0], set(range(1, len(costs)))
    while left:
        here = tour[-1]
        following = min(left, key=lambda place: (costs[here, place], place))
        tour.append(following)
        left.remove(following)
    return tour
