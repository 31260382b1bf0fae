-- The owner, and whom the owner invited. Nobody else, whatever they hold.
CREATE POLICY seen ON candidates_candidate USING (
    owner_id = (SELECT plumbline_person())
    OR EXISTS (
        SELECT FROM candidates_interviewer invited
        WHERE invited.candidate_id = candidates_candidate.id AND invited.person_id = (SELECT plumbline_person())
    )
) WITH CHECK (plumbline_somebody());

CREATE POLICY tasks ON candidates_candidate USING ((SELECT plumbline_task()) IN ('handing-over', 'forgetting', 'erasing'));
