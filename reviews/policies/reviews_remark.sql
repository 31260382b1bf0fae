-- As the submitted assessment, until the close; then People Ops only. Never the subject.
CREATE POLICY seen ON reviews_remark USING (
    (
        group_id = ANY ((SELECT plumbline_groups_read())::uuid[])
        OR author_id = (SELECT plumbline_person()) AND plumbline_state_of(group_id) IN (
            'previewing', 'calibrating', 'deciding', 'finalising', 'telling'
        )
        OR (
            (SELECT plumbline_is_people_ops())
            OR plumbline_is_within(subject_id, (SELECT plumbline_people_ops_heads()))
        ) AND plumbline_state_of(group_id) = 'closed'
    )
    AND subject_id <> (SELECT plumbline_person())
    AND group_id || '/' || subject_id <> ALL ((SELECT plumbline_kept_from())::text[])
) WITH CHECK (plumbline_somebody());

CREATE POLICY tasks ON reviews_remark USING ((SELECT plumbline_task()) IN ('meeting', 'reading-noted', 'erasing', 'copies'));
