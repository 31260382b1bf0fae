"""The first run of an installation in the browser: its token, and the answers given so far."""

from django.db import models


class SetUp(models.Model):
    """One row while nobody is here; gone with the first person. The token and the browser's secret as digests only."""

    only = models.BooleanField(default=True, unique=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, help_text="Of the token; empty once it was used.")
    tries = models.PositiveSmallIntegerField(default=0, help_text="Wrong tokens since this one was made.")
    browser = models.CharField(max_length=64, blank=True, help_text="Of the secret in the session that used it.")
    answers = models.JSONField(default=dict)
    people = models.TextField(blank=True, help_text="The lines of the first file: accounts.importing.table.")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(only=True), name="one_set_up_only")]
