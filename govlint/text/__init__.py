"""The text of a file and places in it: bytes, encodings, spans, folding, layout; knows nothing of what it means."""
