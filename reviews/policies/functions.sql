-- What the policies of reviews, promotions and calibration are made of. These ask open tables only.

-- The groups of which the viewer is a reader now, in whatever state.
CREATE OR REPLACE FUNCTION plumbline_groups_of_reader() RETURNS uuid[] LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    me uuid := plumbline_person();
    at timestamptz := plumbline_now();
BEGIN
    RETURN ARRAY(
        SELECT part.group_id FROM reviews_participant part
        WHERE part.person_id = me AND part.from_at <= at AND (part.until_at IS NULL OR part.until_at > at)
            AND part.part IN (
                'assessor', 'deputy', 'director', 'outside_director', 'observer', 'decider'
            )
    );
END $$;

-- For whom the viewer stands in now, in groups that run, as "group/person".
CREATE OR REPLACE FUNCTION plumbline_stands_in() RETURNS text[] LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    me uuid := plumbline_person();
    at timestamptz := plumbline_now();
BEGIN
    RETURN ARRAY(
        SELECT standing.group_id || '/' || standing.person_id
        FROM reviews_deputyship standing JOIN reviews_group one ON one.id = standing.group_id
        WHERE standing.deputy_id = me AND standing.from_at <= at AND standing.until_at > at
            AND one.state IN ('assessing', 'previewing', 'calibrating', 'deciding', 'finalising', 'telling')
    );
END $$;

-- On whom the viewer is invited now to write with who assesses them, in groups that run, as "group/subject".
CREATE OR REPLACE FUNCTION plumbline_co_writes() RETURNS text[] LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    me uuid := plumbline_person();
    at timestamptz := plumbline_now();
BEGIN
    RETURN ARRAY(
        SELECT part.group_id || '/' || part.about_id
        FROM reviews_participant part JOIN reviews_group one ON one.id = part.group_id
        WHERE part.person_id = me AND part.from_at <= at AND (part.until_at IS NULL OR part.until_at > at)
            AND part.part = 'co_author'
            AND one.state IN ('assessing', 'previewing', 'calibrating', 'deciding', 'finalising', 'telling')
    );
END $$;

-- The groups of which the viewer is a reader and that read: from the preview until the close.
CREATE OR REPLACE FUNCTION plumbline_groups_read() RETURNS uuid[] LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    RETURN ARRAY(
        SELECT one.id FROM reviews_group one
        WHERE one.id = ANY (plumbline_groups_of_reader())
            AND one.state IN ('previewing', 'calibrating', 'deciding', 'finalising', 'telling')
    );
END $$;

-- The groups of which the viewer is a decider now.
CREATE OR REPLACE FUNCTION plumbline_groups_decided() RETURNS uuid[] LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    me uuid := plumbline_person();
    at timestamptz := plumbline_now();
BEGIN
    RETURN ARRAY(
        SELECT part.group_id FROM reviews_participant part
        WHERE part.person_id = me AND part.from_at <= at AND (part.until_at IS NULL OR part.until_at > at)
            AND part.part = 'decider'
    );
END $$;

-- Whether the viewer is a manager above somebody: today, or at the launch of that group.
CREATE OR REPLACE FUNCTION plumbline_is_above(in_group uuid, somebody uuid) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    me uuid := plumbline_person();
BEGIN
    IF me IS NULL THEN
        RETURN false;
    END IF;
    RETURN EXISTS (
        SELECT FROM accounts_below below WHERE below.manager_id = me AND below.person_id = somebody
    ) OR EXISTS (
        SELECT FROM reviews_participant part
        WHERE part.group_id = in_group AND part.person_id = me AND part.part = 'above' AND part.about_id = somebody
    );
END $$;

-- Whose matters the viewer keeps away from, as "group/subject".
CREATE OR REPLACE FUNCTION plumbline_kept_from() RETURNS text[] LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    me uuid := plumbline_person();
BEGIN
    RETURN ARRAY(
        SELECT away.group_id || '/' || away.subject_id FROM reviews_exclusion away WHERE away.person_id = me
    );
END $$;

-- The state of a group.
CREATE OR REPLACE FUNCTION plumbline_state_of(in_group uuid) RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    RETURN (SELECT one.state FROM reviews_group one WHERE one.id = in_group);
END $$;

-- Whether the viewer reads of somebody what was handed to a group that has closed: managers above, and People Ops.
CREATE OR REPLACE FUNCTION plumbline_reads_afterwards(in_group uuid, somebody uuid, is_ops boolean, heads uuid[])
RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    RETURN plumbline_state_of(in_group) = 'closed'
        AND (is_ops OR plumbline_is_above(in_group, somebody) OR plumbline_is_within(somebody, heads));
END $$;

-- Whether the viewer manages somebody else today, or assesses them in a group that runs and is no trial, without
-- keeping away there.
CREATE OR REPLACE FUNCTION plumbline_manages_or_assesses(somebody uuid) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    me uuid := plumbline_person();
BEGIN
    IF me IS NULL OR me = somebody THEN
        RETURN false;
    END IF;
    RETURN EXISTS (
        SELECT FROM accounts_below below
        WHERE below.manager_id = me AND below.person_id = somebody AND below.depth = 1
    ) OR EXISTS (
        SELECT FROM reviews_assignment owed
        JOIN reviews_group one ON one.id = owed.group_id
        JOIN reviews_cycle cycle ON cycle.id = one.cycle_id
        WHERE owed.assessor_id = me AND owed.subject_id = somebody AND NOT cycle.is_trial
            AND one.state IN ('assessing', 'previewing', 'calibrating', 'deciding', 'finalising', 'telling')
            AND NOT EXISTS (
                SELECT FROM reviews_exclusion away
                WHERE away.group_id = owed.group_id AND away.subject_id = somebody AND away.person_id = me
            )
    );
END $$;

-- Whether somebody else is reviewed in one of these groups that is no trial, without the viewer keeping away from them
-- there.
CREATE OR REPLACE FUNCTION plumbline_reads_of(somebody uuid, in_groups uuid[], kept_from text[]) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    me uuid := plumbline_person();
BEGIN
    IF me IS NULL OR me = somebody OR cardinality(in_groups) = 0 THEN
        RETURN false;
    END IF;
    RETURN EXISTS (
        SELECT FROM reviews_rosterentry entry
        JOIN reviews_group one ON one.id = entry.group_id
        JOIN reviews_cycle cycle ON cycle.id = one.cycle_id
        WHERE entry.subject_id = somebody AND entry.group_id = ANY (in_groups) AND NOT cycle.is_trial
            AND entry.group_id || '/' || somebody <> ALL (kept_from)
    );
END $$;
