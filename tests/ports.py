"""Ports for the servers that tests start."""

import os
import random
import socket

# Below what Linux gives to outgoing connections (32768 and up), or a browser of another test could
# be given the port between the look here and the server's start.
FIRST, LAST = 20_000, 32_000
# Each process of the tests has ports of its own: so many, at most so many processes.
EACH, PROCESSES = 750, 16


def free_port() -> int:
    """Return a port that nothing listens on, and that no other test is given."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % PROCESSES
    ports = range(FIRST + worker * EACH, FIRST + (worker + 1) * EACH)
    # Not the tests' own dice, which fall alike before each test.
    for port in random.SystemRandom().sample(ports, EACH):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise RuntimeError(f"no port is free from {ports[0]} to {ports[-1]}")
