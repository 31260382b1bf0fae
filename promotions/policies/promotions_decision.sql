-- Deciders, the pitch's author, managers above, People Ops; the subject when they see their result.
CREATE POLICY seen ON promotions_decision USING (
    (
        author_id = (SELECT plumbline_person())
        OR group_id = ANY ((SELECT plumbline_groups_decided())::uuid[])
        OR (SELECT plumbline_is_people_ops())
        OR plumbline_is_above(group_id, subject_id)
        OR plumbline_is_within(subject_id, (SELECT plumbline_people_ops_heads()))
    )
    AND subject_id <> (SELECT plumbline_person())
    AND group_id || '/' || subject_id <> ALL ((SELECT plumbline_kept_from())::text[])
    OR subject_id = (SELECT plumbline_person()) AND EXISTS (
        SELECT FROM reviews_result told
        WHERE told.group_id = promotions_decision.group_id AND told.subject_id = promotions_decision.subject_id
    )
) WITH CHECK (plumbline_somebody());

CREATE POLICY tasks ON promotions_decision USING (
    (SELECT plumbline_task()) IN ('meeting', 'deciding', 'role-changes', 'rule', 'reading-noted', 'erasing', 'copies')
);
