-- What was handed to the group, through the stops of its meeting (calibration.models.stops.through_stops).
CREATE POLICY through_stops ON promotions_pitch USING (
    state IN ('submitted', 'decided') AND (
        group_id = ANY ((SELECT plumbline_groups_met())::uuid[])
        AND subject_id <> (SELECT plumbline_person())
        AND group_id || '/' || subject_id <> ALL ((SELECT plumbline_kept_from())::text[])
        AND EXISTS (
            SELECT FROM calibration_stop stop
            WHERE stop.group_id = promotions_pitch.group_id AND stop.subject_id = promotions_pitch.subject_id
        )
        OR group_id = (SELECT plumbline_group_shown())
        AND subject_id = ANY ((SELECT plumbline_subjects_shown())::uuid[])
    )
);
