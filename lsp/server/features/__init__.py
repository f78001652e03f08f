"""What an editor asks for, one file a feature; each is a function of a text that is open."""
