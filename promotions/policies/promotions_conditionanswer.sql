-- Whoever sees the pitch.
CREATE POLICY seen ON promotions_conditionanswer USING (
    EXISTS (SELECT FROM promotions_pitch parent WHERE parent.id = pitch_id)
) WITH CHECK (plumbline_somebody());
