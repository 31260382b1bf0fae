-- Its owner; the person once told, or when the result's day has come: when they see their result.
CREATE POLICY seen ON reviews_message USING (
    owner_id = (SELECT plumbline_person()) AND person_id <> (SELECT plumbline_person())
    OR EXISTS (
        SELECT FROM reviews_result own WHERE own.id = result_id AND own.subject_id = (SELECT plumbline_person())
    )
) WITH CHECK (plumbline_somebody());

CREATE POLICY tasks ON reviews_message USING (
    (SELECT plumbline_task()) IN ('release', 'handing-over', 'reminders', 'telling-counted', 'erasing', 'copies')
);
