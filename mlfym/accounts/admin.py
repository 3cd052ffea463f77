"""Accounts and listeners in the admin, and the admin's own name and door."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mlfym.accounts.models import Listener, User


def admin_login(request: HttpRequest, extra_context: Any = None) -> HttpResponse:
    """Lead to the site's own sign-in, which slows down those who guess passwords."""
    index = reverse("admin:index")
    if admin.site.has_permission(request):
        return redirect(index)
    wish = urlencode({"next": request.GET.get("next") or index})
    return redirect(f"{resolve_url(settings.LOGIN_URL)}?{wish}")


admin.site.login = admin_login  # type: ignore[method-assign]
admin.site.site_header = "MLFYM"
admin.site.site_title = "MLFYM"
admin.site.index_title = _("Curate")

admin.site.register(User, UserAdmin)


@admin.register(Listener)
class ListenerAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Listeners, to be looked at: they come and go by themselves.

    Deleting stays allowed, or the admin could not delete an account with its listener.
    """

    list_display = ("__str__", "user", "created", "last_seen", "camera_consent")
    list_filter = (("user", admin.EmptyFieldListFilter), "last_seen")
    search_fields = ("user__username", "uuid")
    list_select_related = ("user",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: a listener is made by their first action."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: only the listener's own doing changes it."""
        return False
