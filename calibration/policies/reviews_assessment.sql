-- What was handed to the group, through the stops of its meeting (calibration.models.stops.through_stops).
CREATE POLICY through_stops ON reviews_assessment USING (
    state IN ('submitted', 'sealed') AND (
        group_id = ANY ((SELECT plumbline_groups_met())::uuid[])
        AND subject_id <> (SELECT plumbline_person())
        AND group_id || '/' || subject_id <> ALL ((SELECT plumbline_kept_from())::text[])
        AND EXISTS (
            SELECT FROM calibration_stop stop
            WHERE stop.group_id = reviews_assessment.group_id AND stop.subject_id = reviews_assessment.subject_id
        )
        OR group_id = (SELECT plumbline_group_shown())
        AND subject_id = ANY ((SELECT plumbline_subjects_shown())::uuid[])
    )
);
