-- Its author and whoever is in the room while the turn is open. Never the subject, nor who keeps away; never a room
-- display.
CREATE POLICY seen ON calibration_proposal USING (
    stop_id = ANY ((SELECT plumbline_turns_attended())::uuid[])
) WITH CHECK (plumbline_somebody());

CREATE POLICY tasks ON calibration_proposal USING (
    (SELECT plumbline_task()) IN ('meeting', 'reading-noted', 'erasing', 'copies')
);
