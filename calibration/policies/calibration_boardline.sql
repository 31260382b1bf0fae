-- Once every group of the cycle has met, to the close: who directs one of its groups; People Ops for the subject. Nobody
-- of a group in which they are reviewed, nor of whom they keep away from.
CREATE POLICY seen ON calibration_boardline USING (
    group_id = ANY ((SELECT plumbline_groups_side_by_side())::uuid[])
    AND (
        group_id = ANY ((SELECT plumbline_groups_beside_directed())::uuid[])
        OR (SELECT plumbline_is_people_ops())
        OR plumbline_is_within(subject_id, (SELECT plumbline_people_ops_heads()))
    )
    AND subject_id <> (SELECT plumbline_person())
    AND group_id || '/' || subject_id <> ALL ((SELECT plumbline_kept_from())::text[])
) WITH CHECK (plumbline_somebody());

CREATE POLICY tasks ON calibration_boardline USING (
    (SELECT plumbline_task()) IN ('meeting', 'reading-noted', 'erasing', 'copies')
);
