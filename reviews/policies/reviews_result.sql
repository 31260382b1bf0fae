-- Once the ratings are locked its author, the deciders, managers above, People Ops; the subject once told, or when its
-- day has come.
CREATE POLICY seen ON reviews_result USING (
    (
        author_id = (SELECT plumbline_person())
        OR group_id = ANY ((SELECT plumbline_groups_decided())::uuid[])
        OR (SELECT plumbline_is_people_ops())
        OR plumbline_is_above(group_id, subject_id)
        OR plumbline_is_within(subject_id, (SELECT plumbline_people_ops_heads()))
    )
    AND subject_id <> (SELECT plumbline_person())
    AND group_id || '/' || subject_id <> ALL ((SELECT plumbline_kept_from())::text[])
    AND plumbline_state_of(group_id) IN ('deciding', 'finalising', 'telling', 'closed')
    OR subject_id = (SELECT plumbline_person())
    AND (told_at IS NOT NULL OR opens_on <= (SELECT plumbline_today()))
) WITH CHECK (plumbline_somebody());

CREATE POLICY tasks ON reviews_result USING (
    (SELECT plumbline_task()) IN ('meeting', 'release', 'handing-over', 'role-changes', 'rule', 'telling-counted', 'reading-noted', 'erasing', 'copies')
);
