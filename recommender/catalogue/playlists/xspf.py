"""XSPF (https://xspf.org/spec): XML, with what we know more in <meta> elements.

XML has no way to write most control characters, and turns carriage returns into line feeds. A text
that it would change stands a second time in a <meta> of its own, as JSON in ASCII.
"""

import json
import re
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree as Writer

from defusedxml import ElementTree  # type: ignore[import-untyped]
from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]

from recommender.catalogue.playlists.addresses import (
    from_uri,
    identifiers,
    read_identifiers,
    to_uri,
)
from recommender.catalogue.playlists.listing import (
    Found,
    Listing,
    ListUnreadable,
    Shares,
    Track,
    first,
    languages,
    seconds,
    text,
)

NAMESPACE = "http://xspf.org/ns/0/"
OURS = "urn:mlfym:"
MILLISECONDS = 1000
# The format itself goes four deep; the rest is for extensions.
DEEPEST = 50
NOT_IN_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Texts = dict[str, list[str]]


def write(listing: Listing) -> bytes:
    """Return the list as XSPF."""
    root = Writer.Element("playlist", {"version": "1", "xmlns": NAMESPACE})
    _say(root, "title", listing.title)
    _say(root, "annotation", listing.description)
    for language, words in listing.titles.items():
        _meta(root, f"title:{language}", json.dumps(words))
    for language, words in listing.descriptions.items():
        _meta(root, f"description:{language}", json.dumps(words))
    _shares(root, "mood", listing.mood)
    tracks = Writer.SubElement(root, "trackList")
    for track in listing.tracks:
        _track(Writer.SubElement(tracks, "track"), track)
    Writer.indent(root, " ")
    body: bytes = Writer.tostring(root, encoding="utf-8", xml_declaration=True)
    return body + b"\n"


def read(raw: bytes) -> Found:
    """Read XSPF; of a file that breaks off, the songs before the break.

    ListUnreadable for one with a document type: that is where entities are declared, which can
    grow without end or name other files, and no list needs one.
    """
    found, whole, tracks = Found(), dict[str, list[str]](), list[Track]()
    try:
        for name, element in _parts(raw):
            if name == "track":
                tracks.append(_read_track(found, _texts(element), f"track {len(tracks) + 1}"))
            else:
                _add(whole, name, element)
    except DefusedXmlException as error:
        raise ListUnreadable("it declares a document type or entities") from error
    except ElementTree.ParseError as error:
        if not tracks and not whole:
            raise ListUnreadable(f"it is no XSPF: {error}") from error
        found.broken = True
        found.problem("the file", f"breaks off or is damaged: {error}")
    found.listing = Listing(
        title=_text(whole, "title"),
        description=_text(whole, "annotation"),
        titles=languages(_by_name(found, whole, "title", exact=True)),
        descriptions=languages(_by_name(found, whole, "description", exact=True)),
        mood=found.mood(_by_name(found, whole, "mood"), "the list"),
        tracks=tuple(tracks),
    )
    return found


def _parts(raw: bytes) -> Iterator[tuple[str, Writer.Element]]:
    """Yield the tracks and the members of the list, each when it is read whole."""
    stack: list[Writer.Element] = []
    events = ElementTree.iterparse(BytesIO(raw), events=("start", "end"), forbid_dtd=True)
    for event, element in events:
        if event == "start":
            stack.append(element)
            _check_depth(stack)
            continue
        stack.pop()
        in_tracks = len(stack) > 1 and _name(stack[1]) == "trackList"
        if len(stack) == 2 and in_tracks and _name(element) == "track":
            yield "track", element
        elif len(stack) == 1 and _name(element) != "trackList":
            yield _name(element), element
        if len(stack) == 2 or len(stack) > 3:
            # It was read, or nobody will: others' extensions may be as deep and wide as they like.
            del stack[-1][:]


def _check_depth(stack: list[Writer.Element]) -> None:
    if len(stack) == 1 and _name(stack[0]) != "playlist":
        raise ListUnreadable(f"it is no XSPF: it begins with <{_name(stack[0])[:40]}>")
    if len(stack) > DEEPEST:
        raise ListUnreadable(f"its elements stand in each other more than {DEEPEST} deep")


def _read_track(found: Found, texts: Texts, where: str) -> Track:
    song, musicbrainz = read_identifiers(texts.get("identifier", []))
    return Track(
        title=_text(texts, "title"),
        artist=_text(texts, "creator"),
        album=_text(texts, "album"),
        duration=seconds(_text(texts, "duration"), MILLISECONDS),
        location=from_uri(_text(texts, "location")),
        song=song,
        musicbrainz=musicbrainz,
        mood=found.mood(_by_name(found, texts, "mood"), where),
        reasons=found.reasons(_by_name(found, texts, "reason"), where),
        where=where,
    )


def _track(element: Writer.Element, track: Track) -> None:
    if track.location:
        _say(element, "location", to_uri(track.location))
    for uri in identifiers(track.song, track.musicbrainz):
        _say(element, "identifier", uri)
    _say(element, "title", track.title)
    _say(element, "creator", track.artist)
    _say(element, "album", track.album)
    if track.duration is not None:
        _say(element, "duration", str(round(track.duration * MILLISECONDS)))
    _shares(element, "mood", track.mood)
    _shares(element, "reason", track.reasons)


def _say(parent: Writer.Element, name: str, words: str) -> None:
    """Write a text, and once more exactly if a reader would find it changed."""
    carried = NOT_IN_XML.sub("", words)
    if carried:
        Writer.SubElement(parent, name).text = carried
    if carried.strip() != words:
        _meta(parent, f"exact:{name}", json.dumps(words))


def _meta(parent: Writer.Element, name: str, words: str) -> None:
    Writer.SubElement(parent, "meta", {"rel": OURS + name}).text = words


def _shares(parent: Writer.Element, what: str, shares: Shares) -> None:
    for name, share in shares.items():
        _meta(parent, f"{what}:{name}", repr(share))


def _texts(element: Writer.Element) -> Texts:
    """Return the texts of an element's members; our metas by their names."""
    texts: Texts = {}
    for child in element:
        _add(texts, _name(child), child)
    return texts


def _add(texts: Texts, name: str, element: Writer.Element) -> None:
    rel = element.get("rel", "")
    key = rel if name == "meta" and rel.startswith(OURS) else name
    texts.setdefault(key, []).append((element.text or "").strip())


def _text(texts: Texts, name: str) -> str:
    """Return a member's text: the exact one where it stands there."""
    for words in texts.get(f"{OURS}exact:{name}", []):
        exact = _exact(words)
        if exact is not None:
            return exact
    return first(texts.get(name, []))


def _by_name(found: Found, texts: Texts, what: str, exact: bool = False) -> dict[str, str]:
    start = f"{OURS}{what}:"
    named = {
        key.removeprefix(start): words[0] for key, words in texts.items() if key.startswith(start)
    }
    if not exact:
        return named
    read = {name: _exact(words) for name, words in named.items()}
    for name in (name for name, words in read.items() if words is None):
        found.problem("the list", f"its {what} in {name[:8]!r} cannot be read")
    return {name: words for name, words in read.items() if words is not None}


def _exact(words: str) -> str | None:
    try:
        value = json.loads(words)
    except (ValueError, RecursionError):
        return None
    return text(value) if isinstance(value, str) else None


def _name(element: Writer.Element) -> str:
    """Return an element's name without its namespace, which many programs leave out."""
    return str(element.tag).rpartition("}")[2]
