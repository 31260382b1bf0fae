-- As the assessment. Its subject only where the framework says that pitches are written with them.
CREATE POLICY seen ON promotions_pitch USING (
    (
        author_id = (SELECT plumbline_person())
        OR state <> 'draft' AND (
            group_id = ANY ((SELECT plumbline_groups_read())::uuid[])
            OR (SELECT plumbline_person()) IS NOT NULL AND plumbline_reads_afterwards(
                group_id, subject_id, (SELECT plumbline_is_people_ops()), (SELECT plumbline_people_ops_heads())
            )
        )
    )
    AND subject_id <> (SELECT plumbline_person())
    AND group_id || '/' || subject_id <> ALL ((SELECT plumbline_kept_from())::text[])
    OR subject_id = (SELECT plumbline_person()) AND state <> 'draft' AND EXISTS (
        SELECT FROM frameworks_version version
        WHERE version.id = version_id AND version.pitch_open_to_subject = 'with'
    )
) WITH CHECK (plumbline_somebody());

CREATE POLICY tasks ON promotions_pitch USING (
    (SELECT plumbline_task()) IN ('meeting', 'deciding', 'handing-over', 'pitches-known', 'reading-noted', 'erasing', 'copies')
);
