"""The Django application `reviews`."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts.dates import dates_of
        from accounts.extras import on_person_page
        from accounts.importing.applying import addresses_changed
        from accounts.models.trail import between_two, told_to_subjects
        from accounts.rights.copying import told
        from accounts.rights.erasing import in_the_way
        from accounts.rights.kinds import held_about_people
        from accounts.rights.retention import kept_for_a_time
        from accounts.second_step import parts_of
        from accounts.signs import looked_for
        from accounts.ticking import every_tick
        from frameworks.hooks import amended as version_amended
        from frameworks.hooks import beside_my_level, noted_by_axis, on_my_level, steps_of
        from frameworks.people_import.judges import also_judges
        from reviews import dates, held
        from reviews.assessments import workflow as assessments  # noqa: F401  its table of moves
        from reviews.assessments.at_hand import evidence_about
        from reviews.assessments.reading import beside_assessments
        from reviews.assessments.sheet import beside_sheet
        from reviews.cycles import launching, moving, nearing
        from reviews.cycles import workflow as cycles
        from reviews.cycles.views import departures
        from reviews.earlier import shown
        from reviews.models import EarlierResult, Entry, RosterEntry, Sentences, participants
        from reviews.notebooks import asking, growing, profiles, quoting, reflecting  # noqa: F401  their tables of moves
        from reviews.notebooks import hooks as notebooks
        from reviews.notebooks import reading as beside
        from reviews.telling import amended, changed, digest, read_about, readdressed, reminding, second_looks, steps
        from reviews.telling import workflow as telling
        from reviews.telling.views.read_about import on_own_page
        from reviews.together import agreeing
        from reviews.together import notices as together
        from reviews.together import reading as inputs

        dates_of.register(dates.dates)
        held_about_people.register(held.held)
        kept_for_a_time.register(held.kept)
        told.register(held.told_of)
        in_the_way.register(held.reviews_that_run)
        parts_of.register(participants.parts_for_second_step)
        also_judges.register(participants.judges_of)
        addresses_changed.register(readdressed.tell)
        looked_for.register(lambda: (EarlierResult.subject, Entry.subject, Sentences.subject, RosterEntry.assessor))
        on_person_page.register(shown.on_person_page)
        on_person_page.register(notebooks.on_person_page)
        on_person_page.register(growing.on_person_page)
        on_person_page.register(profiles.on_person_page)
        beside_my_level.register(notebooks.on_my_level)
        noted_by_axis.register(notebooks.noted_by_axis)
        on_my_level.register(profiles.on_my_level)
        on_my_level.register(growing.on_my_level)
        steps_of.register(steps.last_steps)
        beside_assessments.register(profiles.beside_assessments)
        beside_sheet.register(profiles.lay_beside)
        beside_assessments.register(beside.reflections_beside)
        beside_assessments.register(inputs.inputs_beside)
        beside_assessments.register(inputs.common_beside)
        evidence_about.register(inputs.at_hand)
        evidence_about.register(quoting.noted)
        on_person_page.register(on_own_page)
        on_person_page.register(departures.on_person_page)
        told_to_subjects.register(read_about.may_know)
        between_two.update(
            {
                "reviews.message",
                "reviews.oneonone",
                "reviews.entry",
                "reviews.growthline",
                "reviews.profiletext",
                "reviews.ask",
                "reviews.secondlook",
                "reviews.commontext",
            }
        )
        every_tick.register(cycles.open_what_is_due)
        every_tick.register(launching.take_up_what_waits)
        every_tick.register(telling.release_due)
        digest.sections.register(reminding.talks_owed)
        digest.sections.register(asking.sentences_owed)
        digest.sections.register(nearing.assessments_owed)
        digest.sections.register(together.inputs_asked)
        digest.sections.register(agreeing.texts_shown)
        digest.sections.register(changed.changes_told)
        digest.sections.register(moving.dates_moved)
        digest.sections.register(amended.expectations_changed)
        version_amended.register(amended.plan)
        digest.sections.register(second_looks.looks_owed)
        digest.sections.register(second_looks.look_answered)
        every_tick.register(nearing.plan)
        every_tick.register(together.plan)
        every_tick.register(reminding.remind)
