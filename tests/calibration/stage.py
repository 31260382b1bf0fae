"""Sets a stage for the browser: the group before its meeting in a database of its own; prints everyone's session.

Run as a program (`python -m tests.calibration.stage`) on an empty, migrated database.
"""

import json
import sys

import django


def main() -> dict[str, str]:
    """The group's id, and by first name the session each is signed in with."""
    from django.conf import settings

    from accounts.sessions import SessionStore
    from tests.calibration.company import make_company
    from tests.cast import make_cast

    cast = make_cast()
    company = make_company(cast)
    said = {"group": str(company.group.pk)}
    for name in ("petra", "mei", "noor", "oskar"):
        person, session = getattr(cast, name), SessionStore()
        session["_auth_user_id"] = str(person.pk)
        session["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
        session["_auth_user_hash"] = person.get_session_auth_hash()
        session.save()
        said[name] = session.session_key
    return said


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(json.dumps(main()))
