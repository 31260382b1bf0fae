-- The person, who was told it elsewhere; managers above them today; People Ops for them.
CREATE POLICY seen ON reviews_earlierresult USING (
    subject_id = (SELECT plumbline_person())
    OR (SELECT plumbline_is_people_ops())
    OR EXISTS (
        SELECT FROM accounts_below below
        WHERE below.manager_id = (SELECT plumbline_person()) AND below.person_id = subject_id
    )
    OR plumbline_is_within(subject_id, (SELECT plumbline_people_ops_heads()))
) WITH CHECK (plumbline_somebody());

CREATE POLICY tasks ON reviews_earlierresult USING (
    (SELECT plumbline_task()) IN ('rule', 'reading-noted', 'erasing', 'copies')
);
