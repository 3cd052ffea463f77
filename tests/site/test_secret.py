"""The secret key is made once and is private."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from mlfym.secret import read_or_make_secret


def test_it_is_made_once(tmp_path: Path) -> None:
    path = tmp_path / "secret_key"
    first = read_or_make_secret(path)
    assert len(first) >= 50
    assert read_or_make_secret(path) == first


def test_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "secret_key"
    read_or_make_secret(path)
    assert path.stat().st_mode & 0o077 == 0


def test_two_sites_differ(tmp_path: Path) -> None:
    assert read_or_make_secret(tmp_path / "a") != read_or_make_secret(tmp_path / "b")


def test_the_first_of_two_processes_wins(tmp_path: Path) -> None:
    path = tmp_path / "secret_key"
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: read_or_make_secret(path), range(16)))
    assert len(keys) == 1
    assert [entry.name for entry in tmp_path.iterdir()] == ["secret_key"]
