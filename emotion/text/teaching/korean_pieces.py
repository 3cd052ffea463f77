"""Pieces of Korean words, learned from all Korean text of the data folder."""

import json
import re
from collections.abc import Sequence

HANGUL = re.compile("[ㄱ-ㆎ가-힣]")
SIZE = 9000
UNKNOWN = "<unk>"


def learn_pieces(texts: Sequence[str], size: int = SIZE) -> list[tuple[str, float]]:
    """Pieces with Hangul and their log probabilities, by SentencePiece's unigram training."""
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers

    learner = Tokenizer(models.Unigram())
    learner.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    trainer = trainers.UnigramTrainer(
        vocab_size=size,
        unk_token=UNKNOWN,
        special_tokens=[UNKNOWN],
        max_piece_length=8,
        show_progress=False,
    )
    learner.train_from_iterator(texts, trainer)
    found = json.loads(learner.to_str())["model"]["vocab"]
    return [(piece, float(score)) for piece, score in found if HANGUL.search(piece)]
