-- Who asks, and the peer who is asked.
CREATE POLICY seen ON reviews_ask USING (
    asker_id = (SELECT plumbline_person()) OR peer_id = (SELECT plumbline_person())
) WITH CHECK (plumbline_somebody());

CREATE POLICY tasks ON reviews_ask USING (
    (SELECT plumbline_task()) IN ('reminders', 'reading-noted', 'erasing', 'copies')
);
