-- The person; who is to answer; People Ops for the person. Not who wrote the result, nor anybody who keeps away.
CREATE POLICY seen ON reviews_secondlook USING (
    subject_id = (SELECT plumbline_person())
    OR (
        owner_id = (SELECT plumbline_person())
        OR (SELECT plumbline_is_people_ops())
        OR plumbline_is_within(subject_id, (SELECT plumbline_people_ops_heads()))
    )
    AND group_id || '/' || subject_id <> ALL ((SELECT plumbline_kept_from())::text[])
    AND result_author_id <> (SELECT plumbline_person())
) WITH CHECK (plumbline_somebody());

CREATE POLICY tasks ON reviews_secondlook USING (
    (SELECT plumbline_task()) IN ('reminders', 'reading-noted', 'erasing', 'copies')
);
