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
from emotion.face.datasets import Faces, as_grey_faces, majority, seen_in
from emotion.face.evaluation import LABEL_KINDS, judge_rows, read_all, truth_of
from emotion.face.export import to_litert
from emotion.face.fitting import Truths, choose_label_reading, choose_reading
from emotion.face.pictures import confusion_picture, curves_picture
from emotion.face.preprocess import to_input
from emotion.face.reading import Reading
from emotion.face.runs import Config
from emotion.face.training import Say, Sets, read_logits
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
    reading, for_labels = fit_readings(network, sets)
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
        "variants": {"original": for_labels.as_dict()},
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


def fit_readings(network: Any, sets: Sets) -> tuple[Reading, Reading]:
    """The reading that people get and the one made for the labels, from the validation split."""
    logits = read_logits(network, sets.validation)
    truths = Truths(majority(sets.validation), sets.validation.labels)
    return choose_reading(logits, truths), choose_label_reading(logits, truths)


def judge_splits(faces: Faces, sets: Sets, classifier: FaceClassifier) -> dict[str, Any]:
    """Validation, test as it is, test without images seen before.

    Each by both kinds of label, and the variant made for the labels by these.
    """
    test = faces.only(-1)
    earlier = faces.take(faces.split != len(faces.split_names) - 1)
    fresh = ~seen_in(test, earlier)
    of_validation, _ = read_all(sets.validation, classifier)
    of_test, _ = read_all(test, classifier)
    chosen = {
        "validation": (sets.validation, of_validation),
        "test": (test, of_test),
        "test_deduplicated": (test.take(fresh), of_test[fresh]),
    }
    return {name: _judged(part, logits, classifier) for name, (part, logits) in chosen.items()}


def _judged(part: Faces, logits: NDArray[np.float32], classifier: FaceClassifier) -> dict[str, Any]:
    kinds = {
        kind: judge_rows(classifier.reading.combine(logits), truth_of(part, kind))
        for kind in LABEL_KINDS
    }
    variant = classifier.variants["original"].combine(logits)
    return kinds | {"original_variant": judge_rows(variant, part.labels)}


def _in_memory(model: bytes, meta: dict[str, Any]) -> FaceClassifier:
    whole = meta | {
        "format_version": FORMAT_VERSION,
        "checksums": {MODEL_FILE: checksum(model)},
    }
    return FaceClassifier(FaceArtefact(Path(), model, whole))
