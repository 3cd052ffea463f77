"""A server that answers as Jamendo's API v3.0 documents, and fails as it is told to."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

CLIENT_ID = "secret0815"


def a_track(number: str, **values: Any) -> dict[str, Any]:
    return {
        "id": number, "name": f"Song {number}", "duration": 124, "artist_id": "14",
        "artist_name": "Both", "artist_idstr": "both", "album_name": "Simple Exercice",
        "album_id": "31", "license_ccurl": "http://creativecommons.org/licenses/by-nc-sa/3.0/fr/",
        "position": 1, "releasedate": "2005-04-01",
        "album_image": f"https://usercontent.jamendo.com/?type=album&id=31&track={number}",
        "audio": f"https://prod-1.storage.jamendo.com/?trackid={number}&format=mp32",
        "audiodownload": "", "audiodownload_allowed": True,
        "shareurl": f"https://www.jamendo.com/track/{number}",
        "image": f"https://usercontent.jamendo.com/?type=album&id=31&track={number}", **values,
    }  # fmt: skip


def answer(results: list[Any], code: int = 0, message: str = "") -> bytes:
    status = "success" if code == 0 else "failed"
    headers = {"status": status, "code": code, "error_message": message, "warnings": "",
               "results_count": len(results)}  # fmt: skip
    return json.dumps({"headers": headers, "results": results}).encode()


class Server:
    """What it knows, what it was asked, and what goes wrong next."""

    def __init__(self) -> None:
        self.known: dict[str, dict[str, Any]] = {}
        self.asked: list[dict[str, list[str]]] = []
        self.paths: list[str] = []
        self.troubles: list[Callable[[BaseHTTPRequestHandler], None]] = []
        self.address = ""

    def knows(self, *numbers: str) -> None:
        """Let it know these tracks."""
        self.known |= {number: a_track(number) for number in numbers}

    def says(self, content: bytes, status: int = 200, **headers: str) -> None:
        """Let the next answer be this."""

        def trouble(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            for name, value in headers.items():
                handler.send_header(name.replace("_", "-"), value)
            handler.send_header("Content-Length", str(len(content)))
            handler.end_headers()
            handler.wfile.write(content)

        self.troubles.append(trouble)

    def is_silent(self) -> None:
        """Let the next question have no answer, until the other side hangs up."""
        self.troubles.append(lambda handler: handler.connection.recv(1))

    def breaks_off(self) -> None:
        """Let the next answer end too early."""

        def trouble(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(200)
            handler.send_header("Content-Length", "1000")
            handler.end_headers()
            handler.wfile.write(b'{"headers": {')

        self.troubles.append(trouble)

    def handle(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one question."""
        query = parse_qs(urlsplit(handler.path).query)
        self.paths.append(urlsplit(handler.path).path)
        self.asked.append(query)
        if self.troubles:
            self.troubles.pop(0)(handler)
            return
        if query.get("client_id") != [CLIENT_ID]:
            content = answer([], 5, "Your credential is not authorized.")
        else:
            numbers = query.get("id", [""])[0].split(" ")
            limit = int(query.get("limit", ["10"])[0])
            content = answer([self.known[one] for one in numbers if one in self.known][:limit])
        handler.send_response(200)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)


@contextmanager
def jamendo_server() -> Iterator[Server]:
    """Run a server on a free port of this machine."""
    server = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.handle(self)

        def log_message(self, *args: Any) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    threading.Thread(target=http.serve_forever, daemon=True).start()
    server.address = f"http://127.0.0.1:{http.server_address[1]}/v3.0"
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
