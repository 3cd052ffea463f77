"""From the data folder to a trained model in an artefact's arrays and meta."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from emotion.text import datasets
from emotion.text.artefact import load_artefact, write_artefact
from emotion.text.calibration import Heard, fit_reading, mix_of
from emotion.text.datasets import Corpus
from emotion.text.embedding import fit_likeness
from emotion.text.evaluation import judge
from emotion.text.heads import DOMAINS, EMOTION_COLUMNS, Floats, sigmoid, softmax
from emotion.text.linear import LinearModel
from emotion.text.linear_fitting import Lesson, LinearConfig, fit_linear
from emotion.text.model import TextModel
from emotion.text.neural import PREFIX, NeuralModel
from emotion.text.own_fitting import (
    OwnConfig,
    leading,
    linear_with_own,
    neural_with_ends,
    neural_with_own,
    taught_by_originals,
    with_room_for_kote,
)
from emotion.text.reading import LANGUAGES
from emotion.text.sentences import in_sentences
from emotion.text.teaching.config import EncoderConfig
from emotion.text.teaching.lessons import REVIEWS_STEP

Say = Callable[[str], None]
# Comments that show what is common in a language.
ORDINARY = 10_000
ENGLISH, KOREAN = "en", "ko"
# As which domain a source is read.
DOMAIN_OF = {"goemotions": "comments", "kote": "kote", "diaries": "diaries"}


@dataclass(frozen=True)
class Config:
    """Everything that decides what comes out, beside the data.

    `encoder_of`: an artefact whose encoder is taken as it is, so that only the rest is fitted.
    """

    seed: int = 20
    diaries: Path = datasets.DIARIES
    limit: int | None = None
    encoder_of: Path | None = None
    linear: LinearConfig = field(default_factory=LinearConfig)
    own: OwnConfig = field(default_factory=OwnConfig)
    encoder: EncoderConfig = field(default_factory=EncoderConfig)


@dataclass(frozen=True, eq=False)
class Originals:
    """What is read in the English originals of the Korean comments that teach: (n, 28), (n, 6)."""

    emotions: Floats
    moods: Floats


def train(root: Path, folder: Path, config: Config, say: Say) -> dict[str, Any]:
    """Train both languages, choose on development rows, judge, write `folder`; return its meta."""
    arrays = _encoder(root, config, say)
    heard: dict[str, list[Heard]] = {}
    for lang in (ENGLISH, KOREAN):
        say(f"{lang}: fitting n-grams")
        linear = fit_linear(lessons_of(root, lang, config), config.linear, config.seed)
        say(f"{lang}: fitting columns of its own")
        if lang == ENGLISH:
            arrays, linear = _own_english(root, config, arrays, linear)
        else:
            originals = _originals(root, config, arrays, heard[ENGLISH])
            arrays, linear = _own_korean(root, config, arrays, linear, originals)
        arrays |= linear.arrays()
        neural = NeuralModel.stored(arrays)
        heard[lang] = _hear(development(root, lang, config), linear, neural)
    arrays |= fit_likeness(neural.encoder, ordinary_texts(root, config)).arrays()
    say("choosing on development rows")
    meta: dict[str, Any] = {
        "name": "text",
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "seed": config.seed,
        "config": {
            "linear": asdict(config.linear),
            "own": asdict(config.own),
            "encoder": asdict(config.encoder),
        },
        "reading": fit_reading(heard),
    }
    write_artefact(folder, arrays, meta)
    say("judging")
    model = TextModel(load_artefact(folder))
    meta["metrics"] = {
        lang: {part.source: judge(model, part) for part in tests(root, lang, config)}
        for lang in LANGUAGES
    }
    write_artefact(folder, arrays, meta)
    return meta


def _own_english(
    root: Path, config: Config, arrays: dict[str, Any], linear: LinearModel
) -> tuple[dict[str, Any], LinearModel]:
    """The emotions of comments (by the encoder, whose labels were softened) and diaries' moods."""
    comments = datasets.goemotions(root, ENGLISH, "train").first(config.limit)
    said = NeuralModel.stored(arrays).encoder.encode(comments.texts)
    pull = config.own.comments
    arrays = neural_with_own(arrays, ENGLISH, EMOTION_COLUMNS, said, comments.emotions, pull)
    arrays, diaries = _own_diaries(ENGLISH, config, arrays)
    columns, few = DOMAINS["diaries"], config.own.few
    return arrays, linear_with_own(linear, columns, diaries.texts, diaries.moods, few)


def _own_diaries(
    lang: str, config: Config, arrays: dict[str, Any]
) -> tuple[dict[str, Any], Corpus]:
    """The moods of diaries by the encoder, from whole entries and their ends; and these entries."""
    diaries = datasets.diaries(lang, "train", config.diaries).first(config.limit)
    said = NeuralModel.stored(arrays).encoder.encode_parts(
        [in_sentences(text) for text in diaries.texts]
    )
    return neural_with_ends(arrays, lang, said, diaries.moods, config.own.few), diaries


