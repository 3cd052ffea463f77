"""The Korean catalogue is whole, its compiled form is fresh, and pages really speak it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.utils import translation
from django.utils.translation import gettext

ROOT = Path(__file__).resolve().parents[2]
PO = ROOT / "locale/ko/LC_MESSAGES/django.po"
HANGUL = re.compile(r"[가-힣]")
# Names and signs that are the same in both languages, and a sentence of placeholders alone.
SAME = {"MLFYM", "NDCG", "{title}, {artist}. {mood}."}


def test_every_message_is_translated() -> None:
    catalogue = polib.pofile(str(PO))
    missing = [e.msgid for e in catalogue if not e.obsolete and (not e.translated() or e.fuzzy)]
    assert not missing


def test_the_translations_are_korean() -> None:
    plain = [e.msgid for e in polib.pofile(str(PO)) if not HANGUL.search(e.msgstr or "가")]
    assert set(plain) <= SAME


def test_placeholders_survive() -> None:
    names = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
    for entry in polib.pofile(str(PO)):
        if entry.msgstr:
            assert sorted(names.findall(entry.msgid)) == sorted(names.findall(entry.msgstr)), entry


def test_the_compiled_catalogue_is_fresh() -> None:
    source = {e.msgid: e.msgstr for e in polib.pofile(str(PO)) if e.translated() and e.msgstr}
    compiled = {e.msgid: e.msgstr for e in polib.mofile(str(PO.with_suffix(".mo"))) if e.msgstr}
    assert compiled == source


def test_a_known_sentence_is_really_translated() -> None:
    with translation.override("ko"):
        assert gettext("Peace") == "평화"


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="gettext is not on this machine")
def test_no_message_of_the_code_is_missing(tmp_path: Path) -> None:
    for name in ("templates", "mlfym", "emotion", "recommender"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("artifacts"))
    (tmp_path / "locale").mkdir()
    command = [sys.executable, "-m", "django", "makemessages", "-l", "ko", "--no-location"]
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)
    fresh = polib.pofile(str(tmp_path / "locale/ko/LC_MESSAGES/django.po"))
    known = {e.msgid for e in polib.pofile(str(PO))}
    assert not [e.msgid for e in fresh if e.msgid not in known]
