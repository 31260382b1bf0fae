-- Who looks, as the application says it with every statement: "person <id> <day> <instant>", "device <id> …" or
-- "task <name>". Nobody said: null, and nothing that asks these is true.

CREATE OR REPLACE FUNCTION plumbline_person() RETURNS uuid LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    RETURN CASE WHEN split_part(current_setting('plumbline.viewer', true), ' ', 1) = 'person'
        THEN split_part(current_setting('plumbline.viewer', true), ' ', 2)::uuid END;
END $$;

CREATE OR REPLACE FUNCTION plumbline_device() RETURNS uuid LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    RETURN CASE WHEN split_part(current_setting('plumbline.viewer', true), ' ', 1) = 'device'
        THEN split_part(current_setting('plumbline.viewer', true), ' ', 2)::uuid END;
END $$;

-- What only the worker does is named by no other role (`plumbline_may_name` is made from accounts/roles.py). To answer
-- nothing would be worse than to fail: figures would be made of no answers.
CREATE OR REPLACE FUNCTION plumbline_task() RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    named text := CASE WHEN split_part(current_setting('plumbline.viewer', true), ' ', 1) = 'task'
        THEN split_part(current_setting('plumbline.viewer', true), ' ', 2) END;
BEGIN
    IF named IS NOT NULL AND NOT plumbline_may_name(named) THEN
        RAISE insufficient_privilege USING MESSAGE = format('permission denied for task %s', named);
    END IF;
    RETURN named;
END $$;

-- The domain's day, and the instant, of whoever looks: the application's clocks, not the database's.
CREATE OR REPLACE FUNCTION plumbline_today() RETURNS date LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    RETURN nullif(split_part(current_setting('plumbline.viewer', true), ' ', 3), '')::date;
END $$;

CREATE OR REPLACE FUNCTION plumbline_now() RETURNS timestamptz LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    RETURN nullif(split_part(current_setting('plumbline.viewer', true), ' ', 4), '')::timestamptz;
END $$;

-- Whether somebody is said at all: what a row may be added for.
CREATE OR REPLACE FUNCTION plumbline_somebody() RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    RETURN coalesce(current_setting('plumbline.viewer', true), '') <> '';
END $$;

-- Whether the viewer holds People Ops for the whole organisation, and has not left.
CREATE OR REPLACE FUNCTION plumbline_is_people_ops() RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    me uuid := plumbline_person();
    at timestamptz := plumbline_now();
BEGIN
    IF me IS NULL THEN
        RETURN false;  -- a task; the role that counts may not even read grants
    END IF;
    RETURN EXISTS (
        SELECT FROM accounts_grant held
        JOIN accounts_person holder ON holder.id = held.person_id AND (holder.left_on <= plumbline_today()) IS NOT TRUE
        WHERE held.person_id = me AND held.kind = 'people_ops' AND held.scope_id IS NULL
            AND held.from_at <= at AND (held.until_at IS NULL OR held.until_at > at)
    );
END $$;

-- The heads of the subtrees for which the viewer holds People Ops.
CREATE OR REPLACE FUNCTION plumbline_people_ops_heads() RETURNS uuid[] LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    me uuid := plumbline_person();
    at timestamptz := plumbline_now();
BEGIN
    RETURN ARRAY(
        SELECT held.scope_id FROM accounts_grant held
        JOIN accounts_person holder ON holder.id = held.person_id AND (holder.left_on <= plumbline_today()) IS NOT TRUE
        WHERE held.person_id = me AND held.kind = 'people_ops' AND held.scope_id IS NOT NULL
            AND held.from_at <= at AND (held.until_at IS NULL OR held.until_at > at)
    );
END $$;

-- Whether somebody is one of these heads, or below one.
CREATE OR REPLACE FUNCTION plumbline_is_within(somebody uuid, heads uuid[]) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    IF cardinality(heads) = 0 THEN
        RETURN false;
    END IF;
    RETURN somebody = ANY (heads) OR EXISTS (
        SELECT FROM accounts_below below WHERE below.person_id = somebody AND below.manager_id = ANY (heads)
    );
END $$;
