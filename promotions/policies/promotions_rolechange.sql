-- Whoever sees the decision.
CREATE POLICY seen ON promotions_rolechange USING (
    EXISTS (SELECT FROM promotions_decision parent WHERE parent.id = decision_id)
) WITH CHECK (plumbline_somebody());
