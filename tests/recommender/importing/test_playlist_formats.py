"""Each format of lists: what is written is read again the same, and bad files lose only the bad."""

import csv
import json
from io import StringIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from emotion.moods import MOODS
from recommender.catalogue.playlists.addresses import from_uri, mbid_in, to_uri
from recommender.catalogue.playlists.formats import FORMATS
from recommender.catalogue.playlists.listing import Found, Listing, ListUnreadable, Track

NAMES = sorted(FORMATS)
TRICKY = st.sampled_from([
    "", "=1+1", "'=1", "-5", "+a", "@x", "\t", "\r", "\r\n", "a,b", 'say "hi"', "#EXTINF:1,x",
    "\u2028", "\x0b", "\ufeff", "\ufffe", "  edges  ", "a - b", "]]>", "<b>&amp;", "joy:1",
    "밤 편지", "é", "🎧", "https://x", "list",
])  # fmt: skip
# Readers leave NUL out, see below.
SIGNS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
TEXT = st.text(SIGNS, max_size=12) | TRICKY
TEXT |= st.tuples(TRICKY, st.text(SIGNS, max_size=5)).map("".join)
SHARE = st.floats(0, 1)
MOOD = st.dictionaries(st.sampled_from(MOODS), SHARE)
REASONS = st.dictionaries(st.from_regex(r"[a-z0-9_.-]{1,10}", fullmatch=True), SHARE, max_size=4)
LOCATION = st.sampled_from([
    "https://songs.example/songs/8f5c1c6e-0000-4000-8000-000000000000/audio",
    "/music/가수/노래 #1 100%.mp3", "/music/a\nb.mp3", "/music/=1.mp3", "/music/ends ",
])  # fmt: skip
BY_LANGUAGE = st.dictionaries(st.sampled_from(["en", "ko"]), TEXT.filter(bool))
MILLISECONDS = st.none() | st.integers(1, 10**7).map(lambda length: length / 1000)
TRACK = st.builds(
    Track, title=TEXT, artist=TEXT, album=TEXT, duration=MILLISECONDS, location=LOCATION,
    song=st.just("") | TEXT.map(lambda text: f"local:{text}"),
    musicbrainz=st.just("") | st.uuids().map(str), mood=MOOD, reasons=REASONS,
)  # fmt: skip
LISTING = st.builds(
    Listing, title=TEXT, description=TEXT, titles=BY_LANGUAGE, descriptions=BY_LANGUAGE,
    mood=MOOD, tracks=st.lists(TRACK, max_size=4).map(tuple),
)  # fmt: skip


def read(name: str, raw: bytes) -> Found:
    return FORMATS[name].read(raw)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(listing=LISTING)
def test_what_is_written_is_read_again_the_same(name: str, listing: Listing) -> None:
    found = read(name, FORMATS[name].write(listing))
    assert found.listing == listing
    assert (found.problems, found.broken) == ([], False)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=60, deadline=None)
@given(words=st.text("\0ab%", max_size=6), place=st.integers(0, 400))
def test_no_nul_comes_out_of_a_reader(name: str, words: str, place: int) -> None:
    track = Track(title=words, artist=words, location=f"/m/{words}", song=f"local:{words}")
    whole = FORMATS[name].write(Listing(title=words, description=words, tracks=(track,)))
    for raw in (whole, whole[:place] + b"\0%00" + whole[place:]):
        try:
            listing = read(name, raw).listing
        except ListUnreadable:
            continue
        for one in listing.tracks:
            assert "\0" not in one.title + one.artist + one.location + one.song
        assert "\0" not in listing.title + listing.description


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=100, deadline=None)
@given(raw=st.binary(max_size=200), place=st.integers(0, 400))
def test_no_bytes_make_a_reader_fail(name: str, raw: bytes, place: int) -> None:
    whole = FORMATS[name].write(Listing(title="x", tracks=(Track(title="a"), Track(title="b"))))
    for damaged in (raw, whole[:place] + raw + whole[place:], whole[:place]):
        try:
            found = read(name, damaged)
        except ListUnreadable:
            continue
        for track in found.listing.tracks:
            assert (track.title + track.artist + track.location + track.song).encode() is not None


@given(path=st.text(SIGNS, max_size=30).map("/x/{}".format))
def test_a_path_survives_as_a_uri(path: str) -> None:
    uri = to_uri(path)
    assert uri.isascii()
    assert from_uri(uri) == path


