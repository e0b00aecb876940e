"""The way of the database from nothing to its newest schema, one numbered step after another."""
