"""The Django application `calibration`: its moves, and what it tells the earlier apps through their hooks."""

from django.apps import AppConfig


class CalibrationConfig(AppConfig):
    name = "calibration"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts.dates import dates_of
        from accounts.organisation import bias_kinds_given
        from accounts.rights.kinds import held_about_people
        from accounts.rights.retention import kept_for_a_time
        from accounts.ticking import every_tick
        from calibration import counting, dates, held, standing
        from calibration.across import beside, status, workflow  # noqa: F401  the last: its table of moves
        from calibration.attending import is_in_the_room
        from calibration.learning import asking, flagging
        from calibration.learning.beside import look_backs
        from calibration.notes import beside_words as written_in_the_room
        from calibration.record.beside import records
        from calibration.rehearsal.beside import rehearsals
        from calibration.workflow import presence, rules  # noqa: F401  the last: its tables of moves
        from calibration.workflow.following_late import follow
        from calibration.workflow.voices import when_a_part_ends
        from reviews.cycles.acts.late import changed_late
        from reviews.cycles.acts.naming import in_use
        from reviews.cycles.acts.parts import part_ended
        from reviews.cycles.beside import beside_cycles, beside_for_people_ops, of_cycles
        from reviews.telling.hooks import beside_words, rating_changes, waits_for

        bias_kinds_given.register(counting.words_for_the_five)
        every_tick.register(flagging.let_out)
        every_tick.register(asking.end_what_is_due)
        every_tick.register(presence.leave_overnight)
        every_tick.register(presence.leave_with_the_part)
        dates_of.register(dates.dates)
        held_about_people.register(held.held)
        kept_for_a_time.register(held.kept)
        beside_words.register(written_in_the_room)
        changed_late.register(follow)
        in_use.register(is_in_the_room)
        part_ended.register(when_a_part_ends)
        beside_cycles.register(rehearsals)
        beside_cycles.register(look_backs)
        beside_for_people_ops.register(records)
        rating_changes.register(standing.changes_of)
        of_cycles.register(beside.check_of)
        waits_for.register(status.held_back)
