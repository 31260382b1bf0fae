-- Makes PostgreSQL's two roles and the database: an owner, who migrates, and the application, which owns nothing.
-- What the application may do in the tables is granted by each `manage.py migrate --database owner`.
--
--   psql -v owner=… -v owner_password=… -v application=… -v application_password=… -v database=… -f postgres-roles.sql
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
