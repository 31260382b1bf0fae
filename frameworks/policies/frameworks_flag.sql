-- Whoever raised it with their name; every member once it waits for no review to be closed. What was raised without a
-- name on a framework's page is no flag before its day is over: the task that lets it out writes it.
CREATE POLICY seen ON frameworks_flag USING (
    (waits_in IS NULL AND (SELECT plumbline_person()) IS NOT NULL) OR author_id = (SELECT plumbline_person())
) WITH CHECK (plumbline_somebody());

CREATE POLICY tasks ON frameworks_flag USING (
    (SELECT plumbline_task()) IN ('flags-let-out', 'comments-let-out', 'erasing', 'copies')
);
