"""The curated playlists: six are the moods' own, the others cut across the moods."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Playlist:
    """A list of songs by slug, in the order in which they play."""

    slug: str
    title: tuple[str, str]
    description: tuple[str, str]
    songs: tuple[str, ...]
    tags: tuple[str, ...]
    default_for: str | None = None


def _list(
    slug: str, title: tuple[str, str], description: tuple[str, str], songs: str, tags: str,
    default_for: str | None = None,
) -> Playlist:  # fmt: skip
    return Playlist(slug, title, description, tuple(songs.split()), tuple(tags.split()),
                    default_for)  # fmt: skip


PLAYLISTS: tuple[Playlist, ...] = (
    _list(
        "let-it-burn",
        ("Let It Burn", "다 태워 버려요"),
        (
            "Loud and fast, for when it has to go somewhere.",
            "어딘가에 쏟아내야 할 때 듣는 크고 빠른 음악이에요.",
        ),
        "fate-at-the-door slam-the-door day-of-wrath red-static five-boots third-storm "
        "broken-heels nine-drums forty-volts iron-tide",
        "anger let-it-out fast",
        "anger",
    ),
    _list(
        "held-breath",
        ("Held Breath", "숨죽인 시간"),
        (
            "Pulses and shadows that keep you on the edge.",
            "맥박과 그림자로 긴장을 붙들어 두는 음악이에요.",
        ),
        "door-ajar second-hand the-long-elevator glass-teeth two-steps-behind "
        "lake-without-moon corridor-nine seven-exits toccata-by-night mountain-king",
        "tension cinematic-scene night",
        "tension",
    ),
    _list(
        "room-for-tears",
        ("Room for Tears", "울어도 되는 방"),
        (
            "Slow and close; it does not ask you to cheer up.",
            "기운 내라고 하지 않는, 느리고 가까운 음악이에요.",
        ),
        "prelude-in-rain last-platform arirang-at-dusk unsent-draft moon-on-the-keys "
        "adagio-for-a-coat milonga-for-no-one closing-time-blues the-fair-is-over "
        "pipes-far-off",
        "sadness rain slow",
        "sadness",
    ),
    _list(
        "still-water",
        ("Still Water", "잔잔한 물"),
        ("Nothing to do, nowhere to be.", "아무것도 하지 않아도 되는 시간이에요."),
        "slow-hammock paper-boats porch-light eight-steps-home a-long-way-west "
        "snow-without-sound slow-ceremony tide-tables under-one-blanket moss-light",
        "peace rest slow",
        "peace",
    ),
    _list(
        "windows-open",
        ("Windows Open", "창문을 활짝"),
        ("Bright tunes with a bounce in the step.", "발걸음이 가벼워지는 밝은 곡들이에요."),
        "bellflower-hill first-swallow two-step-sunday all-the-windows miryang-morning "
        "mango-crossing brass-on-the-corner checkered-bus rooftop-parade "
        "mirror-ball-market",
        "joy party morning",
        "joy",
    ),
    _list(
        "plain-day",
        ("A Plain Day", "보통의 하루"),
        (
            "Easy company that does not get in the way.",
            "곁에 있어도 방해되지 않는 편안한 음악이에요.",
        ),
        "water-clock blue-birds green-hem desk-lamp corner-table tin-minuet "
        "umbrella-lending map-folded-wrong half-full-glass last-train-map",
        "neutral focus medium",
        "neutral",
    ),
    _list(
        "rainy-window",
        ("Rainy Window", "비 오는 창가"),
        (
            "Drops on the glass and somewhere warm to sit.",
            "유리창에 맺힌 빗방울을 따뜻한 자리에서 바라봐요.",
        ),
        "prelude-in-rain unsent-draft closing-time-blues last-platform blue-birds "
        "moon-on-the-keys desk-lamp the-fair-is-over adagio-for-a-coat milonga-for-no-one",
        "rain sadness night",
    ),
    _list(
        "night-drive",
        ("Night Drive", "밤 드라이브"),
        ("Street lamps going by, one after another.", "가로등이 하나씩 뒤로 흘러가요."),
        "corridor-nine last-train-map two-steps-behind checkered-bus broken-heels "
        "slam-the-door mirror-ball-market forty-volts iron-tide desk-lamp",
        "drive night fast",
    ),
    _list(
        "morning-coffee",
        ("Morning Coffee", "아침 커피"),
        (
            "For the first cup, before anyone asks anything.",
            "누가 말을 걸기 전, 첫 잔을 위한 음악이에요.",
        ),
        "porch-light paper-boats corner-table slow-hammock tin-minuet umbrella-lending "
        "two-step-sunday map-folded-wrong first-swallow all-the-windows",
        "morning cafe",
    ),
    _list(
        "shout-then-breathe",
        ("Shout, Then Breathe", "소리치고, 숨 쉬고"),
        ("Starts with the storm and lets it pass.", "폭풍으로 시작해서 천천히 지나가게 해요."),
        "slam-the-door third-storm forty-volts broken-heels nine-drums seven-exits "
        "rooftop-parade umbrella-lending porch-light a-long-way-west",
        "let-it-out anger",
    ),
    _list(
        "study-desk",
        ("Study Desk", "공부하는 책상"),
        ("Steady and quiet enough to think beside.", "곁에 두고 생각하기 좋은 한결같은 소리예요."),
        "desk-lamp water-clock second-hand tin-minuet half-full-glass tide-tables "
        "unsent-draft blue-birds last-train-map slow-ceremony",
        "study focus",
    ),
    _list(
        "lights-out",
        ("Lights Out", "불 끄는 시간"),
        ("Slower and slower, until nothing is left to do.", "점점 느려지다가 할 일이 남지 않아요."),
        "paper-boats porch-light a-long-way-west moon-on-the-keys prelude-in-rain "
        "snow-without-sound slow-ceremony under-one-blanket tide-tables moss-light",
        "sleep slow peace",
    ),
    _list(
        "heart-rate-up",
        ("Heart Rate Up", "심장 박동 올리기"),
        ("A warm-up, a run and a last sprint.", "몸을 풀고, 달리고, 마지막까지 내달려요."),
        "rooftop-parade mirror-ball-market seven-exits checkered-bus red-static "
        "day-of-wrath five-boots nine-drums slam-the-door forty-volts iron-tide "
        "mountain-king",
        "workout fast",
    ),
    _list(
        "kitchen-dance",
        ("Kitchen Dance", "부엌에서 춤을"),
        ("Stir, taste, turn around once.", "젓고, 맛보고, 한 바퀴 돌아요."),
        "slow-hammock two-step-sunday umbrella-lending bellflower-hill mango-crossing "
        "broken-heels brass-on-the-corner rooftop-parade checkered-bus mirror-ball-market",
        "cooking joy",
    ),
    _list(
        "along-the-river",
        ("Along the River", "강을 따라 걷기"),
        ("An hour on foot with the water beside you.", "물을 곁에 두고 걷는 한 시간이에요."),
        "green-hem blue-birds arirang-at-dusk porch-light pipes-far-off umbrella-lending "
        "map-folded-wrong bellflower-hill first-swallow miryang-morning",
        "walk folk",
    ),
    _list(
        "tunes-everyone-knows",
        ("Tunes Everyone Knows", "누구나 아는 가락"),
        ("Old melodies in new coats.", "오래된 선율에 새 옷을 입혔어요."),
        "slow-ceremony moon-on-the-keys eight-steps-home green-hem glass-teeth "
        "toccata-by-night mountain-king fate-at-the-door first-swallow two-step-sunday "
        "all-the-windows brass-on-the-corner",
        "well-known classical",
    ),
    _list(
        "songs-of-the-hills",
        ("Songs of the Hills", "언덕의 노래"),
        ("Folk songs from Korea and from far away.", "한국과 먼 나라에서 온 민요들이에요."),
        "the-fair-is-over pipes-far-off arirang-at-dusk blue-birds green-hem porch-light "
        "map-folded-wrong bellflower-hill miryang-morning",
        "folk korean-folk",
    ),
    _list(
        "late-cafe",
        ("Late Café", "늦은 카페"),
        ("Low lamps, a double bass, one more cup.", "낮은 조명과 더블베이스, 그리고 한 잔 더."),
        "the-long-elevator closing-time-blues corner-table milonga-for-no-one "
        "two-steps-behind slow-hammock desk-lamp unsent-draft half-full-glass "
        "two-step-sunday",
        "cafe jazz night",
    ),
    _list(
        "film-without-pictures",
        ("Film Without Pictures", "그림 없는 영화"),
        ("Close your eyes; the scene is yours.", "눈을 감으면 장면은 당신의 것이에요."),
        "door-ajar glass-teeth last-platform two-steps-behind lake-without-moon "
        "corridor-nine toccata-by-night five-boots fate-at-the-door mountain-king "
        "a-long-way-west",
        "cinematic-scene tension",
    ),
    _list(
        "first-snow",
        ("First Snow", "첫눈"),
        ("For the hour when the street goes quiet.", "거리가 조용해지는 시간을 위한 음악이에요."),
        "glass-teeth snow-without-sound tin-minuet lake-without-moon eight-steps-home "
        "adagio-for-a-coat prelude-in-rain moon-on-the-keys slow-ceremony "
        "under-one-blanket",
        "winter slow",
    ),
    _list(
        "line-two",
        ("Line Two", "2호선"),
        ("Doors closing, seat by the window.", "문이 닫히고, 창가 자리에 앉아요."),
        "half-full-glass map-folded-wrong second-hand corner-table the-long-elevator "
        "umbrella-lending seven-exits last-train-map red-static checkered-bus",
        "commute medium",
    ),
    _list(
        "grey-to-gold",
        ("Grey to Gold", "잿빛에서 금빛으로"),
        ("From a low place upward, one step at a time.", "낮은 곳에서 한 걸음씩 올라가요."),
        "prelude-in-rain arirang-at-dusk pipes-far-off blue-birds porch-light green-hem "
        "eight-steps-home map-folded-wrong bellflower-hill all-the-windows "
        "brass-on-the-corner",
        "sadness peace joy",
    ),
    _list(
        "coming-down",
        ("Coming Down", "가라앉히기"),
        ("From clenched hands to open ones.", "꽉 쥔 손이 천천히 펴져요."),
        "slam-the-door red-static broken-heels corridor-nine second-hand "
        "the-long-elevator desk-lamp slow-hammock tide-tables moss-light",
        "anger tension peace",
    ),
    _list(
        "black-and-white-keys",
        ("Black and White Keys", "검은건반 흰건반"),
        ("Everything here began at a keyboard.", "모두 건반에서 시작된 음악이에요."),
        "prelude-in-rain moon-on-the-keys slow-ceremony last-platform closing-time-blues "
        "water-clock tin-minuet toccata-by-night third-storm two-step-sunday",
        "piano classical",
    ),
    _list(
        "bows-and-strings",
        ("Bows and Strings", "활과 현"),
        ("Violins, cellos and plucked strings.", "바이올린과 첼로, 뜯는 현의 소리예요."),
        "second-hand door-ajar lake-without-moon last-platform adagio-for-a-coat "
        "a-long-way-west paper-boats green-hem eight-steps-home first-swallow",
        "strings violin cello",
    ),
    _list(
        "dance-floor",
        ("Dance Floor", "춤추는 바닥"),
        ("The lights turn, the floor answers.", "조명이 돌고 바닥이 대답해요."),
        "mango-crossing last-train-map rooftop-parade mirror-ball-market "
        "brass-on-the-corner checkered-bus corridor-nine red-static forty-volts",
        "party fast",
    ),
    _list(
        "family-sunday",
        ("Family Sunday", "가족의 일요일"),
        ("Something for the oldest and the smallest.", "할머니도 아이도 함께 들어요."),
        "under-one-blanket snow-without-sound eight-steps-home arirang-at-dusk tin-minuet "
        "bellflower-hill two-step-sunday miryang-morning all-the-windows "
        "brass-on-the-corner",
        "family well-known",
    ),
    _list(
        "reading-chair",
        ("Reading Chair", "책 읽는 의자"),
        ("Turns the pages with you.", "책장을 함께 넘겨 줘요."),
        "slow-ceremony prelude-in-rain door-ajar the-fair-is-over green-hem water-clock "
        "paper-boats corner-table porch-light a-long-way-west",
        "reading",
    ),
    _list(
        "made-for-this-room",
        ("Made for This Room", "이 방을 위해 지은 곡"),
        ("Nobody has heard these before you.", "당신이 처음 듣는 곡들이에요."),
        "moss-light last-platform desk-lamp door-ajar porch-light the-long-elevator "
        "half-full-glass corridor-nine mango-crossing rooftop-parade nine-drums",
        "original contemporary",
    ),
)
