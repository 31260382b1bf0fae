-- The two who meet.
CREATE POLICY seen ON reviews_oneonone USING (
    manager_id = (SELECT plumbline_person()) OR report_id = (SELECT plumbline_person())
) WITH CHECK (plumbline_somebody());

CREATE POLICY tasks ON reviews_oneonone USING ((SELECT plumbline_task()) IN ('release', 'handing-over', 'erasing', 'copies', 'planning'));
