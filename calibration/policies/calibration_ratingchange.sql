-- As a stop of its subject; after the close People Ops. Never the subject.
CREATE POLICY seen ON calibration_ratingchange USING (
    (
        group_id = ANY ((SELECT plumbline_groups_met())::uuid[])
        OR (
            (SELECT plumbline_is_people_ops())
            OR plumbline_is_within(subject_id, (SELECT plumbline_people_ops_heads()))
        ) AND plumbline_state_of(group_id) = 'closed'
    )
    AND subject_id <> (SELECT plumbline_person())
    AND group_id || '/' || subject_id <> ALL ((SELECT plumbline_kept_from())::text[])
    OR group_id = (SELECT plumbline_group_shown())
    AND subject_id = ANY ((SELECT plumbline_subjects_shown())::uuid[])
) WITH CHECK (plumbline_somebody());

CREATE POLICY tasks ON calibration_ratingchange USING (
    (SELECT plumbline_task()) IN ('meeting', 'changes-explained', 'reading-noted', 'erasing', 'copies')
);
