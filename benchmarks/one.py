"""`python -m benchmarks.one PEOPLE CYCLES [--more]`: fills the environment's empty database, prints pages as JSON."""

import json
import os
import sys
from dataclasses import asdict

import django


def main(people: int, cycles: int, more: bool) -> None:
    """Migrates, generates the company, lets PostgreSQL count its rows, and counts each page's queries."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from benchmarks import targets

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("generate_company", people=people, cycles=cycles, under_way=True, seed=1, stdout=sys.stderr)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("SHOW server_version")
        (version,) = cursor.fetchone()
        cursor.execute("SELECT pg_database_size(current_database())")
        (size,) = cursor.fetchone()
    asked = targets.main_pages() + (targets.confidential_pages() if more else [])
    pages = targets.counted(asked)
    json.dump({"postgres": version, "bytes": size, "pages": [asdict(page) for page in pages]}, sys.stdout)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), "--more" in sys.argv)
