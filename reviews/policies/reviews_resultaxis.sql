-- Whoever sees the result.
CREATE POLICY seen ON reviews_resultaxis USING (
    EXISTS (SELECT FROM reviews_result parent WHERE parent.id = result_id)
) WITH CHECK (plumbline_somebody());
