-- Makes PostgreSQL's roles and the database: an owner, who migrates; the application, for the pages; the worker; and as
-- whom the worker counts, with no login. All but the first own nothing, and the owner's `manage.py migrate --database
-- owner` grants them what they need. Without `worker` the application does the worker's work too.
--
--   psql -v owner=… -v owner_password=… -v application=… -v application_password=… \
--        -v worker=… -v worker_password=… -v database=… -f postgres-roles.sql
--
-- By a superuser, or by a role with CREATEROLE and CREATEDB. Safe to run again (it then sets the passwords anew).
\set ON_ERROR_STOP on
SELECT format('CREATE ROLE %I', name) FROM (VALUES (:'owner'), (:'application')) AS wanted (name)
WHERE name NOT IN (SELECT rolname FROM pg_roles) \gexec
ALTER ROLE :"owner" LOGIN NOCREATEDB NOCREATEROLE PASSWORD :'owner_password';
ALTER ROLE :"application" LOGIN NOCREATEDB NOCREATEROLE PASSWORD :'application_password';
-- who is no superuser may give a database only to a role they belong to
GRANT :"owner" TO CURRENT_USER;
SELECT format('CREATE DATABASE %I OWNER %I ENCODING %L TEMPLATE template0', :'database', :'owner', 'UTF8')
WHERE :'database' NOT IN (SELECT datname FROM pg_database) \gexec
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO :"application";
\if :{?worker}
    \set counting :worker _counting
    SELECT format('CREATE ROLE %I', name) FROM (VALUES (:'worker'), (:'counting')) AS wanted (name)
    WHERE name NOT IN (SELECT rolname FROM pg_roles) \gexec
    -- the worker is the one that counts only where it says so
    ALTER ROLE :"worker" LOGIN NOINHERIT NOCREATEDB NOCREATEROLE PASSWORD :'worker_password';
    ALTER ROLE :"counting" NOLOGIN NOCREATEDB NOCREATEROLE;
    GRANT :"counting" TO :"worker";
    GRANT CONNECT ON DATABASE :"database" TO :"worker";
\endif
