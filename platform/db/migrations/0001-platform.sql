-- What the platform keeps about the schemas themselves. The roles lizhu_app and lizhu_searcher belong to the server, not
-- to this database; opening the database has made them.
grant usage on schema platform to lizhu_app;
grant select on platform.migration to lizhu_app;

-- Objects in public are nobody's: every slice has a schema of its own.
revoke create on schema public from public;
