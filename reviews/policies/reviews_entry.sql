-- Its author; and whom it is shared with: whoever manages the person today or assesses them in a group that runs, the
-- person, the readers of a group that reads. Never the person by any other way.
CREATE POLICY seen ON reviews_entry USING (
    author_id = (SELECT plumbline_person())
    OR EXISTS (
        SELECT FROM reviews_entryaudience shared
        WHERE shared.entry_id = reviews_entry.id AND (
            shared.audience = 'subject' AND subject_id = (SELECT plumbline_person())
            OR shared.audience = 'manager' AND plumbline_manages_or_assesses(subject_id)
            OR shared.audience = 'group' AND plumbline_reads_of(
                subject_id, (SELECT plumbline_groups_read())::uuid[], (SELECT plumbline_kept_from())::text[]
            )
        )
    )
) WITH CHECK (plumbline_somebody());

CREATE POLICY tasks ON reviews_entry USING ((SELECT plumbline_task()) IN ('reading-noted', 'erasing', 'copies'));
