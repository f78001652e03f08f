"""Makers of the tables in govlint/language/tables: counted in texts that are not shipped, written again only when asked."""
