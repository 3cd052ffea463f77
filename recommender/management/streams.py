"""What an import says of streams and covers at hosts that pages may not play from or show."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings

from recommender.catalogue.importing import Entry, Skipped
from recommender.hosts import is_switched_on


class Elsewhere:
    """Notes, while entries pass by, which hosts are not switched on, and which songs wait for it.

    silent: songs with a stream that cannot be played. hosts: as STREAM_HOSTS takes them.
    """

    def __init__(self) -> None:
        self.silent = 0
        self.hosts: set[str] = set()

    def noting(self, items: Iterator[Entry | Skipped]) -> Iterator[Entry | Skipped]:
        """Pass all on."""
        for item in items:
            if isinstance(item, Entry):
                self._note(item)
            yield item

    def _note(self, entry: Entry) -> None:
        stream, cover = (entry.song.columns.get(name, "") for name in ("stream_url", "cover"))
        self.silent += bool(stream) and not is_switched_on(stream)
        for address in (stream, cover):
            if "://" in address and not is_switched_on(address):
                parts = urlsplit(address)
                self.hosts.add(f"{parts.scheme}://{parts.netloc}")

    def advice(self) -> Iterator[str]:
        """Yield what an administrator has to do, in lines; nothing where there is nothing to do."""
        if self.hosts:
            # With those that are on, since one setting holds them all.
            hosts = ",".join([*settings.STREAM_HOSTS, *sorted(self.hosts)])
            yield f"Pages may play and show what is elsewhere with STREAM_HOSTS={hosts}"
        if self.silent:
            yield (
                f"Streams that cannot be played until then: {self.silent}. Set STREAM_HOSTS, start "
                "the site again, and import a second time."
            )
