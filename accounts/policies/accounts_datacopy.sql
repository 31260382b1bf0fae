-- People Ops for the person; the person once it is given.
CREATE POLICY seen ON accounts_datacopy USING (
    (
        (SELECT plumbline_is_people_ops())
        OR plumbline_is_within(person_id, (SELECT plumbline_people_ops_heads()))
    )
    AND person_id <> (SELECT plumbline_person())
    OR person_id = (SELECT plumbline_person()) AND state = 'given'
) WITH CHECK (plumbline_somebody());

CREATE POLICY tasks ON accounts_datacopy USING ((SELECT plumbline_task()) IN ('erasing', 'copies'));