@pytest.mark.parametrize(("uri", "path"), [
    ("file:///a/b%20c.mp3", "/a/b c.mp3"),
    ("file://localhost/a.mp3", "/a.mp3"),
    ("file:/a.mp3", "/a.mp3"),
    ("file:///C:/Music/a.mp3", "C:/Music/a.mp3"),
    ("Music/a%20b.mp3", "Music/a b.mp3"),
    ("https://x.example/a%20b", "https://x.example/a%20b"),
])  # fmt: skip
def test_uris_of_files_become_paths(uri: str, path: str) -> None:
    assert from_uri(uri) == path


def test_an_id_of_musicbrainz_must_be_that_of_a_recording() -> None:
    key = "8F5C1C6E-aaaa-4bbb-8ccc-0123456789ab"
    assert mbid_in(f"https://musicbrainz.org/recording/{key}") == key.lower()
    assert mbid_in(key) == key.lower()
    assert mbid_in(f"https://musicbrainz.org/artist/{key}") == ""


def test_m3u_as_players_write_it() -> None:
    lines = [
        "#EXTM3U", "#PLAYLIST:Road",
        '#EXTINF:214 tvg-id="x" logo="a,b",Ann - One, two', "a/one.mp3",
        "", "#EXTALB:Best", "#EXTINF:-1,Two", "https://radio.example/two", "three.mp3",
    ]  # fmt: skip
    found = read("m3u8", "\r\n".join(lines).encode())
    one, two, three = found.listing.tracks
    assert found.listing.title == "Road"
    assert (one.display, one.duration, one.location) == ("Ann - One, two", 214, "a/one.mp3")
    assert (two.display, two.duration, two.album) == ("Two", None, "Best")
    assert (three.display, three.where) == ("", "line 9")


@pytest.mark.parametrize(("encoding", "told"), [
    ("utf-8", ""), ("utf-8-sig", ""), ("cp949", "cp949"), ("utf-16", "utf-16"),
    ("utf-16-le", "utf-16-le"),
])  # fmt: skip
def test_m3u_in_other_encodings_is_read_and_told(encoding: str, told: str) -> None:
    raw = "#EXTM3U\n#EXTINF:1,아이유 - 밤편지\n노래.mp3\n".encode(encoding)
    found = read("m3u8", raw)
    assert found.listing.tracks[0].display == "아이유 - 밤편지"
    assert told in " ".join(problem.why for problem in found.problems)
    assert bool(found.problems) == bool(told)


def test_m3u_in_western_letters() -> None:
    found = read("m3u8", "#EXTINF:1,Beyoncé - Déjà Vu\nx.mp3\n".encode("cp1252"))
    assert found.listing.tracks[0].display == "Beyoncé - Déjà Vu"
    assert "cp1252" in found.problems[0].why


def test_a_comment_of_ours_that_is_damaged_loses_nothing_else() -> None:
    found = read("m3u8", b'#EXTINF:1,Ann - One\n#MLFYM-SONG:{"title":\nx.mp3\n')
    assert found.listing.tracks[0].display == "Ann - One"
    assert [problem.where for problem in found.problems] == ["line 3"]


BOMB = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
<playlist xmlns="http://xspf.org/ns/0/"><title>&c;</title><trackList/></playlist>"""
OUTSIDE = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<playlist xmlns="http://xspf.org/ns/0/"><title>&a;</title><trackList/></playlist>"""
REMOTE = """<!DOCTYPE playlist SYSTEM "http://evil.example/x.dtd"><playlist/>"""


@pytest.mark.parametrize("bad", [BOMB, OUTSIDE, REMOTE])
def test_xspf_with_entities_is_refused(bad: str) -> None:
    with pytest.raises(ListUnreadable, match="document type"):
        read("xspf", bad.encode())


@pytest.mark.parametrize("bad", ["", "no xml", "<html><body/></html>", "<playlist"])
def test_what_is_no_xspf_is_refused(bad: str) -> None:
    with pytest.raises(ListUnreadable):
        read("xspf", bad.encode())


def test_what_others_put_into_an_extension_does_no_harm() -> None:
    found = read(
        "xspf",
        b"""<playlist><meta rel="urn:mlfym:mood:joy">0.5<x/></meta><extension><a>
      <b/></a></extension><trackList><track><title>One<i><b/></i></title></track></trackList>
      </playlist>""",
    )
    assert (found.listing.mood, found.listing.tracks[0].title) == ({"joy": 0.5}, "One")


def test_xspf_as_deep_as_a_well_is_refused() -> None:
    with pytest.raises(ListUnreadable, match="deep"):
        read("xspf", b"<playlist>" + b"<a>" * 100_000)


