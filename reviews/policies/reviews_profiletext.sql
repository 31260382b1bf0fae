-- The person; whoever manages them today or assesses them in a group that runs; the readers of a group that reads. Its
-- author keeps what they wrote.
CREATE POLICY seen ON reviews_profiletext USING (
    author_id = (SELECT plumbline_person())
    OR subject_id = (SELECT plumbline_person())
    OR plumbline_manages_or_assesses(subject_id)
    OR plumbline_reads_of(
        subject_id, (SELECT plumbline_groups_read())::uuid[], (SELECT plumbline_kept_from())::text[]
    )
) WITH CHECK (plumbline_somebody());

CREATE POLICY tasks ON reviews_profiletext USING (
    (SELECT plumbline_task()) IN ('reading-noted', 'erasing', 'copies', 'planning', 'pitches-known')
);
