"""YAML and TOML into dataclasses, strictly, with a place for every complaint; knows no rule."""
