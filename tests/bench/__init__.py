"""Measurements: run by hand or by CI as `python -m tests.bench.<name>`; they print, they assert nothing on wall time."""
