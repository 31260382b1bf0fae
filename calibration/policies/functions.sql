-- What is read through the meeting. These ask open tables only.

-- The groups whose stops the viewer sees: readers who came to the meeting, until the close; the scribe, the moderator
-- and guests while they are in it.
CREATE OR REPLACE FUNCTION plumbline_groups_met() RETURNS uuid[] LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    me uuid := plumbline_person();
    at timestamptz := plumbline_now();
BEGIN
    IF me IS NULL THEN
        RETURN '{}';
    END IF;
    RETURN ARRAY(
        SELECT meeting.group_id
        FROM calibration_attendance came
        JOIN calibration_meeting meeting ON meeting.id = came.meeting_id
        JOIN reviews_group one ON one.id = meeting.group_id
        JOIN reviews_participant part ON part.group_id = one.id AND part.person_id = me
            AND part.from_at <= at AND (part.until_at IS NULL OR part.until_at > at)
        WHERE came.person_id = me
            AND one.state IN ('calibrating', 'deciding', 'finalising', 'telling')
            AND (
                part.part IN (
                    'assessor', 'deputy', 'director', 'outside_director', 'observer', 'decider'
                )
                OR came.until_at IS NULL AND part.part IN ('scribe', 'moderator', 'guest')
            )
    );
END $$;

-- The group whose meeting the viewer, a paired screen, shows now; null where it shows nothing.
CREATE OR REPLACE FUNCTION plumbline_group_shown() RETURNS uuid LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    screen uuid := plumbline_device();
BEGIN
    IF screen IS NULL THEN
        RETURN NULL;
    END IF;
    RETURN (
        SELECT meeting.group_id
        FROM calibration_device device
        JOIN calibration_meeting meeting ON meeting.id = device.meeting_id
        JOIN reviews_group one ON one.id = meeting.group_id
        WHERE device.id = screen AND device.revoked_at IS NULL AND meeting.state = 'running'
    );
END $$;

-- Whom that screen shows at this moment: the open stop, with those it is held beside in a cohort check; or a board. A
-- board, or a cohort, never shows somebody who is in the room, or whom somebody in the room stepped out of; no screen
-- shows the turn of whoever paired it.
CREATE OR REPLACE FUNCTION plumbline_subjects_shown() RETURNS uuid[] LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    shown calibration_meeting%ROWTYPE;
    board calibration_round%ROWTYPE;
    turn calibration_stop%ROWTYPE;
    here uuid[];
    pairer uuid;
BEGIN
    SELECT device.paired_by_id INTO pairer FROM calibration_device device WHERE device.id = plumbline_device();
    SELECT * INTO shown FROM calibration_meeting WHERE group_id = plumbline_group_shown();
    SELECT * INTO board FROM calibration_round WHERE id = shown.round_id;
    SELECT * INTO turn FROM calibration_stop WHERE id = shown.stop_id;
    here := ARRAY(
        SELECT there.person_id FROM calibration_attendance there
        WHERE there.meeting_id = shown.id AND there.until_at IS NULL
    );
    RETURN ARRAY(
        SELECT stop.subject_id FROM calibration_stop stop
        WHERE stop.subject_id IS DISTINCT FROM pairer
            AND NOT EXISTS (
                SELECT FROM reviews_exclusion stepped
                WHERE stepped.group_id = stop.group_id AND stepped.subject_id = stop.subject_id
                    AND stepped.person_id = pairer
            )
            AND (shown.showing = 'stop' AND stop.id = turn.id
            OR stop.meeting_id = shown.id AND stop.kind = 'discuss'
            AND CASE
                WHEN shown.showing = 'board' AND board.rank IS NULL THEN stop.round_id = board.id
                WHEN shown.showing = 'board' THEN stop.rank = board.rank
                WHEN shown.showing = 'stop' AND turn.kind = 'cohort' THEN stop.rank = turn.rank
                ELSE false
            END
            AND stop.subject_id <> ALL (here)
            AND NOT EXISTS (
                SELECT FROM reviews_exclusion away
                WHERE away.group_id = stop.group_id AND away.subject_id = stop.subject_id
                    AND away.person_id = ANY (here)
            ))
    );
