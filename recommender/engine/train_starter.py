"""Train the models that ship with the code, from the starter library.

    python -m recommender.engine.train_starter [--evaluate | --alike]

Writes recommender/artifacts/<engine>/; with --evaluate also the mix that is learned on the way,
with --alike those engines alone that are no part of the mix.
The same library gives the same bits, but for the date.
"""

import argparse
import json
from pathlib import Path

from recommender.engine.artefacts import ArtefactMissing
from recommender.engine.base import Engine
from recommender.engine.kinds import ALIKE, TRAINED
from recommender.engine.learning.leave_one_out import Metrics
from recommender.engine.mixes import NAME as MIX
from recommender.engine.publishing import SHIPPED
from recommender.engine.replacing import replace_folder
from recommender.engine.sound import SoundEngine
from recommender.engine.starter_corpus import LIBRARY, corpus_from_library, read_library
from recommender.engine.train import judge_and_learn, train, train_alike


def ship(engine: Engine, shipped_dir: Path, metrics: Metrics) -> Path:
    """Replace the shipped artefact of one engine; it is complete or as it was before."""
    version = f"starter-{engine.origin.data_hash[:8]}"
    return replace_folder(
        shipped_dir / engine.name, lambda draft: engine.save(draft, version, metrics)
    )


def heard(shipped_dir: Path) -> SoundEngine | None:
    """Return what the library sounds like, as far as it is shipped already."""
    try:
        return SoundEngine.load(shipped_dir / SoundEngine.name)
    except ArtefactMissing:
        return None


def main() -> None:
    """Train, optionally evaluate by leave-one-out, write, and print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path, default=LIBRARY)
    parser.add_argument("--out", type=Path, default=SHIPPED)
    parser.add_argument("--evaluate", action="store_true", help="leave one song out, in turn")
    parser.add_argument("--alike", action="store_true", help="engines of similar songs alone")
    options = parser.parse_args()
    corpus = corpus_from_library(read_library(options.library))
    metrics, mix = judge_and_learn(corpus) if options.evaluate else ({}, None)
    alike = train_alike(corpus, heard(options.out))
    for name in ALIKE:
        ship(alike[name], options.out, {})
    engines = {} if options.alike else train(corpus)
    for name in TRAINED if engines else ():
        ship(engines[name], options.out, metrics)
    if mix is not None:
        version = f"starter-{corpus.data_hash()[:8]}"
        replace_folder(options.out / MIX, lambda draft: mix.save(draft, version, metrics))
    print(json.dumps({"songs": len(corpus.song_ids), "leave_one_out": metrics}, indent=1))


if __name__ == "__main__":
    main()
