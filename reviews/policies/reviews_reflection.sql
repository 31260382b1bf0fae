-- Who wrote it about themselves. Once handed in: who assesses them there, while the group runs; and where they chose so,
-- whoever reads a submitted assessment of theirs. Nobody who keeps away from them.
CREATE POLICY seen ON reviews_reflection USING (
    subject_id = (SELECT plumbline_person())
    OR state = 'handed_in'
    AND group_id || '/' || subject_id <> ALL ((SELECT plumbline_kept_from())::text[])
    AND (
        plumbline_state_of(group_id) IN (
            'assessing', 'previewing', 'calibrating', 'deciding', 'finalising', 'telling'
        ) AND EXISTS (
            SELECT FROM reviews_assignment owed
            WHERE owed.group_id = reviews_reflection.group_id AND owed.subject_id = reviews_reflection.subject_id
                AND owed.assessor_id = (SELECT plumbline_person())
        )
        OR readers = 'group' AND (
            group_id = ANY ((SELECT plumbline_groups_read())::uuid[])
            OR (SELECT plumbline_person()) IS NOT NULL AND plumbline_reads_afterwards(
                group_id, subject_id, (SELECT plumbline_is_people_ops()), (SELECT plumbline_people_ops_heads())
            )
        )
    )
) WITH CHECK (plumbline_somebody());

CREATE POLICY tasks ON reviews_reflection USING ((SELECT plumbline_task()) IN ('reading-noted', 'erasing', 'copies'));
