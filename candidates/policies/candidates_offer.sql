-- Who made it; whoever sees its candidate; People Ops for the whole organisation; and who compares: the owner of a
-- candidate that is brought together on the same framework, and who handed in there.
CREATE POLICY seen ON candidates_offer USING (
    by_id = (SELECT plumbline_person())
    OR (SELECT plumbline_is_people_ops())
    OR EXISTS (SELECT FROM candidates_candidate parent WHERE parent.id = candidate_id)
    OR EXISTS (
        SELECT FROM candidates_candidate compared
        JOIN frameworks_version version ON version.id = compared.version_id
        WHERE version.framework_id = candidates_offer.framework_id AND compared.state = 'together' AND (
            compared.owner_id = (SELECT plumbline_person())
            OR EXISTS (
                SELECT FROM candidates_interviewer invited
                WHERE invited.candidate_id = compared.id AND invited.person_id = (SELECT plumbline_person())
                    AND invited.state = 'handed_in'
            )
        )
    )
) WITH CHECK (plumbline_somebody());

CREATE POLICY tasks ON candidates_offer USING ((SELECT plumbline_task()) IN ('forgetting', 'erasing'));
