"""``manage.py serve``: prepare, then run the site and its background worker until Ctrl-C."""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mlfym.preparation import prepare
from mlfym.supervisor import Supervisor, port_is_free


class Command(BaseCommand):
    """Serve MLFYM on HOST:PORT (environment), 127.0.0.1:8000 by default."""

    help = "Prepare the site, then serve it with its background worker until Ctrl-C."

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve until a signal or until the web server ends."""
        host, port = os.environ.get("HOST", "127.0.0.1"), read_port()
        if not port_is_free(host, port):
            raise CommandError(
                f"Something else is listening on {host}:{port}. "
                f"Choose another port: PORT={port + 1} make run"
            )
        prepare(verbosity=0)
        code = Supervisor(host, port, self.stdout.write).run()
        if code:
            raise SystemExit(code)


def read_port() -> int:
    """Return the port that PORT names."""
    text = os.environ.get("PORT", "8000")
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise CommandError(f"PORT must be a number from 1 to 65535, not {text!r}.")
    return int(text)
