-- People Ops for the whole organisation.
CREATE POLICY seen ON figures_publication USING ((SELECT plumbline_is_people_ops())) WITH CHECK (plumbline_somebody());

CREATE POLICY tasks ON figures_publication USING ((SELECT plumbline_task()) IN ('counting'));
