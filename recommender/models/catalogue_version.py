"""The number by which processes notice that the catalogue changed."""

from django.db import models


class CatalogueVersion(models.Model):
    """One row whose number grows with each change of the catalogue; processes then reload."""

    number = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)
