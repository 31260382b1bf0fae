-- Its author until finalising begins; from the lock to the close who assesses the subject. Never the subject, nor who
-- keeps away; nothing that somebody wrote who keeps away now.
CREATE POLICY seen ON calibration_roomfeedback USING (
    (
        author_id = (SELECT plumbline_person()) AND plumbline_state_of(group_id) IN ('calibrating', 'deciding')
        OR plumbline_state_of(group_id) IN ('deciding', 'finalising', 'telling') AND EXISTS (
            SELECT FROM reviews_rosterentry on_roster
            WHERE on_roster.group_id = calibration_roomfeedback.group_id
                AND on_roster.subject_id = calibration_roomfeedback.subject_id
                AND on_roster.assessor_id = (SELECT plumbline_person())
        )
    )
    AND subject_id <> (SELECT plumbline_person())
    AND group_id || '/' || subject_id <> ALL ((SELECT plumbline_kept_from())::text[])
    AND NOT EXISTS (
        SELECT FROM reviews_exclusion away
        WHERE away.group_id = calibration_roomfeedback.group_id
            AND away.subject_id = calibration_roomfeedback.subject_id
            AND away.person_id = calibration_roomfeedback.author_id
    )
) WITH CHECK (plumbline_somebody());

CREATE POLICY tasks ON calibration_roomfeedback USING (
    (SELECT plumbline_task()) IN ('meeting', 'reading-noted', 'erasing', 'copies')
);
