-- Whoever sees the self-reflection.
CREATE POLICY seen ON reviews_reflectionaxis USING (
    EXISTS (SELECT FROM reviews_reflection parent WHERE parent.id = reflection_id)
) WITH CHECK (plumbline_somebody());
