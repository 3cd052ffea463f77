"""Tags of the library: their kinds, their labels, and those that follow from a score."""

from starter.pieces.base import MOODS, Piece
from starter.score import Score

SLOW, FAST = 84, 118  # beats per minute

LABELS: dict[str, dict[str, tuple[str, str]]] = {
    "mood": {
        "anger": ("Anger", "분노"), "tension": ("Tension", "긴장"),
        "sadness": ("Sadness", "슬픔"), "peace": ("Peace", "평화"), "joy": ("Joy", "기쁨"),
        "neutral": ("Neutral", "중립"),
    },
    "genre": {
        "classical": ("Classical", "클래식"), "chamber": ("Chamber", "실내악"),
        "metal": ("Metal", "메탈"), "rock": ("Rock", "록"),
        "industrial": ("Industrial", "인더스트리얼"),
        "drum-and-bass": ("Drum and bass", "드럼 앤 베이스"), "tango": ("Tango", "탱고"),
        "electronic": ("Electronic", "일렉트로닉"), "minimal": ("Minimal", "미니멀"),
        "spy-jazz": ("Spy jazz", "첩보 재즈"), "jazz": ("Jazz", "재즈"),
        "blues": ("Blues", "블루스"), "folk": ("Folk", "포크"),
        "korean-folk": ("Korean folk", "한국 민요"), "ambient": ("Ambient", "앰비언트"),
        "lullaby": ("Lullaby", "자장가"), "bossa-nova": ("Bossa nova", "보사노바"),
        "funk": ("Funk", "펑크"), "ska": ("Ska", "스카"), "polka": ("Polka", "폴카"),
        "disco": ("Disco", "디스코"), "ragtime": ("Ragtime", "래그타임"),
        "lo-fi": ("Lo-fi", "로파이"), "house": ("House", "하우스"), "reggae": ("Reggae", "레게"),
        "cinematic": ("Cinematic", "영화음악"), "percussion": ("Percussion", "타악"),
        "pop": ("Pop", "팝"), "hymn": ("Hymn", "찬송가"), "dixieland": ("Dixieland", "딕시랜드"),
        "latin": ("Latin", "라틴"), "hip-hop": ("Hip-hop", "힙합"), "march": ("March", "행진곡"),
    },
    "instrument": {
        "piano": ("Piano", "피아노"), "electric-piano": ("Electric piano", "전자 피아노"),
        "strings": ("Strings", "현악"), "violin": ("Violin", "바이올린"),
        "cello": ("Cello", "첼로"), "guitar": ("Guitar", "기타"),
        "electric-guitar": ("Electric guitar", "일렉트릭 기타"), "bass": ("Bass", "베이스"),
        "drums": ("Drums", "드럼"), "percussion-set": ("Percussion", "타악기"),
        "organ": ("Organ", "오르간"), "accordion": ("Accordion", "아코디언"),
        "brass": ("Brass", "금관"), "saxophone": ("Saxophone", "색소폰"),
        "woodwinds": ("Woodwinds", "목관"), "flute": ("Flute", "플루트"),
        "mallets": ("Mallets", "말렛"), "harp": ("Harp", "하프"),
        "harpsichord": ("Harpsichord", "하프시코드"), "music-box": ("Music box", "오르골"),
        "synth": ("Synth", "신시사이저"), "choir": ("Choir", "합창"),
        "koto": ("Zither", "현금류"), "banjo": ("Banjo", "밴조"),
        "harmonica": ("Harmonica", "하모니카"),
    },
    "tempo": {
        "slow": ("Slow", "느린"), "medium": ("Medium tempo", "보통 빠르기"),
        "fast": ("Fast", "빠른"),
    },
    "situation": {
        "workout": ("Workout", "운동"), "drive": ("Drive", "드라이브"),
        "let-it-out": ("Let it out", "풀고 싶을 때"), "focus": ("Focus", "집중"),
        "study": ("Study", "공부"), "commute": ("Commute", "출퇴근"),
        "rain": ("Rain", "비 오는 날"), "night": ("Night", "밤"), "reading": ("Reading", "독서"),
        "rest": ("Rest", "휴식"), "sleep": ("Sleep", "잠들 때"),
        "meditation": ("Meditation", "명상"), "morning": ("Morning", "아침"),
        "walk": ("Walk", "산책"), "party": ("Party", "파티"), "cooking": ("Cooking", "요리"),
        "cafe": ("Café", "카페"), "cinematic-scene": ("Like a film", "영화처럼"),
        "winter": ("Winter", "겨울"), "family": ("Family", "가족과"),
        "cleaning": ("Cleaning", "청소"), "travel": ("Travel", "여행"),
        "well-known": ("Well known", "익숙한 곡"), "original": ("Original", "창작곡"),
    },
    "era": {
        "traditional": ("Traditional", "전통"), "baroque": ("Baroque", "바로크"),
        "classical-era": ("Classical era", "고전"), "romantic": ("Romantic era", "낭만"),
        "contemporary": ("Contemporary", "현대"),
    },
}  # fmt: skip

