"""Write what an importer read into the catalogue: idempotent, in bulk, and only what differs.

Call it inside a transaction that began with ``changes.wait_for_turn``, and end that transaction
with ``changes.catalogue_changed`` if the report says that anything was written.
"""

from collections.abc import Collection, Iterable, Sequence

from django.utils import timezone

from recommender.catalogue.changes import songs_touched
from recommender.catalogue.curators import touched
from recommender.catalogue.mood_evidence import refresh_moods, settle_mood
from recommender.catalogue.records import ArtistRecord, Name, Report, SongRecord, TagRecord
from recommender.catalogue.rows import assign, sync_rows
from recommender.models import (
    Artist,
    ArtistName,
    MoodEvidence,
    Song,
    SongArtist,
    SongName,
    SongTag,
    Tag,
)
from recommender.models.names import normalise_name

# Songs that are compared and written at once: a few thousand rows in memory.
BATCH = 500


class Writer:
    """Writes one source's records; what a curator touched in the admin stays as it is."""

    def __init__(self, source: str, evidence: MoodEvidence.Kind, *, own_tags: bool = True) -> None:
        """source: the name under which songs and artists are known by their external ids.

        evidence: as what the records' moods count. own_tags: whether these records say how a tag
        is called; if not, a tag that is there keeps its kind and labels.
        """
        self.source, self.evidence, self.own_tags = source, evidence, own_tags
        self.report = Report()

    def tags(self, records: Collection[TagRecord]) -> None:
        """Write tags by their slugs."""
        there = Tag.objects.in_bulk([record.slug for record in records], field_name="slug")
        kept, new, changed = touched(Tag), [], []
        for record in records:
            columns = {
                "kind": record.kind,
                "label_en": record.label_en,
                "label_ko": record.label_ko,
            }
            tag = there.get(record.slug)
            if tag is None:
                new.append(Tag(slug=record.slug, **columns))
            elif self.own_tags and tag.pk not in kept and assign(tag, columns):
                changed.append(tag)
        Tag.objects.bulk_create(new)
        Tag.objects.bulk_update(changed, ["kind", "label_en", "label_ko"])
        self.report.beside += len(new) + len(changed)

    def artists(self, records: Collection[ArtistRecord]) -> None:
        """Write artists and their names."""
        there = self._artist_keys([record.external_id for record in records])
        new = [
            Artist(source=self.source, external_id=record.external_id)
            for record in records
            if record.external_id not in there
        ]
        Artist.objects.bulk_create(new)
        kept = touched(Artist)
        keys = self._artist_keys([record.external_id for record in records])
        ours = {record: keys[record.external_id] for record in records}
        ours = {record: key for record, key in ours.items() if key not in kept}
        names = [
            ArtistName(artist_id=key, **name_columns(name))
            for record, key in ours.items()
            for name in record.names
        ]
        changed = sync_rows(
            ArtistName.objects.filter(artist__in=list(ours.values())),
            names,
            key=lambda row: (row.artist_id, row.language, row.kind, row.text),
            values=["normalised"],
        )
        renamed = {row.artist_id for row in changed}
        songs_touched(Song.objects.filter(artists__in=renamed))
        self.report.beside += max(len(new), len(renamed))

    def songs(self, records: Sequence[SongRecord]) -> None:
        """Write songs with their names, artists, tags and mood evidence.

        KeyError for an artist or tag that is not in the catalogue.
        """
        for start in range(0, len(records), BATCH):
            self._batch(records[start : start + BATCH])

    def _batch(self, records: Sequence[SongRecord]) -> None:
        kept = touched(Song)
        there = self._songs(records)
        wanted = [record for record in records if not self._is_kept(record, there, kept)]
        self.report.kept += len(records) - len(wanted)
        new = [self._new_song(record) for record in wanted if record.external_id not in there]
        Song.objects.bulk_create(new)
        changed = self._update_columns(wanted, there)
        # A back end may not report the keys of what it inserted, so they are read.
        keys = {key: song.pk for key, song in self._songs(wanted).items()}
        added = {keys[song.external_id] for song in new}
        songs = {keys[record.external_id]: record for record in wanted}
        beside = self._sync_children(songs, added) - added - changed
        songs_touched(Song.objects.filter(pk__in=beside))
        changed |= beside
        self.report.added += len(added)
        self.report.changed += len(changed - added)
        self.report.unchanged += len(wanted) - len(changed | added)

    def _is_kept(self, record: SongRecord, there: dict[str, Song], kept: frozenset[int]) -> bool:
        """Tell whether a curator changed or deleted the song."""
        song = there.get(record.external_id)
        return (song.pk if song else record.key) in kept

    def _songs(self, records: Iterable[SongRecord]) -> dict[str, Song]:
        ids = [record.external_id for record in records]
        rows = Song.objects.filter(source=self.source, external_id__in=ids)
        return {song.external_id: song for song in rows}

    def _artist_keys(self, external_ids: list[str]) -> dict[str, int]:
        rows = Artist.objects.filter(source=self.source, external_id__in=external_ids)
        return dict(rows.values_list("external_id", "pk"))

    def _new_song(self, record: SongRecord) -> Song:
        key = {} if record.key is None else {"pk": record.key}
        song = Song(source=self.source, external_id=record.external_id, **key, **record.columns)
        if record.mood is not None:
            settle_mood(song, [self._evidence_row(record)])
        return song

    def _update_columns(self, records: Iterable[SongRecord], there: dict[str, Song]) -> set[int]:
        """Write the columns of songs that were there; return the keys of those that differed."""
        pairs = [(there[r.external_id], r) for r in records if r.external_id in there]
        changed = [song for song, record in pairs if assign(song, record.columns)]
        names = {name for _, record in pairs for name in record.columns}
        for song in changed:
            song.changed = timezone.now()
        if changed:
            Song.objects.bulk_update(changed, [*sorted(names), "changed"])
        return {song.pk for song in changed}

    def _sync_children(self, songs: dict[int, SongRecord], added: set[int]) -> set[int]:
        """Write all that hangs on these songs; return the keys of those that changed.

        added: the new ones, whose mood was written with them, as they have no other evidence.
        """
        evidence = self._sync_evidence(songs)
        refresh_moods(evidence - added)
        return evidence | sync_names(songs) | self._sync_artists(songs) | sync_tags(songs)

    def _sync_artists(self, songs: dict[int, SongRecord]) -> set[int]:
        keys = self._artist_keys([a for record in songs.values() for a in record.artists])
        rows = [
            SongArtist(song_id=song, artist_id=keys[artist], position=position)
            for song, record in songs.items()
            for position, artist in enumerate(record.artists)
        ]
        have = SongArtist.objects.filter(song__in=list(songs))
        changed = sync_rows(have, rows, lambda row: (row.song_id, row.artist_id), ["position"])
        return {row.song_id for row in changed}

    def _sync_evidence(self, songs: dict[int, SongRecord]) -> set[int]:
        rows = [
            self._evidence_row(record, song_id=song)
            for song, record in songs.items()
            if record.mood is not None
        ]
        have = MoodEvidence.objects.filter(song__in=list(songs), kind=self.evidence)
        moods = ["anger", "tension", "sadness", "peace", "joy", "neutral", "weight"]
        changed = sync_rows(have, rows, lambda row: (row.song_id,), moods)
        return {row.song_id for row in changed}

    def _evidence_row(self, record: SongRecord, **song: int) -> MoodEvidence:
        row = MoodEvidence(kind=self.evidence, weight=record.mood_weight, **song)
        if record.mood is not None:
            row.set_mood(record.mood)
        return row


