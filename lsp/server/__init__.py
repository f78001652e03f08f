"""The language server: an editor's documents checked while they are written; knows no check and no rule."""
