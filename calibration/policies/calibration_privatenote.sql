-- Its author alone.
CREATE POLICY seen ON calibration_privatenote USING (
    author_id = (SELECT plumbline_person())
) WITH CHECK (plumbline_somebody());

CREATE POLICY tasks ON calibration_privatenote USING (
    (SELECT plumbline_task()) IN ('reading-noted', 'erasing', 'copies')
);
