"""What a face shows: the LiteRT model, one interpreter for each thread."""

import threading
import time
from pathlib import Path

import cv2
import numpy as np
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray

from emotion.face.artefact import FaceArtefact, find_artefact, stamp
from emotion.face.detector import Face
from emotion.face.preprocess import to_input
from emotion.face.reading import Reading

# The cascade's boxes are a little wider than the training faces: this share of the width is cut
# off on each side. Of 709 validation faces with some room around that the cascade finds, 91.3 % are
# read right with it, 90.1 % with 4 %, 90.4 % with 6 % added instead (means of two models); two
# crops instead of one, a wider and a tighter, got 91.3 % too.
SQUEEZE = 0.02
# How often a serving thread looks whether another model has become current, in seconds.
LOOK_AGAIN = 10.0


class FaceClassifier:
    """One model in one interpreter. Not for two threads at once; ClassifierPool sees to that."""

    def __init__(self, artefact: FaceArtefact) -> None:
        self.version = artefact.version
        self._size = artefact.size
        self.reading = Reading.from_dict(artefact.meta["reading"])
        self.variants = {
            name: Reading.from_dict(values)
            for name, values in artefact.meta.get("variants", {}).items()
        }
        self._interpreter = Interpreter(model_content=artefact.model, num_threads=1)
        self._interpreter.allocate_tensors()
        self._input = self._interpreter.get_input_details()[0]["index"]
        self._output = self._interpreter.get_output_details()[0]["index"]

    def classify(self, grey: NDArray[np.uint8], face: Face) -> NDArray[np.float32]:
        """(7,) probabilities of EXPRESSIONS for a face found in a grey picture."""
        return self.classify_face(crop(grey, face))

    def classify_face(self, face: NDArray[np.uint8]) -> NDArray[np.float32]:
        """(7,) probabilities for a picture (H, W) uint8 that is nothing but a face."""
        return self.reading.combine(self.logits(face))

    def logits(self, face: NDArray[np.uint8]) -> NDArray[np.float32]:
        """(2, 7) logits of both heads, in the order of network.HEADS.

        The mean over the face and its mirror image: what a face shows has no left or right, and
        the second look costs less than a millisecond.
        """
        inputs = to_input(face, self._size)
        both = self._look(inputs) + self._look(inputs[:, ::-1])
        return np.asarray(both / 2, dtype=np.float32)

    def _look(self, inputs: NDArray[np.float32]) -> NDArray[np.float32]:
        self._interpreter.set_tensor(self._input, np.ascontiguousarray(inputs[np.newaxis]))
        self._interpreter.invoke()
        return np.array(self._interpreter.get_tensor(self._output)[0], dtype=np.float32)


class ClassifierPool:
    """A classifier for whichever thread asks, of the model that is current.

    `model_dir`: MODEL_DIR of the site, None for the shipped model alone. Each thread that asks
    keeps one interpreter, so the number of threads bounds the memory.
    """

    def __init__(self, model_dir: Path | None = None) -> None:
        self._model_dir = model_dir
        self._local = threading.local()

    def get(self) -> FaceClassifier:
        """This thread's classifier; ArtefactError if there is no usable model."""
        now = time.monotonic()
        local = self._local
        if now >= getattr(local, "look_at", 0.0):
            found = stamp(self._model_dir)
            if found != getattr(local, "stamp", None):
                local.classifier = FaceClassifier(find_artefact(self._model_dir))
                local.stamp = found
            local.look_at = now + LOOK_AGAIN
        classifier: FaceClassifier = local.classifier
        return classifier


def crop(grey: NDArray[np.uint8], face: Face) -> NDArray[np.uint8]:
    """The face, squeezed a little and set upright; (H, W) uint8 with at least one pixel."""
    box = face.box
    cut_x, cut_y = int(box.w * SQUEEZE), int(box.h * SQUEEZE)
    width, height = box.w - 2 * cut_x, box.h - 2 * cut_y
    if not face.look.turn:
        return grey[box.y + cut_y : box.y + cut_y + height, box.x + cut_x : box.x + cut_x + width]
    turn = np.asarray(cv2.getRotationMatrix2D(box.middle, face.look.turn, 1.0), dtype=np.float64)
    turn[:, 2] += np.array([width, height]) / 2 - box.middle
    upright = cv2.warpAffine(grey, turn, (width, height), borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(upright, dtype=np.uint8)
