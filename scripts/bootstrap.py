"""Make the virtual environment and install a requirements file into it, once for each content.

Runs on the machine's own Python with the standard library alone. A stamp beside the environment
holds the hash of what was installed, so that a second start installs nothing.

    python3.11 scripts/bootstrap.py requirements-serve.txt
"""

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = Path(os.environ.get("VENV", ROOT / ".venv"))
UV = "uv==0.13.8"
INCLUDE = re.compile(r"^-(?:r|c)\s+(\S+)", re.MULTILINE)


def content_of(path: Path) -> str:
    """Return the text of a requirements file with all that it includes."""
    text = path.read_text(encoding="utf-8")
    return text + "".join(content_of(path.parent / name) for name in INCLUDE.findall(text))


def fingerprint(path: Path) -> str:
    """Return a hash of the requirements and of the Python that they are for."""
    return hashlib.sha256(f"{sys.version}\n{UV}\n{content_of(path)}".encode()).hexdigest()


def make_environment() -> None:
    """Create the virtual environment with uv in it, where it is missing."""
    if (VENV / "bin" / "uv").exists():
        return
    print("Making the environment ...", flush=True)
    subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
    pip = [str(VENV / "bin" / "python"), "-m", "pip"]
    subprocess.run([*pip, "install", "--quiet", "--disable-pip-version-check", UV], check=True)


def included(path: Path) -> set[Path]:
    """Return a requirements file and all that it includes."""
    names = INCLUDE.findall(path.read_text(encoding="utf-8"))
    return {path}.union(*(included(path.parent / name) for name in names))


def stamp_of(path: Path) -> Path:
    """Return where the hash of what was installed from ``path`` is kept."""
    return VENV / f"{path.stem}.stamp"


def is_installed(path: Path) -> bool:
    """Say whether ``path``, or a requirements file that includes it, is installed as it is now."""
    return any(
        path in included(wider)
        and stamp_of(wider).exists()
        and stamp_of(wider).read_text(encoding="ascii") == fingerprint(wider)
        for wider in ROOT.glob("requirements*.txt")
    )


def install(path: Path) -> None:
    """Install a requirements file unless a stamp says that it is there already."""
    if is_installed(path):
        return
    make_environment()
    print(f"Installing {path.name} ...", flush=True)
    uv = [str(VENV / "bin" / "uv"), "pip", "install", "--quiet", "--compile-bytecode"]
    environment = {**os.environ, "VIRTUAL_ENV": str(VENV)}
    subprocess.run([*uv, "-r", str(path)], check=True, env=environment, cwd=ROOT)
    stamp_of(path).write_text(fingerprint(path), encoding="ascii")


def main() -> int:
    """Install what the arguments name."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is run by whatever Python there is
        print("MLFYM needs Python 3.11 or newer.", file=sys.stderr)
        return 1
    try:
        for name in sys.argv[1:]:
            install(ROOT / name)
    except subprocess.CalledProcessError as error:
        print(f"Could not install: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
