"""A document: paragraphs in their places, their parts to play, the ordinals and the tree they grow."""
