"""Wrong settings are named at start."""

from mlfym import checks


def test_half_an_admin_account_is_refused(settings) -> None:
    settings.ADMIN_USERNAME, settings.ADMIN_PASSWORD = "root", ""
    assert [m.id for m in checks.check_admin_variables(None)] == ["mlfym.E001"]


def test_a_whole_or_no_admin_account_is_fine(settings) -> None:
    for pair in (("", ""), ("root", "a long one")):
        settings.ADMIN_USERNAME, settings.ADMIN_PASSWORD = pair
        assert checks.check_admin_variables(None) == []


def test_a_public_site_without_https_is_warned(settings) -> None:
    settings.ALLOWED_HOSTS, settings.HTTPS = ["moods.example.org"], False
    assert [m.id for m in checks.check_https(None)] == ["mlfym.W001"]


def test_a_local_or_https_site_is_fine(settings) -> None:
    settings.ALLOWED_HOSTS, settings.HTTPS = ["localhost"], False
    assert checks.check_https(None) == []
    settings.ALLOWED_HOSTS, settings.HTTPS = ["moods.example.org"], True
    assert checks.check_https(None) == []


def test_a_pool_without_workers_is_refused(settings) -> None:
    settings.FACE_WORKERS = 0
    assert [m.id for m in checks.check_face_workers(None)] == ["mlfym.E002"]
