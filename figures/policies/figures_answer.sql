-- The person only.
CREATE POLICY seen ON figures_answer USING (person_id = (SELECT plumbline_person())) WITH CHECK (plumbline_somebody());

CREATE POLICY tasks ON figures_answer USING ((SELECT plumbline_task()) IN ('counting', 'retiring', 'erasing'));
