"""What is sent to the site is bounded before it is read."""

from typing import Any

import pytest
from django.conf import settings

from mlfym.body_limit import BodyLimit


class Recorder:
    """An application that notes what reaches it."""

    def __init__(self) -> None:
        self.path = ""
        self.body = b""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.path = scope["path"]
        while True:
            message = await receive()
            self.body += message.get("body", b"")
            if not message.get("more_body"):
                return


async def post(path: str, chunks: list[bytes], *, declare: bool) -> Recorder:
    inner = Recorder()
    size = sum(map(len, chunks))
    headers = [(b"content-length", str(size).encode())] if declare else []
    scope = {"type": "http", "method": "POST", "path": path, "headers": headers}
    left = list(chunks)

    async def receive() -> dict[str, Any]:
        if not left:
            return {"type": "http.disconnect"}
        body = left.pop(0)
        return {"type": "http.request", "body": body, "more_body": bool(left)}

    async def send(message: Any) -> None:
        raise AssertionError("nothing is sent by the limit itself")

    await BodyLimit(inner)(scope, receive, send)
    return inner


async def test_a_small_body_passes_whole() -> None:
    inner = await post("/photo/", [b"ab", b"cd"], declare=True)
    assert (inner.path, inner.body) == ("/photo/", b"abcd")


@pytest.mark.parametrize("declare", [True, False])
async def test_a_large_body_becomes_the_413_page(declare: bool) -> None:
    half = bytes(settings.FILE_UPLOAD_MAX_MEMORY_SIZE // 2 + 1)
    inner = await post("/photo/", [half, half], declare=declare)
    assert (inner.path, inner.body) == ("/errors/too-large/", b"")


async def test_the_curator_may_send_more() -> None:
    half = bytes(settings.FILE_UPLOAD_MAX_MEMORY_SIZE // 2 + 1)
    inner = await post("/admin/recommender/song/add/", [half, half], declare=True)
    assert len(inner.body) == 2 * len(half)


async def test_a_curator_has_to_say_how_much_comes() -> None:
    half = bytes(settings.FILE_UPLOAD_MAX_MEMORY_SIZE // 2 + 1)
    inner = await post("/admin/recommender/song/add/", [half, half], declare=False)
    assert (inner.path, inner.body) == ("/errors/too-large/", b"")


async def test_a_declared_body_is_not_held() -> None:
    """The first part reaches the application before the last has been sent."""
    asked: list[int] = []

    async def application(scope: Any, receive: Any, send: Any) -> None:
        await receive()
        asked.append(len(sent))

    sent: list[bytes] = []

    async def receive() -> dict[str, Any]:
        sent.append(b"part")
        return {"type": "http.request", "body": b"part", "more_body": True}

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/photo/",
        "headers": [(b"content-length", b"4000")],
    }
    await BodyLimit(application)(scope, receive, receive)
    assert asked == [1]


async def test_a_length_beside_chunks_is_not_believed() -> None:
    reached: list[str] = []
    half = bytes(settings.FILE_UPLOAD_MAX_MEMORY_SIZE // 2 + 1)
    more = [False, True, True, True]

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": half, "more_body": more.pop()}

    async def inner(scope: Any, receive: Any, send: Any) -> None:
        reached.append(scope["path"])

    headers = [(b"content-length", b"5"), (b"transfer-encoding", b"chunked")]
    scope = {"type": "http", "method": "POST", "path": "/photo/", "headers": headers}
    await BodyLimit(inner)(scope, receive, inner)
    assert reached == ["/errors/too-large/"]


def test_nothing_below_the_limit_is_spooled_to_disk() -> None:
    from mlfym.body_limit import body_limit

    assert body_limit("/photo/") <= settings.FILE_UPLOAD_MAX_MEMORY_SIZE
