"""The heads of the admin's columns go through gettext, like the rest of it."""

import pytest
from django.contrib import admin
from django.contrib.admin.utils import label_for_field
from django.utils.functional import Promise

from recommender.models import Answer, Playlist, Question, SongAnalysis, Tag


@pytest.mark.parametrize("model", [Answer, Playlist, Question, SongAnalysis, Tag])
def test_every_head_can_be_translated(model) -> None:
    site = admin.site._registry[model]
    plain = []
    for name in site.list_display:
        own = getattr(site, name, None)
        label = own.short_description if own else model._meta.get_field(name).verbose_name
        assert label_for_field(name, model, site)
        if not isinstance(label, Promise):
            plain.append(name)
    assert not plain
