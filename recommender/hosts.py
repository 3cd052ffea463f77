"""The other hosts that an administrator has switched on, for streams and covers."""

from urllib.parse import urlsplit

from django.conf import settings


def is_switched_on(address: str) -> bool:
    """Say whether an address is at one of STREAM_HOSTS, which are written as CSP sources."""
    parts = urlsplit(address)
    for source in settings.STREAM_HOSTS:
        scheme, _, host = source.rpartition("://")
        same = parts.netloc == host or (host[:2] == "*." and parts.netloc.endswith(host[1:]))
        if same and scheme in ("", parts.scheme):
            return True
    return False
