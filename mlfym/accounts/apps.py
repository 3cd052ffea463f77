"""Who listens: accounts and guests."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts and listeners."""

    name = "mlfym.accounts"
    label = "accounts"
