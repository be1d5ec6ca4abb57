-- By which state of its form a sheet was checked (a hash); NULL where that is not known.
ALTER TABLE sheets ADD COLUMN checked_with TEXT;
