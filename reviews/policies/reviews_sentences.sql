-- The peer who wrote them, and who asked; whom the asker had named before: whoever manages the person today or assesses
-- them in a group that runs; the readers of a group that reads. Never the person, unless they asked.
CREATE POLICY seen ON reviews_sentences USING (
    author_id = (SELECT plumbline_person())
    OR asker_id = (SELECT plumbline_person())
    OR readers IN ('manager', 'group') AND plumbline_manages_or_assesses(subject_id)
    OR readers = 'group' AND plumbline_reads_of(
        subject_id, (SELECT plumbline_groups_read())::uuid[], (SELECT plumbline_kept_from())::text[]
    )
) WITH CHECK (plumbline_somebody());

CREATE POLICY tasks ON reviews_sentences USING ((SELECT plumbline_task()) IN ('reading-noted', 'erasing', 'copies'));
