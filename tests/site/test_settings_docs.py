"""Every environment variable that is read is documented, and none is documented that is not."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
READ = re.compile(r'env\.\w+\(\s*"([A-Z_]+)"')
READ_PLAIN = re.compile(r'os\.environ\.get\("([A-Z_]+)"')
PIN = re.compile(r"^([\w-]+)==([^ ;\n]+)", re.MULTILINE)
DOCUMENTED = re.compile(r"^\| `([A-Z_]+)` \|", re.MULTILINE)


def test_settings_and_docs_agree() -> None:
    read = set(READ.findall((ROOT / "mlfym/settings.py").read_text(encoding="utf-8")))
    for path in (ROOT / "mlfym").rglob("*.py"):
        read |= set(READ_PLAIN.findall(path.read_text(encoding="utf-8")))
    documented = set(DOCUMENTED.findall((ROOT / "docs/settings.md").read_text(encoding="utf-8")))
    assert len(read) > 10
    assert read == documented


def test_every_requirement_brings_exact_versions() -> None:
    """What does not agree is mended by `make constraints`."""
    pins = dict(PIN.findall((ROOT / "constraints.txt").read_text(encoding="utf-8")))
    assert len(pins) > 100
    for name in ("requirements-serve.txt", "requirements-worker.txt", "requirements.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "-c constraints.txt" in text or "-r requirements-" in text
        for package, version in PIN.findall(text):
            assert pins[package.lower()] == version


def test_every_requirement_is_explained_and_exact() -> None:
    docs = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8")
    for name in ("requirements-serve.txt", "requirements-worker.txt", "requirements.txt"):
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
            if not line or line.startswith(("#", "-r", "-c")):
                continue
            package, _, version = line.partition("==")
            assert version, f"{line} is not pinned"
            assert f"`{package}`" in docs, f"{package} is not explained"
