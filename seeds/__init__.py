"""The model texts that rules quote: data only. A package so that an installed govlint finds them."""
