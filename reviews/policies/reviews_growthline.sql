-- The person, and whoever manages them today. Its author keeps what they wrote.
CREATE POLICY seen ON reviews_growthline USING (
    author_id = (SELECT plumbline_person())
    OR subject_id = (SELECT plumbline_person())
    OR EXISTS (
        SELECT FROM accounts_below below
        WHERE below.manager_id = (SELECT plumbline_person()) AND below.person_id = subject_id AND below.depth = 1
    )
) WITH CHECK (plumbline_somebody());

CREATE POLICY tasks ON reviews_growthline USING ((SELECT plumbline_task()) IN ('reading-noted', 'erasing', 'copies'));
