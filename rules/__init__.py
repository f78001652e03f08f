"""The rules that govlint ships: data only. A package so that an installed govlint finds them."""
