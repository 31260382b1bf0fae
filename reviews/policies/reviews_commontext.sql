-- Who wrote it. Once shown: the person, and who assesses them there while the group runs. Once both agreed: whoever
-- reads a submitted assessment of theirs. Nobody who keeps away from them.
CREATE POLICY seen ON reviews_commontext USING (
    subject_id = (SELECT plumbline_person()) AND (author_id = (SELECT plumbline_person()) OR state <> 'draft')
    OR subject_id <> (SELECT plumbline_person())
    AND group_id || '/' || subject_id <> ALL ((SELECT plumbline_kept_from())::text[])
    AND (
        author_id = (SELECT plumbline_person())
        OR state <> 'draft' AND plumbline_state_of(group_id) IN (
            'assessing', 'previewing', 'calibrating', 'deciding', 'finalising', 'telling'
        ) AND EXISTS (
            SELECT FROM reviews_assignment owed
            WHERE owed.group_id = reviews_commontext.group_id AND owed.subject_id = reviews_commontext.subject_id
                AND owed.assessor_id = (SELECT plumbline_person())
        )
        OR state = 'agreed' AND (
            group_id = ANY ((SELECT plumbline_groups_read())::uuid[])
            OR (SELECT plumbline_person()) IS NOT NULL AND plumbline_reads_afterwards(
                group_id, subject_id, (SELECT plumbline_is_people_ops()), (SELECT plumbline_people_ops_heads())
            )
        )
    )
) WITH CHECK (plumbline_somebody());

CREATE POLICY tasks ON reviews_commontext USING (
    (SELECT plumbline_task()) IN ('handing-over', 'reminders', 'reading-noted', 'erasing', 'copies')
);
