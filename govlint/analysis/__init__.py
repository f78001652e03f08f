"""What a check is and does: kinds, rules, findings, and running rules over a document; knows no format and no file."""
