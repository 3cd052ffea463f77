"""From answers to a list that has really moved the way they say."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from recommender.engine.aim import DIMENSIONS, centre
from recommender.engine.base import Engine
from recommender.engine.mixer import Mixed, Rules
from recommender.engine.mixes import NOT_LEARNED, Mix
from recommender.engine.pipeline import recommend
from recommender.engine.refine import Effects, Target, refine
from recommender.engine.snapshot import Snapshot

# The first list mixes the aim with the engines at its usual weight. Where they hold the list
# back, the aim is doubled: after four times it is all but alone.
ATTEMPTS = 5


def answer(
    target: Target,
    answers: Sequence[Effects],
    heard: Sequence[int],
    snapshot: Snapshot,
    engines: Mapping[str, Engine],
    rules: Rules,
    n: int,
    learned: Mix = NOT_LEARNED,
) -> tuple[Target, list[Mixed]]:
    """Return the target after these answers, and its list of at most `n` songs.

    `heard` are the songs of the list that plays. The aim's weight is raised until the list moves
    as every answer says (`moves`), for this list only; if the catalogue has nothing that way,
    or the answers contradict each other, it is the list of the strongest aim. The list's energy
    ends where an answer sent it, unless `rules` say otherwise.
    """
    refined = refine(target, answers, centre(snapshot, heard))
    if rules.finish == "any":
        rules = replace(rules, finish=refined.finish)
    found: list[Mixed] = []
    for attempt in range(ATTEMPTS):
        weights = {**refined.weights, "aim": refined.weights.get("aim", 0.0) * 2**attempt}
        found = recommend(
            refined.query, snapshot, engines, weights, rules, n, refined.aim, learned=learned
        )
        if moves(snapshot, heard, [mixed.song_id for mixed in found], answers):
            break
    return refined, found


def moves(
    snapshot: Snapshot, before: Sequence[int], after: Sequence[int], answers: Sequence[Effects]
) -> bool:
    """Tell whether a list differs from the one before in the direction of all the answers.

    For every dimension that the answers move, the mean of the list must be on that side of the
    mean before; for the tags that they ask for, the mean match must be higher.
    """
    old, new = centre(snapshot, before), centre(snapshot, after)
    for name in DIMENSIONS:
        asked = sum(getattr(one, name) for one in answers)
        if asked and ((getattr(new, name) or 0) - (getattr(old, name) or 0)) * asked <= 0:
            return False
    tags = [(slug, weight) for one in answers for slug, weight in one.tags.items()]
    if not tags:
        return True
    match = snapshot.tag_match(tags)
    rows_before, rows_after = snapshot.known_rows(before), snapshot.known_rows(after)
    if len(rows_before) == 0 or len(rows_after) == 0:
        return True
    return bool(match[rows_after].mean() > match[rows_before].mean())
