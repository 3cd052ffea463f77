"""From a song's spectrogram to its vector, with the network that was exported. No TensorFlow."""

from pathlib import Path
from typing import Self

import numpy as np
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray

from recommender.engine.artefacts import ArtefactDamaged, Meta, load_array, read_meta, save_array
from recommender.hearing.feeling import SoundFigures
from recommender.hearing.mel import BANDS
from recommender.sound_model import NAME, cues
from recommender.sound_model.descriptors import describe
from recommender.sound_model.linear import Projection
from recommender.sound_model.patches import FRAMES, patches_of

MODEL_FILE = "network.tflite"

Floats = NDArray[np.float32]


class Network:
    """The exported encoder in one interpreter; not for two threads at once."""

    def __init__(self, model: bytes) -> None:
        try:
            self._interpreter = Interpreter(model_content=model, num_threads=1)
            self._interpreter.allocate_tensors()
        except (RuntimeError, ValueError) as error:
            raise ArtefactDamaged(f"{MODEL_FILE} is no network: {error}") from error
        entered = self._interpreter.get_input_details()[0]
        given = self._interpreter.get_output_details()[0]
        self._input, self._output = entered["index"], given["index"]
        self.size = int(given["shape"][-1])
        if entered["shape"].tolist() != [1, FRAMES, BANDS]:
            raise ArtefactDamaged(f"{MODEL_FILE} takes {entered['shape'].tolist()}")

    def pooled(self, mel: Floats) -> Floats:
        """Return mean and spread of a song's codes: (size,), of a level-free (48, T), T > 0.

        The network gives the mean of the codes of a patch and of their squares.
        """
        moments = np.stack([self._run(patch) for patch in patches_of(mel)]).mean(axis=0)
        mean, squares = np.split(moments, 2)
        spread = np.sqrt(np.maximum(squares - mean**2, 0))
        return np.concatenate([mean, spread]).astype(np.float32)

    def _run(self, patch: Floats) -> NDArray[np.float64]:
        self._interpreter.set_tensor(self._input, patch[np.newaxis])
        self._interpreter.invoke()
        found = self._interpreter.get_tensor(self._output)[0]
        return np.asarray(found, dtype=np.float64)


class SoundModel:
    """Network, descriptors, and the map that joins them: what one artefact holds."""

    def __init__(self, model: bytes, projection: Projection, version: str = "") -> None:
        self.model, self.projection, self.version = model, projection, version
        self._network = Network(model)
        self.meta: Meta | None = None

    @property
    def size(self) -> int:
        """Return how many dimensions a vector has."""
        return self.projection.size + cues.SIZE

    def vector(self, mel: Floats, heard: SoundFigures | None = None) -> Floats | None:
        """Return the vector (size,) of a level-free spectrogram (48, T) and of the song's figures.

        None of silence and of nothing, which sound like no song. Without figures the dimensions of
        the cues are 0 (see `cues.beside`).
        """
        if mel.ndim != 2 or mel.shape[0] != BANDS:
            raise ValueError(f"a spectrogram is (48, T), not {mel.shape}")
        if mel.shape[1] == 0 or not mel.any() or not np.isfinite(mel).all():
            return None
        sound = self.projection.apply(features(self._network, mel)[np.newaxis])[0]
        return cues.beside(sound, heard)

    def write(self, directory: Path) -> None:
        """Write what `load` reads into an existing directory; its JSON is the caller's."""
        (directory / MODEL_FILE).write_bytes(self.model)
        for name, array in self.projection.arrays().items():
            save_array(directory, name, array)

    @classmethod
    def load(cls, directory: Path) -> Self:
        """Read a sealed artefact; ArtefactMissing or ArtefactDamaged if it cannot be trusted."""
        meta = read_meta(directory)
        if meta.name != NAME:
            raise ArtefactDamaged(f"this is {meta.name}, not {NAME}")
        mean = load_array(directory, "mean", (None,))
        codes = load_array(directory, "codes", (None, None))
        measures = len(mean) - len(codes)
        arrays = (
            mean,
            load_array(directory, "scale", mean.shape),
            codes,
            load_array(directory, "measures", (measures, None)),
            load_array(directory, "style", (measures, None)),
            load_array(directory, "weights", (3,)),
        )
        projection = Projection(*(np.array(array, np.float32) for array in arrays))
        model = cls((directory / MODEL_FILE).read_bytes(), projection, meta.version)
        model.meta = meta
        return model


def features(network: Network, mel: Floats) -> Floats:
    """Return what the map is learned on: pooled codes, then descriptors."""
    return np.concatenate([network.pooled(mel), describe(mel)])
