-- Whoever is in the room while the turn is open, and does not keep away from it. A room display: who speaks in the turn
-- that it shows.
CREATE POLICY seen ON calibration_floorrequest USING (
    stop_id = ANY ((SELECT plumbline_turns_attended())::uuid[])
    OR given_at IS NOT NULL AND EXISTS (
        SELECT FROM calibration_meeting shown
        JOIN calibration_stop turn ON turn.id = shown.stop_id
        WHERE shown.group_id = (SELECT plumbline_group_shown()) AND shown.showing = 'stop'
            AND turn.id = calibration_floorrequest.stop_id
            AND turn.subject_id = ANY ((SELECT plumbline_subjects_shown())::uuid[])
    )
) WITH CHECK (plumbline_somebody());

CREATE POLICY tasks ON calibration_floorrequest USING (
    (SELECT plumbline_task()) IN ('meeting')
);