def test_xspf_of_others() -> None:
    found = read(
        "xspf",
        b"""<?xml version="1.0" encoding="ISO-8859-1"?>
      <playlist version="1"><title> Caf\xe9 </title><trackList><track>
      <location>file:///m/a%20b.mp3</location><title>One</title><creator>Ann</creator>
      <identifier>https://musicbrainz.org/recording/8f5c1c6e-aaaa-4bbb-8ccc-0123456789ab</identifier>
      <duration>1500</duration><extension application="x"><title>no</title></extension>
      </track></trackList></playlist>""",
    )
    (track,) = found.listing.tracks
    assert found.listing.title == "Café"
    assert track == Track(
        title="One", artist="Ann", duration=1.5, location="/m/a b.mp3",
        musicbrainz="8f5c1c6e-aaaa-4bbb-8ccc-0123456789ab",
    )  # fmt: skip


@pytest.mark.parametrize("name", ["xspf", "jspf"])
def test_of_a_file_that_breaks_off_the_songs_before_are_kept(name: str) -> None:
    tracks = tuple(Track(title=f"song {number}") for number in range(20))
    whole = FORMATS[name].write(Listing(title="x", tracks=tracks))
    found = read(name, whole[: whole.index(b"song 12") + 3])
    assert [track.title for track in found.listing.tracks] == [f"song {n}" for n in range(12)]
    assert found.broken
    assert "breaks off" in found.problems[0].why


@pytest.mark.parametrize("bad", [
    "", "{", "[]", "null", '{"playlist": []}', '{"playlist": {"track": 5}}', "[" * 100_000,
    '{"playlist": ' * 5000, "1" * 6000,
])  # fmt: skip
def test_what_is_no_jspf_is_refused(bad: str) -> None:
    with pytest.raises(ListUnreadable):
        read("jspf", bad.encode())


def test_jspf_with_a_strange_track_keeps_the_others() -> None:
    tracks = [{"title": "a"}, 5, None, {"title": ["b"], "duration": "x", "location": 7}]
    found = read("jspf", json.dumps({"playlist": {"track": tracks}}).encode())
    assert [track.title for track in found.listing.tracks] == ["a", ""]
    assert [problem.where for problem in found.problems] == ["track 2", "track 3"]


@pytest.mark.parametrize("shares", [{"joy": 2}, {"joy": "x"}, {"bliss": 0.5}, [1], {"joy": None}])
def test_a_mood_that_is_none_is_told_and_the_song_taken(shares: object) -> None:
    track = {"title": "a", "extension": {"urn:mlfym:song:1": [{"mood": shares}]}}
    found = read("jspf", json.dumps({"playlist": {"track": [track]}}).encode())
    assert [(track.title, track.mood) for track in found.listing.tracks] == [("a", {})]
    assert "mood cannot be read" in found.problems[0].why


def test_halves_of_a_letter_in_json_do_no_harm() -> None:
    found = read("jspf", rb'{"playlist": {"title": "\ud83c", "track": []}}')
    found.listing.title.encode()


@pytest.mark.parametrize("title", ["=HYPERLINK(1)", "+1+1", "-x", "@sum", "\tx", "\rx"])
def test_no_cell_of_a_csv_is_a_formula(title: str) -> None:
    listing = Listing(title=title, tracks=(Track(title=title, artist=title, album=title),))
    rows = list(csv.reader(StringIO(FORMATS["csv"].write(listing).decode("utf-8-sig"), newline="")))
    cells = [cell for row in rows for cell in row]
    assert f"'{title}" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_csv_from_elsewhere() -> None:
    found = read("csv", b"\xef\xbb\xbfTitle, Artist \r\nOne,Ann\r\n\r\nTwo,Bo,extra\r\n")
    assert [(track.title, track.artist, track.where) for track in found.listing.tracks] == [
        ("One", "Ann", "row 2"), ("Two", "Bo", "row 4"),
    ]  # fmt: skip


@pytest.mark.parametrize(("sign", "encoding"), [(";", "cp949"), ("\t", "utf-16"), (",", "cp949")])
def test_csv_as_spreadsheets_save_it_again(sign: str, encoding: str) -> None:
    rows = ["kind,title,artist", "list,밤,", "song,밤편지,아이유"]
    raw = "\r\n".join(rows).replace(",", sign).encode(encoding)
    found = read("csv", raw)
    assert (found.listing.title, found.listing.tracks[0].line) == ("밤", "아이유 - 밤편지")
    assert encoding in found.problems[0].why


def test_csv_without_a_column_of_ours_is_refused() -> None:
    with pytest.raises(ListUnreadable, match="columns"):
        read("csv", b"a,b\n1,2\n")


def test_a_quotation_mark_that_is_not_closed_loses_one_row() -> None:
    found = read("csv", b'title\n"open\nTwo\nThree\n')
    assert [track.title for track in found.listing.tracks] == ["Two", "Three"]
    assert [problem.where for problem in found.problems] == ["row 2"]
