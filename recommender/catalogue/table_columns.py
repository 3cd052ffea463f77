"""Which column of a table holds what: as the user says, else by what columns are often called."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# Names as `plain` makes them; Korean and English, as exports of shops and players have them.
NAMES: Mapping[str, str] = {
    "id": "id songid trackid externalid 곡id 노래id 곡번호",
    "title": "title song track name songname songtitle trackname tracktitle 제목 곡명 곡 노래 "
    "노래제목 노래명 곡제목 트랙명 타이틀 음악제목",
    "title_en": "titleen titleenglish englishtitle 영어제목 영문제목 제목영어 제목영문",
    "title_ko": "titleko titlekorean koreantitle 한국어제목 한글제목 제목한국어 제목한글",
    "artist": "artist artists artistname artistnames singer singers performer band creator "
    "musician 가수 가수명 아티스트 아티스트명 음악가 뮤지션 연주자",
    "album": "album albumname albumtitle release 앨범 앨범명 음반 음반명 앨범제목",
    "year": "year releaseyear released releasedate albumreleasedate date yearreleased "
    "연도 년도 발매연도 발매년도 발매일 발매일자 출시일 출시연도 발표연도",
    "tags": "tags tag keywords keyword labels 태그 키워드 해시태그",
    "genre": "genre genres style styles 장르 세부장르 스타일",
    "mood": "mood moods feeling 분위기 무드 기분 감정",
    "stream_url": "streamurl stream url link audiourl audio address 주소 링크 스트림 스트림주소 "
    "음원주소 재생주소 스트리밍 스트리밍주소 스트리밍url 음원url",
    "licence": "licence license rights copyright 라이선스 라이센스 저작권 이용허락",
    "lyrics": "lyrics lyric words 가사",
    "description": "description about songdescription trackdescription 설명 소개 곡설명 곡소개",
    "album_description": "albumdescription aboutalbum albumnotes 앨범설명 앨범소개",
    "duration": "duration length seconds time 길이 재생시간 시간",
    "duration_ms": "durationms lengthms milliseconds trackdurationms",
    "tempo": "tempo bpm 템포 빠르기",
    "key": "key musicalkey 조성",
    "energy": "energy 에너지",
    "valence": "valence",
    "arousal": "arousal",
    "familiar": "familiar 익숙함",
    "loudness": "loudness lufs 음량",
}
KNOWN = {name: field for field, names in NAMES.items() for name in names.split()}
# Fields that several columns may fill together.
SEVERAL = {"artist", "tags", "genre", "mood"}
TITLES = ("title", "title_en", "title_ko")
# Headers longer than this are cut in messages.
SHOWN = 40


class MapWrong(Exception):
    """A column map does not fit the table; the message says where."""


@dataclass(frozen=True)
class Columns:
    """Where each field stands: places in a row by field. unused: headers of the other columns."""

    places: Mapping[str, tuple[int, ...]]
    header: tuple[str, ...]

    def cells(self, field: str, row: Sequence[str]) -> list[str]:
        """Return the cells of a field that are not empty."""
        places = self.places.get(field, ())
        return [row[place] for place in places if place < len(row) and row[place].strip()]

    def cell(self, field: str, row: Sequence[str]) -> str:
        """Return the one cell of a field."""
        return next(iter(self.cells(field, row)), "")

    @property
    def in_words(self) -> str:
        """Return the map as it would be given to ``--map``."""
        pairs = [(field, self.header[p]) for field, places in self.places.items() for p in places]
        return ",".join(f"{field}={name.strip()[:SHOWN]}" for field, name in pairs)

    @property
    def unused(self) -> list[str]:
        """Return the headers of the columns that are not read."""
        used = {place for places in self.places.values() for place in places}
        return [name[:SHOWN] for p, name in enumerate(self.header) if p not in used and name]


def guess_columns(header: Sequence[str]) -> Columns:
    """Return the map that the headers suggest; MapWrong where no column can be the title."""
    places: dict[str, tuple[int, ...]] = {}
    for place, name in enumerate(header):
        field = field_of(name)
        if field and (field in SEVERAL or field not in places):
            places[field] = (*places.get(field, ()), place)
    return _checked(Columns(places, tuple(header)))


def read_map(words: Sequence[str], header: Sequence[str]) -> Columns:
    """Return the map of ``title=Song,artist=Artist``; MapWrong says what is wrong with it.

    A column is named by its header, or by its number from 1 where no header is like that.
    """
    places: dict[str, tuple[int, ...]] = {}
    for part in (part for several in words for part in several.split(",") if part.strip()):
        field, equals, name = (piece.strip() for piece in part.partition("="))
        if not equals or field not in NAMES:
            raise MapWrong(f"{part.strip()!r}: there are {', '.join(f'{f}=' for f in NAMES)}")
        if field in places and field not in SEVERAL:
            raise MapWrong(f"{field} is named twice")
        places[field] = (*places.get(field, ()), _place(name, header))
    return _checked(Columns(places, tuple(header)))


def _place(name: str, header: Sequence[str]) -> int:
    for form in (str.strip, plain):
        names = [form(each) for each in header]
        if form(name) in names and form(name):
            return names.index(form(name))
    if name.isascii() and name.isdigit() and 1 <= int(name[:9]) <= len(header):
        return int(name) - 1
    raise MapWrong(f"there is no column {name!r}; there are {_listed(header)}")


def _checked(columns: Columns) -> Columns:
    if not any(field in columns.places for field in TITLES):
        listed = _listed(columns.header)
        raise MapWrong(f"no column is the title (--map title=COLUMN); there are {listed}")
    return columns


def field_of(header: str) -> str:
    """Return the field that a header names, empty for none; what stands in brackets may go."""
    bare = re.sub(r"[(\[].*?[)\]]", "", header)
    return KNOWN.get(plain(header)) or KNOWN.get(plain(bare)) or ""


def plain(header: str) -> str:
    """Return a header as it is compared: NFKC, letters and digits alone, in small letters."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", header).casefold())


def _listed(header: Sequence[str]) -> str:
    return ", ".join(repr(name.strip()[:SHOWN]) for name in header[:50] if name.strip()) or "none"
