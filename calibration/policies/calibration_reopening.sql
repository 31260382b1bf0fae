-- Its observer now, and People Ops for everyone in the group; nobody who is or was reviewed in it, nor who keeps away
-- from somebody in it.
CREATE POLICY seen ON calibration_reopening USING (EXISTS (
    SELECT FROM calibration_meeting meeting
    WHERE meeting.id = calibration_reopening.meeting_id
        AND plumbline_reads_why_reopened(
            meeting.group_id, (SELECT plumbline_is_people_ops()), (SELECT plumbline_people_ops_heads())
        )
)) WITH CHECK (plumbline_somebody());

CREATE POLICY tasks ON calibration_reopening USING (
    (SELECT plumbline_task()) IN ('meeting', 'reopenings-known', 'erasing', 'copies')
);