ALIASES = {"cinematic": "cinematic-scene"}  # as a situation; "cinematic" is the genre

_FAMILIES: dict[str, str] = {
    "piano": "piano bright honky", "electric-piano": "rhodes epiano clav",
    "violin": "violin fiddle", "cello": "cello", "guitar": "nylon steel",
    "strings": "viola contrabass tremolo pizz strings slowstrings",
    "electric-guitar": "jazzguitar clean muted drive distortion",
    "bass": "upright bass pickbass fretless slap synthbass subbass", "drums": "drums",
    "percussion-set": "timpani taiko toms steeldrum", "organ": "hammond rockorgan organ",
    "accordion": "accordion bandoneon", "harmonica": "harmonica",
    "brass": "trumpet trombone tuba mutedtrumpet horn brass",
    "saxophone": "sopranosax altosax tenorsax barisax",
    "woodwinds": "oboe englishhorn bassoon clarinet shanai",
    "flute": "piccolo flute panflute shakuhachi whistle ocarina",
    "mallets": "vibes marimba xylo glock bells celesta kalimba", "harp": "harp",
    "harpsichord": "harpsichord", "music-box": "musicbox", "choir": "choir oohs",
    "synth": "synthstrings square saw warmpad polysynth spacepad bowedpad halopad sweeppad crystal",
    "koto": "koto sitar dulcimer", "banjo": "banjo",
}  # fmt: skip
FAMILY = {name: tag for tag, names in _FAMILIES.items() for name in names.split()}


def kinds() -> dict[str, str]:
    """Return the kind of each tag."""
    return {slug: kind for kind, labels in LABELS.items() for slug in labels}


def played(score: Score) -> dict[str, float]:
    """Return the instrument tags of a score, weighted by their part of its sounding time."""
    time: dict[str, float] = {}
    for name, track in score.tracks.items():
        tag = FAMILY[name.rstrip("0123456789")]
        time[tag] = time.get(tag, 0) + sum(n.length for n in track.notes)
    most = max(time.values())
    return {tag: round(max(0.3, min(1.0, (t / most) ** 0.5)), 2) for tag, t in time.items()}


def pace(bpm: float) -> str:
    return "slow" if bpm < SLOW else "fast" if bpm >= FAST else "medium"


def of(piece: Piece, score: Score) -> dict[str, float]:
    """Return all tags of a piece with weights 0..1; ValueError for a tag without a label."""
    tags = {mood: share for mood, share in piece.shares.items() if share >= 0.1}
    tags[piece.mood] = 1.0
    tags[piece.genre] = 1.0
    tags |= played(score)
    tags[pace(score.bpm)] = 1.0
    tags |= {ALIASES.get(tag, tag): 0.8 for tag in piece.tags}
    tags["classical-era" if piece.era == "classical" else piece.era] = 0.6
    tags["well-known" if piece.source else "original"] = 1.0
    unknown = set(tags) - set(kinds())
    if unknown:
        raise ValueError(f"{piece.slug} has tags without a label: {sorted(unknown)}")
    return dict(sorted(tags.items(), key=lambda item: (-item[1], item[0])))


assert tuple(LABELS["mood"]) == MOODS  # noqa: S101 - the order is a contract
