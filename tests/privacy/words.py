"""Which fields are confidential, the secret word each carries, and who may ever read it.

`FIELDS` names every text field of every model: a field that is missing here fails the run. Open fields say why.
The rows are made by `tests/access/<app>_scene.py`; each puts `word("model.field", who)` into its confidential fields.
"""

import re
from importlib import import_module, util

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
for app in ("accounts", "frameworks", "reviews", "reviews_telling", "promotions", "calibration", "figures", "demo"):
    if util.find_spec(f"tests.privacy.{app}_words"):
        part = import_module(f"tests.privacy.{app}_words")
        OPEN.update(part.OPEN)
        SECRET.update(part.SECRET)


def word(field: str) -> str:
    """The secret word of a confidential field: one that stands nowhere else."""
    if field not in SECRET:
        raise KeyError(f"{field} is not in SECRET")
    return "secret" + "".join(part.capitalize() for part in re.split(r"[._@]", field)) + "Q"  # none begins another
