"""A small data folder with the files and columns of the real one, for tests."""

import gzip
import json
import random
from pathlib import Path

from emotion.moods import MOODS
from emotion.text.emotions import EMOTIONS

WORDS = {
    "en": {
        "anger": "angry furious hate annoyed",
        "tension": "afraid nervous scared worried",
        "sadness": "sad lonely crying lost",
        "peace": "calm relieved grateful rest",
        "joy": "happy great love excited",
        "neutral": "bought milk bus table",
    },
    "ko": {
        "anger": "화난다 짜증 싫다 열받아",
        "tension": "무섭다 떨린다 걱정 불안",
        "sadness": "슬프다 외롭다 눈물 그립다",
        "peace": "편안 고맙다 다행 쉬었다",
        "joy": "행복 신난다 사랑 최고",
        "neutral": "버스 우유 샀다 책상",
    },
}
LABEL = {"anger": 2, "tension": 14, "sadness": 25, "peace": 15, "joy": 17, "neutral": 27}


def sentences(lang: str, count: int, seed: int) -> list[tuple[str, str]]:
    """Texts with their moods, by turns."""
    chance = random.Random(seed)
    found = []
    for number in range(count):
        mood = MOODS[number % len(MOODS)]
        words = WORDS[lang][mood].split()
        found.append((" ".join(chance.choice(words) for _ in range(4)), mood))
    return found


def table(path: Path, rows: list[list[object]]) -> None:
    """A TSV.gz with a head."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = ["\t".join(map(str, row)) for row in [["head"] * len(rows[0]), *rows]]
    path.write_bytes(gzip.compress(("\n".join(lines) + "\n").encode()))


def make_data(root: Path, count: int = 60) -> Path:
    """The data folder."""
    for lang in ("en", "ko"):
        for split, seed in (("train", 1), ("dev", 2), ("test", 3)):
            rows: list[list[object]] = [[t, LABEL[m]] for t, m in sentences(lang, count, seed)]
            table(root / f"goemotions_{lang}" / f"{split}.tsv.gz", rows)
    names = [f"감정{number}" for number in range(44)]
    mapping = {
        "kote44": {name: MOODS[number % 6] for number, name in enumerate(names)},
        "xed": {
            **{"anger": "anger", "disgust": "anger", "fear": "tension", "surprise": "tension"},
            **{"sadness": "sadness", "trust": "peace", "joy": "joy", "anticipation": "joy"},
            "neutral": "neutral",
        },
    }
    (root / "kote").mkdir()
    (root / "kote" / "labels.json").write_text(json.dumps(names))
    (root / "mood_mapping.json").write_text(json.dumps(mapping))
    korean = sentences("ko", count, 4)
    numbered: list[list[object]] = [[i, t, MOODS.index(m)] for i, (t, m) in enumerate(korean)]
    for split in ("val", "test"):
        table(root / "kote" / f"{split}.tsv.gz", numbered)
    poems: list[list[object]] = [["poet", t, f"{MOODS.index(m)}:0.6,43:0.2"] for t, m in korean]
    table(root / "kpoem" / "all.tsv.gz", poems)
    table(root / "nsmc_raw" / "sample.tsv.gz", [[1 + i % 10, t] for i, (t, _) in enumerate(korean)])
    table(root / "korsts" / "train.tsv.gz", [[3, t, t] for t, _ in korean])
    table(root / "chatbot_ko" / "all.tsv.gz", [[0, t, "a"] for t, _ in korean])
    plutchik = {"tension": "fear", "peace": "trust"}
    english = sentences("en", count, 5)
    table(root / "xed_en" / "all.tsv.gz", [[t, plutchik.get(m, m)] for t, m in english])
    table(root / "emobank" / "all.tsv.gz", [["train", 3.1, 3, 3, t] for t, _ in english])
    table(
        root / "emoji" / "all.tsv.gz", [["😭", "1F62D", "s", "loudly crying face", "", "", "", ""]]
    )
    return root


def make_diaries(folder: Path, count: int = 30) -> Path:
    """Diaries of both languages, half of them for development."""
    folder.mkdir(parents=True, exist_ok=True)
    for lang in ("en", "ko"):
        lines = []
        for number, (text, mood) in enumerate(sentences(lang, count, 6)):
            row = {"text": text, "lang": lang, "mood": mood, "emotions": [EMOTIONS[LABEL[mood]]]}
            split = "dev" if number % 12 < 6 else "train"
            lines.append(json.dumps(row | {"split": split}, ensure_ascii=False))
        (folder / f"{lang}.jsonl").write_text("\n".join(lines) + "\n")
    return folder
