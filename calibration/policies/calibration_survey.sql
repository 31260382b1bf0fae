-- Once it has ended: whoever was in the room at any time, and People Ops for somebody who is reviewed in the group.
CREATE POLICY seen ON calibration_survey USING (
    shown IS NOT NULL AND (
        EXISTS (
            SELECT FROM calibration_attendance came
            WHERE came.meeting_id = calibration_survey.meeting_id AND came.person_id = (SELECT plumbline_person())
        )
        OR EXISTS (
            SELECT FROM calibration_meeting meeting
            JOIN reviews_participant reviewed ON reviewed.group_id = meeting.group_id AND reviewed.part = 'subject'
            WHERE meeting.id = calibration_survey.meeting_id
                AND (
                    (SELECT plumbline_is_people_ops())
                    OR plumbline_is_within(reviewed.person_id, (SELECT plumbline_people_ops_heads()))
                )
        )
    )
) WITH CHECK (plumbline_somebody());

CREATE POLICY tasks ON calibration_survey USING ((SELECT plumbline_task()) IN ('surveying'));
