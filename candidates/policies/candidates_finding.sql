-- Its author. Once all is brought together, whoever sees the candidate, as far as it was handed in.
CREATE POLICY seen ON candidates_finding USING (
    EXISTS (
        SELECT FROM candidates_interviewer invited
        WHERE invited.id = interviewer_id AND (
            invited.person_id = (SELECT plumbline_person())
            OR invited.state = 'handed_in' AND EXISTS (
                SELECT FROM candidates_candidate candidate
                WHERE candidate.id = invited.candidate_id AND candidate.together_at IS NOT NULL
            )
        )
    )
) WITH CHECK (plumbline_somebody());

CREATE POLICY tasks ON candidates_finding USING ((SELECT plumbline_task()) IN ('forgetting', 'erasing'));
