-- Whoever sees the candidate.
CREATE POLICY seen ON candidates_agreed USING (
    EXISTS (SELECT FROM candidates_candidate parent WHERE parent.id = candidate_id)
) WITH CHECK (plumbline_somebody());
