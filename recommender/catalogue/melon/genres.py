"""Melon's genres as tags: `genre_gn_all.json`, an object of {code: Korean name}."""

from collections.abc import Iterator
from pathlib import Path

from recommender.catalogue.importing import Skipped
from recommender.catalogue.records import TagRecord
from recommender.catalogue.slugs import tag_slug
from recommender.listening.fields import LONGEST_TAG, clean_text
from recommender.listening.streams import json_pairs
from recommender.models import Tag

FILE = "genre_gn_all.json"

# "All detailed genres": the set's word for no detail, under some thirty codes.
NO_DETAIL = "세부장르전체"

# What the site calls the main genres in English; any other keeps its name.
ENGLISH = {
    "발라드": "Ballad", "댄스": "Dance", "랩/힙합": "Rap / hip hop", "R&B/Soul": "R&B / soul",
    "인디음악": "Indie", "록/메탈": "Rock / metal", "성인가요": "Trot", "트로트": "Trot",
    "포크/블루스": "Folk / blues", "포크/블루스/컨트리": "Folk / blues / country", "POP": "Pop",
    "일렉트로니카": "Electronica", "클래식": "Classical", "재즈": "Jazz", "뉴에이지": "New age",
    "월드뮤직": "World music", "어린이/태교": "Children", "종교음악": "Religious", "국악": "Gugak",
    "아이돌": "Idol", "뮤지컬": "Musical", "크리스마스": "Christmas", "애시드/퓨전/팝": "Acid jazz",
    "보컬재즈": "Vocal jazz", "피아노": "Piano", "기타": "Other", "애니메이션/웹툰": "Animation",
}  # fmt: skip


def read_genres(path: Path) -> tuple[dict[str, TagRecord | None], list[Skipped]]:
    """Return the tag of each code (None where the code says nothing), and what was left out.

    Different codes of one name are one tag: it is the name that lists are tagged with.
    """
    genres: dict[str, TagRecord | None] = {}
    left_out: list[Skipped] = []
    for code, tag in _entries(path, left_out):
        genres[code] = tag
    return genres, left_out


def _entries(path: Path, left_out: list[Skipped]) -> Iterator[tuple[str, TagRecord | None]]:
    for found in json_pairs(path):
        if isinstance(found, Skipped):
            left_out.append(found)
            continue
        code, name = found
        label = clean_text(name)
        slug = tag_slug(label)
        if not slug or max(len(slug), len(label)) > LONGEST_TAG:
            left_out.append(Skipped(f"{path.name}, {code[:40]}", "is no name of a genre"))
        elif label == NO_DETAIL:
            yield code, None
        else:
            english = ENGLISH.get(label, label)
            yield code, TagRecord(slug, Tag.Kind.GENRE.value, english, label)
