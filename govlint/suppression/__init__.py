"""What is not to be reported: quotations kept, comments in a text, the baseline of old faults."""