def _own_korean(
    root: Path, config: Config, arrays: dict[str, Any], linear: LinearModel, originals: Originals
) -> tuple[dict[str, Any], LinearModel]:
    """Of comments the emotions (by the encoder) and moods (by n-grams), the moods of KOTE, and by
    the encoder those of diaries.
    """
    own, encoder = config.own, NeuralModel.stored(arrays).encoder
    arrays, _ = _own_diaries(KOREAN, config, arrays)
    comments = datasets.goemotions(root, KOREAN, "train").first(config.limit)
    taught = taught_by_originals(comments.emotions, originals.emotions, own.originals)
    said = encoder.encode(comments.texts)
    arrays = neural_with_own(arrays, KOREAN, EMOTION_COLUMNS, said, taught, own.comments)
    kote = datasets.kote_shares(root).first(config.limit)
    said = encoder.encode(kote.texts)
    arrays = neural_with_own(arrays, KOREAN, DOMAINS["kote"], said, leading(kote.moods), own.kote)
    linear = linear_with_own(
        with_room_for_kote(linear), DOMAINS["kote"], kote.texts, kote.moods, own.kote
    )
    taught = taught_by_originals(comments.moods, originals.moods, own.originals)
    columns = DOMAINS["comments"]
    return arrays, linear_with_own(linear, columns, comments.texts, taught, own.comments)


def _originals(
    root: Path, config: Config, arrays: dict[str, Any], heard: Sequence[Heard]
) -> Originals:
    comments = datasets.goemotions(root, ENGLISH, "train").first(config.limit)
    linear, neural = LinearModel.stored(arrays, ENGLISH), NeuralModel.stored(arrays)
    (found,), mix = _hear([comments], linear, neural), mix_of(heard)
    return Originals(
        sigmoid(found.mixed(mix["emotions"], "emotions")),
        softmax(found.mixed(mix["comments"], "comments")),
    )


def _encoder(root: Path, config: Config, say: Say) -> dict[str, Any]:
    if config.encoder_of is not None:
        found = load_artefact(config.encoder_of).arrays
        return {name: values for name, values in found.items() if name.startswith(PREFIX)}
    # TensorFlow is loaded for this alone.
    from emotion.text.teaching.encoder_lessons import teach_encoder

    return teach_encoder(root, config.diaries, config.encoder, config.seed, config.limit, say)


def lessons_of(root: Path, lang: str, config: Config) -> list[Lesson]:
    """What the linear part of a language is taught, and how much each row counts."""
    found = [
        Lesson(datasets.goemotions(root, lang, "train"), emotions=1, moods=1),
        Lesson(datasets.diaries(lang, "train", config.diaries), emotions=0, moods=20),
    ]
    if lang == "en":
        found.append(Lesson(datasets.xed(root), emotions=0, moods=0.3))
    else:
        found.append(Lesson(datasets.kote_parts(root)[0], emotions=0, moods=1))
        found.append(Lesson(datasets.kpoem(root), emotions=0, moods=0.3))
    return [replace(each, corpus=each.corpus.first(config.limit)) for each in found]


def ordinary_texts(root: Path, config: Config) -> dict[str, list[str]]:
    """Texts that show what is common in a language."""
    found = {}
    for lang in LANGUAGES:
        comments = datasets.goemotions(root, lang, "train").first(ORDINARY)
        found[lang] = comments.texts + datasets.diaries(lang, "train", config.diaries).texts
    reviews = [row[1] for row in datasets.rows_of(root / "nsmc_raw" / "sample.tsv.gz")]
    pairs = datasets.rows_of(root / "korsts" / "train.tsv.gz")
    found["ko"] += reviews[::REVIEWS_STEP] + [text for row in pairs for text in row[1:3]]
    return found


def development(root: Path, lang: str, config: Config) -> list[Corpus]:
    """What chooses."""
    found = [
        datasets.goemotions(root, lang, "dev"),
        datasets.diaries(lang, "dev", config.diaries),
    ]
    return [*found, datasets.kote_parts(root)[1]] if lang == "ko" else found


def tests(root: Path, lang: str, config: Config) -> list[Corpus]:
    """What judges: the official tests, and the diaries that chose."""
    found = [datasets.goemotions(root, lang, "test"), datasets.diaries(lang, "dev", config.diaries)]
    return [*found, datasets.kote(root, "test")] if lang == "ko" else found


def _hear(parts: list[Corpus], linear: LinearModel, neural: NeuralModel) -> list[Heard]:
    return [
        Heard(
            DOMAIN_OF[part.source],
            part,
            linear.logits(part.texts),
            neural.logits([in_sentences(text) for text in part.texts], part.lang),
        )
        for part in parts
    ]