END $$;

-- The open turns in whose room the viewer is now, without those that they keep away from.
CREATE OR REPLACE FUNCTION plumbline_turns_attended() RETURNS uuid[] LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    me uuid := plumbline_person();
    met uuid[] := plumbline_groups_met();
BEGIN
    RETURN ARRAY(
        SELECT turn.id
        FROM calibration_attendance here
        JOIN calibration_stop turn ON turn.meeting_id = here.meeting_id
        WHERE here.person_id = me AND here.until_at IS NULL
            AND turn.state = 'open' AND turn.group_id = ANY (met) AND turn.subject_id <> me
            AND NOT EXISTS (
                SELECT FROM reviews_exclusion away
                WHERE away.group_id = turn.group_id AND away.subject_id = turn.subject_id AND away.person_id = me
            )
    );
END $$;

-- Whether the viewer reads why the meeting of a group was reopened.
CREATE OR REPLACE FUNCTION plumbline_reads_why_reopened(in_group uuid, is_ops boolean, heads uuid[]) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    me uuid := plumbline_person();
    at timestamptz := plumbline_now();
BEGIN
    IF me IS NULL OR EXISTS (
        SELECT FROM reviews_participant own
        WHERE own.group_id = in_group AND own.part = 'subject' AND own.person_id = me
    ) OR EXISTS (
        SELECT FROM reviews_exclusion away WHERE away.group_id = in_group AND away.person_id = me
    ) THEN
        RETURN false;
    END IF;
    RETURN is_ops OR EXISTS (
        SELECT FROM reviews_participant part
        WHERE part.group_id = in_group AND part.part = 'observer' AND part.person_id = me
            AND part.from_at <= at AND (part.until_at IS NULL OR part.until_at > at)
    ) OR cardinality(heads) > 0 AND NOT EXISTS (
        SELECT FROM reviews_participant reviewed
        WHERE reviewed.group_id = in_group AND reviewed.part = 'subject'
            AND NOT plumbline_is_within(reviewed.person_id, heads)
    );
END $$;

-- The groups whose boards stand beside each other: of cycles with the check across groups in which every group has met,
-- until their close; none in which the viewer is reviewed.
CREATE OR REPLACE FUNCTION plumbline_groups_side_by_side() RETURNS uuid[] LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    me uuid := plumbline_person();
BEGIN
    IF me IS NULL THEN
        RETURN '{}';
    END IF;
    RETURN ARRAY(
        SELECT one.id FROM reviews_group one JOIN reviews_cycle cycle ON cycle.id = one.cycle_id
        WHERE cycle.has_check_across AND one.state IN ('deciding', 'finalising', 'telling')
            AND NOT EXISTS (
                SELECT FROM reviews_group other
                WHERE other.cycle_id = one.cycle_id
                    AND other.state NOT IN ('deciding', 'finalising', 'telling', 'closed', 'discarded')
            )
            AND NOT EXISTS (
                SELECT FROM reviews_participant reviewed
                WHERE reviewed.group_id = one.id AND reviewed.person_id = me AND reviewed.part = 'subject'
            )
    );
END $$;

-- The groups of the cycles in which the viewer directs a group now.
CREATE OR REPLACE FUNCTION plumbline_groups_beside_directed() RETURNS uuid[] LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    me uuid := plumbline_person();
    at timestamptz := plumbline_now();
BEGIN
    RETURN ARRAY(
        SELECT beside.id
        FROM reviews_participant part
        JOIN reviews_group one ON one.id = part.group_id AND one.state <> 'discarded'
        JOIN reviews_group beside ON beside.cycle_id = one.cycle_id
        WHERE part.person_id = me AND part.part = 'director'
            AND part.from_at <= at AND (part.until_at IS NULL OR part.until_at > at)
    );
END $$;
