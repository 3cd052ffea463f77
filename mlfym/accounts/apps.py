"""Who listens: accounts and guests."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Accounts and listeners."""

    name = "mlfym.accounts"
    label = "accounts"
    verbose_name = _("Accounts")
