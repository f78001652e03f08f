"""The style of a text as it can be measured: its figures, which of several forms it writes, its names; knows no rule."""
