-- Once every group of the cycle has met, to the close: who directs one of its groups; People Ops for everyone in the
-- group asked. Nobody who is reviewed in that group, or keeps away from somebody in it.
CREATE POLICY seen ON calibration_checkquestion USING (
    group_id = ANY ((SELECT plumbline_groups_side_by_side())::uuid[])
    AND (
        group_id = ANY ((SELECT plumbline_groups_beside_directed())::uuid[])
        OR (SELECT plumbline_is_people_ops())
        OR cardinality((SELECT plumbline_people_ops_heads())::uuid[]) > 0 AND NOT EXISTS (
            SELECT FROM reviews_participant reviewed
            WHERE reviewed.group_id = calibration_checkquestion.group_id AND reviewed.part = 'subject'
                AND NOT plumbline_is_within(reviewed.person_id, (SELECT plumbline_people_ops_heads()))
        )
    )
    AND NOT EXISTS (
        SELECT FROM reviews_exclusion away
        WHERE away.group_id = calibration_checkquestion.group_id AND away.person_id = (SELECT plumbline_person())
    )
) WITH CHECK (plumbline_somebody());

-- How many are open, nothing else, is asked before a release.
CREATE POLICY tasks ON calibration_checkquestion USING (
    (SELECT plumbline_task()) IN ('release')
);
