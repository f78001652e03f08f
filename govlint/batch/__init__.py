"""Archives checked where they lie: documents as Arrow record batches in, findings as Arrow out, on one machine or many."""
