-- Sites change often and leave parcels, layers and facts as they are. Whoever keeps those in memory asks for the version of
-- the ledger; whoever shows maps asks for the version of everything.
alter table land.data_version add column ledger_version bigint not null default 0;
update land.data_version set ledger_version = version;

-- A name says which site is meant; who may see one site of a base sees all of them.
create unique index site_name on land.site (programme_id, base_id, name);
