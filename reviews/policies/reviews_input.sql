-- The contributor who wrote it. Once submitted, of somebody who is assessed: who assesses them there, stands in for
-- that assessor or writes the assessment with them, while the group runs; and whoever reads a submitted assessment of
-- theirs. Never its subject.
CREATE POLICY seen ON reviews_input USING (
    (
        author_id = (SELECT plumbline_person())
        OR state = 'submitted' AND EXISTS (
            SELECT FROM reviews_assignment owed
            WHERE owed.group_id = reviews_input.group_id AND owed.subject_id = reviews_input.subject_id AND (
                plumbline_state_of(owed.group_id) IN (
                    'assessing', 'previewing', 'calibrating', 'deciding', 'finalising', 'telling'
                ) AND (
                    owed.assessor_id = (SELECT plumbline_person())
                    OR owed.group_id || '/' || owed.assessor_id = ANY ((SELECT plumbline_stands_in())::text[])
                )
                OR owed.group_id || '/' || owed.subject_id = ANY ((SELECT plumbline_co_writes())::text[])
                OR owed.group_id = ANY ((SELECT plumbline_groups_read())::uuid[])
                OR (SELECT plumbline_person()) IS NOT NULL AND plumbline_reads_afterwards(
                    owed.group_id, owed.subject_id,
                    (SELECT plumbline_is_people_ops()), (SELECT plumbline_people_ops_heads())
                )
            )
        )
    )
    AND subject_id <> (SELECT plumbline_person())
    AND group_id || '/' || subject_id <> ALL ((SELECT plumbline_kept_from())::text[])
) WITH CHECK (plumbline_somebody());

CREATE POLICY tasks ON reviews_input USING (
    (SELECT plumbline_task()) IN ('handing-over', 'reminders', 'reading-noted', 'erasing', 'copies')
);
