"""Say how varied the written diaries are: repeated word 5-grams and entries that are nearly one.

    python -m benchmarks.diaries

Prints one line of JSON a language: entries, shares of moods, of hard entries and of lengths, the
share of distinct word 5-grams that stand in more than three entries (at most .02 is wanted), and
the share of entries whose nearest other entry is almost the same (Jaccard similarity of their
character 4-grams of at least .6), with the nearest pair of all.
"""

import json
import re
from collections import Counter
from pathlib import Path

import numpy as np
from scipy import sparse

FOLDER = Path(__file__).resolve().parent.parent / "emotion" / "text" / "diaries"
MANY = 3
ALIKE = 0.6
# Texts that are compared with all others at once.
BLOCK = 200


def entries(lang: str) -> list[dict]:
    """Return the entries of a language."""
    lines = (FOLDER / f"{lang}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def repeated_grams(texts: list[str], n: int = 5) -> float:
    """Return the share of distinct word n-grams that stand in more than MANY texts."""
    counts: Counter = Counter()
    for text in texts:
        words = re.findall(r"\w+", text.lower())
        counts.update({tuple(words[start : start + n]) for start in range(len(words) - n + 1)})
    return sum(count > MANY for count in counts.values()) / max(len(counts), 1)


def nearest(texts: list[str], n: int = 4) -> list[tuple[float, int]]:
    """Return for each text the largest Jaccard similarity to another, and which that is."""
    grams = [_grams(text, n) for text in texts]
    places = {gram: place for place, gram in enumerate(sorted(set().union(*grams)))}
    columns = [places[gram] for own in grams for gram in own]
    sizes = np.array([len(own) for own in grams])
    ends = np.r_[0, np.cumsum(sizes)]
    rows = sparse.csr_matrix((np.ones(len(columns), np.int32), columns, ends))
    turned, found = rows.T.tocsr(), []
    for start in range(0, len(texts), BLOCK):
        shared = (rows[start : start + BLOCK] @ turned).toarray().astype(np.float32)
        own = np.arange(len(shared))
        alike = shared / (sizes[start + own, None] + sizes - shared)
        alike[own, start + own] = 0
        best = alike.argmax(axis=1)
        found += list(zip(alike[own, best].tolist(), best.tolist(), strict=True))
    return found


def _grams(text: str, n: int) -> set[str]:
    plain = re.sub(r"\W+", " ", text.lower()).strip()
    return {plain[start : start + n] for start in range(max(len(plain) - n + 1, 1))}


def main() -> None:
    """Print the figures."""
    for lang in ("en", "ko"):
        rows = entries(lang)
        texts = [row["text"] for row in rows]
        near = nearest(texts)
        most, other = max(near)
        words = sorted(len(text.split()) for text in texts)
        print(json.dumps({
            "lang": lang, "entries": len(rows), "dev": sum(row["split"] == "dev" for row in rows),
            "situations": len({row["situation"] for row in rows}),
            "moods": Counter(row["mood"] for row in rows),
            "hard": round(sum(bool(row["hard"]) for row in rows) / len(rows), 3),
            "words": {"p10": words[len(words) // 10], "median": words[len(words) // 2],
                      "p90": words[len(words) * 9 // 10], "sum": sum(words)},
            "repeated_5_grams": round(repeated_grams(texts), 5),
            "almost_the_same": round(sum(share >= ALIKE for share, _ in near) / len(near), 5),
            "nearest_pair": [round(most, 2), texts[other][:80]],
        }, ensure_ascii=False))  # fmt: skip


if __name__ == "__main__":
    main()
