"""From a trained network to an artefact: reading, LiteRT, figures, pictures."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from emotion.face.artefact import (
    FORMAT_VERSION,
    MODEL_FILE,
    FaceArtefact,
    checksum,
    write_artefact,
)
from emotion.face.classifier import FaceClassifier
from emotion.face.datasets import Faces, as_grey_faces, majority, seen_in, vote_targets
from emotion.face.evaluation import LABEL_KINDS, judge_rows, read_all, truth_of
from emotion.face.export import to_litert
from emotion.face.pictures import confusion_picture, curves_picture
from emotion.face.preprocess import to_input
from emotion.face.reading import Reading, Truths, choose_reading
from emotion.face.training import Config, Say, Sets, read_logits
from emotion.moods import EXPRESSIONS


def publish(
    network: Any,
    faces: Faces,
    sets: Sets,
    config: Config,
    work: Path,
    source: Path,
    folder: Path,
    say: Say,
) -> dict[str, Any]:
    """Write the artefact into `folder` and return its meta.

    `work`: the folder of the checkpoint, for the history. `source`: the npz file, for its hash.
    """
    say("choosing the reading on the validation split")
    reading = fit_reading(network, sets)
    inputs = np.stack([to_input(each, config.size) for each in as_grey_faces(faces.images[:4])])
    model = to_litert(network, inputs)
    history = json.loads((work / "state.json").read_text())["state"]["history"]
    meta = {
        "name": "face",
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "config": asdict(config),
        "seed": config.seed,
        "expressions": list(EXPRESSIONS),
        "data": {"file": source.name, "sha256": checksum(source.read_bytes())},
        "reading": reading.as_dict(),
        "history": history,
    }
    say("judging the exported model")
    meta["metrics"] = judge_splits(faces, sets, _in_memory(model, meta))
    files = {MODEL_FILE: model, "curves.png": curves_picture(history)}
    test = meta["metrics"]["test"]
    files["confusion.png"] = confusion_picture(
        {f"test split, {kind} labels": test[kind]["confusion"] for kind in test}
    )
    write_artefact(folder, files, meta)
    return meta


def fit_reading(network: Any, sets: Sets) -> Reading:
    """Share, bias and temperature, from the validation split."""
    logits = read_logits(network, sets.validation)
    truths = Truths(majority(sets.validation), sets.validation.labels)
    return choose_reading(logits, truths, class_priors(sets.training))


def class_priors(faces: Faces) -> NDArray[np.float64]:
    """(2, 7) how often each expression occurs in training: by the votes, by the labels."""
    targets, usable = vote_targets(faces)
    votes = np.asarray(targets[usable > 0].mean(axis=0), dtype=np.float64)
    counts = np.bincount(faces.labels, minlength=len(EXPRESSIONS)) + 1.0
    return np.stack([np.maximum(votes, 1e-4), counts / counts.sum()])


def judge_splits(faces: Faces, sets: Sets, classifier: FaceClassifier) -> dict[str, Any]:
    """By both kinds of label: validation, test as it is, test without images seen before."""
    test = faces.only(-1)
    earlier = faces.take(faces.split != len(faces.split_names) - 1)
    fresh = ~seen_in(test, earlier)
    of_validation = read_all(sets.validation, classifier)
    of_test = read_all(test, classifier)
    chosen = {
        "validation": (sets.validation, of_validation),
        "test": (test, of_test),
        "test_deduplicated": (test.take(fresh), of_test[fresh]),
    }
    return {
        name: {kind: judge_rows(read, truth_of(part, kind)) for kind in LABEL_KINDS}
        for name, (part, read) in chosen.items()
    }


def _in_memory(model: bytes, meta: dict[str, Any]) -> FaceClassifier:
    whole = meta | {
        "format_version": FORMAT_VERSION,
        "checksums": {MODEL_FILE: checksum(model)},
    }
    return FaceClassifier(FaceArtefact(Path(), model, whole))
