"""Which fields are confidential, the secret word each carries, and who may ever read it.

`FIELDS` names every text field of every model: a field that is missing here fails the run. Open fields say why.
The rows are made by `tests/access/<app>_scene.py`; each puts `word("model.field", who)` into its confidential fields.
"""

import re
from importlib import import_module, util

from django.apps import apps
from django.db import models

OURS = ("accounts", "frameworks", "reviews", "promotions", "calibration", "figures", "candidates", "demo")
TEXT = (models.CharField, models.TextField, models.JSONField)

# model.field → why everyone signed in may read it
OPEN: dict[str, str] = {
    "accounts.organisation.name": "the organisation's name",
    "accounts.organisation.time_zone": "no secret",
    "accounts.team.name": "members see teams",
    "accounts.person.employee_id": "written on people's pages for People Ops, never confidential text",
    "accounts.person.email": "a colleague's address",
    "accounts.person.name": "a colleague's name",
    "accounts.person.kind": "a choice",
    "accounts.person.time_zone": "no secret",
    "accounts.person.password": "a hash; never rendered",
    "accounts.grant.kind": "a choice",
    "accounts.event.verb": "a verb of the code",
    "accounts.event.thing": "a model's name",
    "accounts.event.thing_id": "an id",
    "accounts.event.before": "a state",
    "accounts.event.after": "a state",
    "accounts.lease.name": "a task's name",
}

# model.field (or model.field@which, where a scene has several) → who may read it in the scene, by first name;
# "" = nobody through a page
SECRET: dict[str, str] = {}

# apps' own parts of the two tables: modules `tests/privacy/<app>_words.py` with OPEN and SECRET
OF_REVIEWS = ("reviews", "reviews_telling", "reviews_notebooks", "reviews_together")
for app in ("accounts", "frameworks", *OF_REVIEWS, "promotions", "calibration", "figures", "candidates", "demo"):
    if util.find_spec(f"tests.privacy.{app}_words"):
        part = import_module(f"tests.privacy.{app}_words")
        OPEN.update(part.OPEN)
        SECRET.update(part.SECRET)


def text_fields() -> set[str]:
    """Every field of ours that can hold text, as app.model.field."""
    return {
        f"{model._meta.label_lower}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in OURS
        for field in model._meta.concrete_fields
        if isinstance(field, TEXT) and not field.is_relation
    }


def word(field: str) -> str:
    """The secret word of a confidential field: one that stands nowhere else."""
    if field not in SECRET:
        raise KeyError(f"{field} is not in SECRET")
    return "secret" + "".join(part.capitalize() for part in re.split(r"[._@]", field)) + "Q"  # none begins another
