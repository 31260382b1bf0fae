"""Who signs in to PostgreSQL, and what each may do there: all of it in one place
(docs/decisions/0013-row-level-security.md).

The pages and the worker each have a login, and neither owns anything. People's answers are counted as a third role, to
which only the worker may change, and which can read no review. Without a worker's login the pages' does all of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db.backends.utils import CursorWrapper

# the tables to which rows are only added
ONLY_ADDED_TO = (
    "accounts_event",
    "accounts_reading",
    "accounts_readabout",
    "accounts_seal",
    "accounts_sealed",
)
# of these, the ones that the worker alone adds to: it seals
SEALING = ("accounts_readabout", "accounts_seal", "accounts_sealed")
# what people say and sign in with themselves: the worker takes of it what is to go, and adds nothing
OF_PEOPLE_THEMSELVES = (
    "calibration_privatenote",
    "figures_answer",
    "mfa_authenticator",
    "promotions_vote",
)

COUNTING, WORKER = "counting", "worker"
# the named tasks that no page runs, and the one who may name each (the policies say what it opens)
ONLY_NAMED_BY = {
    "comments-let-out": WORKER,
    "counting": COUNTING,
    "flags-let-out": WORKER,
    "reminders": WORKER,
    "role-changes": WORKER,
}

# what is read to count: whole tables, or some columns; nothing that anybody wrote about anybody
COUNTED: Mapping[str, tuple[str, ...]] = {
    "accounts_organisation": ("id", "time_zone", "is_demo", "today_on", "today_began_at"),  # what day it is
    "accounts_person": ("id", "last_login"),
    "figures_answer": ("person_id", "question_id", "option_id"),
    "figures_counting": (),
    "figures_option": (),
    "figures_publication": (),
    "figures_question": (),
    "frameworks_framework": ("id", "title"),
    "frameworks_level": ("id", "code"),
    "frameworks_role": ("id", "framework_id", "level_id"),
    "frameworks_version": ("id", "published_at"),
    "frameworks_versionlevel": ("version_id", "level_id", "rank"),
    "reviews_cycle": ("id", "closed_at", "is_trial", "covers_to"),
    "reviews_group": ("id", "cycle_id", "state"),
    "reviews_rosterentry": ("id", "group_id", "subject_id", "role_id", "version_id"),
}
# what comes of it
PUBLISHED = ("accounts_event", "figures_counting", "figures_publication")


@dataclass(frozen=True)
class Roles:
    """The names of one installation's roles; `worker` and `counting` are empty where the pages' does their work too."""

    pages: str
    worker: str = ""
    counting: str = ""


def given() -> Roles:
    """Those that the environment names; none on SQLite."""
    return Roles(settings.PAGES_ROLE, settings.WORKER_ROLE, settings.COUNTING_ROLE)


def let_in(cursor: CursorWrapper, roles: Roles) -> None:
    """By the owner of the tables: gives each role what it needs, and takes away what an earlier version gave."""
    pages, worker, counting = (_quoted(name) for name in (roles.pages, roles.worker, roles.counting))
    _let_write(cursor, pages)
    if not roles.worker:
        return
    cursor.execute(f"REVOKE INSERT ON {', '.join(SEALING)} FROM {pages}")
    _let_write(cursor, worker)
    if roles.worker != roles.pages:
        cursor.execute(f"REVOKE INSERT ON {', '.join(OF_PEOPLE_THEMSELVES)} FROM {worker}")
    cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {counting}")
    cursor.execute(f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {counting}")
    cursor.execute(f"GRANT USAGE ON SCHEMA public TO {counting}")
    for table, columns in COUNTED.items():
        some = f" ({', '.join(columns)})" if columns else ""
        cursor.execute(f"GRANT SELECT{some} ON {table} TO {counting}")
    cursor.execute(f"GRANT INSERT ON {', '.join(PUBLISHED)} TO {counting}")


def _let_write(cursor: CursorWrapper, role: str) -> None:
    cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
    cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}")
    cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}")
    cursor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {', '.join(ONLY_ADDED_TO)} FROM {role}")


def may_name(roles: Roles) -> str:
    """The statement that makes `plumbline_may_name`, which policies ask whether the role of the moment may say that it
    is a task. Everybody may say each that stands in no list; without a worker's login, any."""
    names = {COUNTING: roles.counting, WORKER: roles.worker}
    whens = [f"WHEN '{task}' THEN current_user = '{names[who]}'" for task, who in ONLY_NAMED_BY.items()]
    answer = f"CASE task {' '.join(whens)} ELSE true END" if roles.worker else "true"
    return (
        "CREATE OR REPLACE FUNCTION plumbline_may_name(task text) RETURNS boolean"
        f" LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$ BEGIN RETURN {answer}; END $$"
    )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
