"""rules/*.yaml into rules, strictly; their examples run as tests, their quotations looked up in the seeds."""
