"""A configuration in force over a folder of files: found, cached, compared with what git knows."""
