"""Write a list that was read from a file; the same list again brings the first one up to date."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop

from emotion.moods import Mood
from mlfym.accounts.models import Listener
from recommender.catalogue.curators import touched
from recommender.catalogue.playlists.listing import Listing, Shares
from recommender.catalogue.playlists.matching import Match
from recommender.catalogue.rows import assign, sync_rows
from recommender.models import Playlist, PlaylistItem
from recommender.models.names import normalise_name

# As long as a list's title may be.
LONGEST_TITLE = 120
MARK = "imported-"

# Why a list was not written; the admin says it in the curator's language.
NOTHING_KNOWN = gettext_noop("none of its songs is in the catalogue")
BREAKS_OFF = gettext_noop("it breaks off, and the list that an earlier import made stays as it is")
TOUCHED = gettext_noop("a curator has changed the list since, and it stays as it is")
AT_ONCE = gettext_noop("somebody changed this list or its songs in the same moment; try again")


class ListRefused(Exception):
    """The list cannot be written, or must not; the message says why."""


@dataclass(frozen=True)
class Stored:
    """What became of a list. twice: songs that the file names more than once."""

    playlist: Playlist
    created: bool
    changed: bool
    twice: tuple[Match, ...] = ()


def named(listing: Listing, name: str, path: Path) -> Listing:
    """Return the list under the name that was asked for, else its own, else its file's."""
    if name:
        return replace(listing, title=name, titles={})
    if listing.title.strip():
        return listing
    return replace(listing, title=path.stem, titles={})


def store(
    listing: Listing, matches: Sequence[Match], *, owner: Listener | None, broken: bool
) -> Stored:
    """Write a list for a listener, or among the curator's; ListRefused says why not.

    A list is known again by its owner and title, and only lists that an import made are changed.
    broken: the file ends before its end, so that a list that is there must not lose songs by it.
    """
    try:
        with transaction.atomic():
            return _store(listing, matches, owner, broken)
    except IntegrityError as error:
        raise ListRefused(AT_ONCE) from error


def _store(
    listing: Listing, matches: Sequence[Match], owner: Listener | None, broken: bool
) -> Stored:
    songs, twice = _each_once(matches)
    if not songs:
        raise ListRefused(NOTHING_KNOWN)
    # What the file shows first is in the language of whoever exported it.
    slug = slug_of(listing.titles.get("en", listing.title), owner)
    playlist = Playlist.objects.filter(slug=slug).first()
    created = playlist is None
    if playlist is None:
        playlist = Playlist(slug=slug, listener=owner, saved=owner is not None)
    elif broken:
        raise ListRefused(BREAKS_OFF)
    elif playlist.pk in touched(Playlist):
        raise ListRefused(TOUCHED)
    changed = _write(playlist, listing)
    changed |= _write_items(playlist, songs)
    return Stored(playlist, created, changed, tuple(twice))


def slug_of(title: str, owner: Listener | None) -> str:
    """Return the slug that an imported list is known by."""
    whose = str(owner.uuid) if owner else ""
    mark = hashlib.sha256(f"{whose}\0{normalise_name(title)}".encode()).hexdigest()
    return MARK + mark[:32]


def _each_once(matches: Sequence[Match]) -> tuple[dict[int, Match], list[Match]]:
    songs, twice = dict[int, Match](), list[Match]()
    for match in matches:
        if match.song is None:
            continue
        if match.song in songs:
            twice.append(match)
        else:
            songs[match.song] = match
    return songs, twice


def _write(playlist: Playlist, listing: Listing) -> bool:
    """Write the list itself; return whether that changed anything."""
    columns: dict[str, object] = {
        "title_en": listing.titles.get("en", listing.title)[:LONGEST_TITLE],
        "title_ko": listing.titles.get("ko", "")[:LONGEST_TITLE],
        "description_en": listing.descriptions.get("en", listing.description),
        "description_ko": listing.descriptions.get("ko", ""),
    }
    columns = {name: str(text).replace("\0", "") for name, text in columns.items()}
    mood = mood_from(listing.mood)
    if mood is not None:
        columns |= mood.as_dict()
    changed = assign(playlist, columns)
    try:
        playlist.full_clean(exclude=["default_for"])
    except ValidationError as error:
        raise ListRefused("; ".join(error.messages)) from error
    if changed or playlist._state.adding:
        playlist.save()
    return changed


def mood_from(shares: Shares) -> Mood | None:
    """Return the mood of shares that were read, None where they say nothing."""
    total = sum(shares.values())
    if total <= 0:
        return None
    return Mood.from_dict({name: share / total for name, share in shares.items()})


def _write_items(playlist: Playlist, songs: dict[int, Match]) -> bool:
    items = [
        PlaylistItem(
            playlist=playlist, song_id=song, position=position, reasons=dict(match.track.reasons)
        )
        for position, (song, match) in enumerate(songs.items(), start=1)
    ]
    changed = sync_rows(
        playlist.items.all(), items, lambda row: (row.song_id,), ["position", "reasons"]
    )
    return bool(changed)
