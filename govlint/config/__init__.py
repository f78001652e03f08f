"""Which rules hold, for which genre and project: settings, profiles, packs and what was chosen for a run."""
