"""What every thing with an address of its own has: an identifier that tells nothing."""

import uuid

from django.db import models


class Record(models.Model):
    """A row that may stand in a URL: its id is random, so that it can be neither guessed nor counted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True