def sync_names(songs: dict[int, SongRecord]) -> set[int]:
    """Write the songs' names; return the keys of the songs that changed."""
    rows = [
        SongName(song_id=song, **name_columns(name))
        for song, record in songs.items()
        for name in record.names
    ]
    have = SongName.objects.filter(song__in=list(songs))
    changed = sync_rows(
        have, rows, lambda row: (row.song_id, row.language, row.kind, row.text), ["normalised"]
    )
    return {row.song_id for row in changed}


def sync_tags(songs: dict[int, SongRecord]) -> set[int]:
    """Write the songs' tags; return the keys of the songs that changed."""
    slugs = {slug for record in songs.values() for slug in record.tags}
    keys = dict(Tag.objects.filter(slug__in=slugs).values_list("slug", "pk"))
    rows = [
        SongTag(song_id=song, tag_id=keys[slug], weight=weight)
        for song, record in songs.items()
        for slug, weight in record.tags.items()
    ]
    have = SongTag.objects.filter(song__in=list(songs))
    changed = sync_rows(have, rows, lambda row: (row.song_id, row.tag_id), ["weight"])
    return {row.song_id for row in changed}


def name_columns(name: Name) -> dict[str, str]:
    """Return a name's columns; bulk writing does not call ``save``, which would normalise it."""
    return {
        "language": name.language,
        "kind": name.kind,
        "text": name.text,
        "normalised": normalise_name(name.text)[:300],
    }
