-- Nobody, until its day is over; then the task that makes it a comment. Whoever is signed in adds one.
CREATE POLICY seen ON frameworks_heldcomment USING (false) WITH CHECK (plumbline_somebody());

CREATE POLICY tasks ON frameworks_heldcomment USING ((SELECT plumbline_task()) IN ('comments-let-out'));
