-- Its author; until the close, unless it was put away, who stands in for them now and who is invited to write it with
-- them. Once submitted: the group's readers (whoever assesses, directs, observes or decides there), from preview until
-- the close; afterwards managers above the subject then and now, and People Ops. What its own author replaced: whoever
-- reads the newer one. Never its subject.
CREATE POLICY seen ON reviews_assessment USING (
    (
        author_id = (SELECT plumbline_person())
        OR state <> 'replaced' AND (
            group_id || '/' || author_id = ANY ((SELECT plumbline_stands_in())::text[])
            OR group_id || '/' || subject_id = ANY ((SELECT plumbline_co_writes())::text[])
        )
        OR (state IN ('submitted', 'sealed') OR state = 'replaced' AND still_shown) AND (
            group_id = ANY ((SELECT plumbline_groups_read())::uuid[])
            OR (SELECT plumbline_person()) IS NOT NULL AND plumbline_reads_afterwards(
                group_id, subject_id, (SELECT plumbline_is_people_ops()), (SELECT plumbline_people_ops_heads())
            )
        )
    )
    AND subject_id <> (SELECT plumbline_person())
    AND group_id || '/' || subject_id <> ALL ((SELECT plumbline_kept_from())::text[])
) WITH CHECK (plumbline_somebody());

CREATE POLICY tasks ON reviews_assessment USING ((SELECT plumbline_task()) IN (
    'meeting', 'changes-explained', 'handing-over', 'reading-noted', 'erasing', 'copies'
));
