-- The decider their own; the deciders all of them after all have voted or the clock ends; People Ops, unless they
-- decide themselves. The author of a pitch is none of its deciders.
CREATE POLICY seen ON promotions_vote USING (
    (
        decider_id = (SELECT plumbline_person())
        OR CASE
            WHEN group_id = ANY ((SELECT plumbline_groups_decided())::uuid[]) AND NOT EXISTS (
                SELECT FROM promotions_pitch own WHERE own.id = pitch_id AND own.author_id = (SELECT plumbline_person())
            ) THEN opened_at IS NOT NULL
            ELSE (SELECT plumbline_is_people_ops())
                OR plumbline_is_within(subject_id, (SELECT plumbline_people_ops_heads()))
        END
    )
    AND subject_id <> (SELECT plumbline_person())
    AND group_id || '/' || subject_id <> ALL ((SELECT plumbline_kept_from())::text[])
) WITH CHECK (plumbline_somebody());

CREATE POLICY tasks ON promotions_vote USING ((SELECT plumbline_task()) IN ('deciding', 'reading-noted', 'erasing', 'copies'));
