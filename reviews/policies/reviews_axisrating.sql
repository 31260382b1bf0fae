-- Whoever sees the assessment.
CREATE POLICY seen ON reviews_axisrating USING (
    EXISTS (SELECT FROM reviews_assessment parent WHERE parent.id = assessment_id)
) WITH CHECK (plumbline_somebody());
