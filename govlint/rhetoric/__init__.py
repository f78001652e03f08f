"""What a text has of rhetoric: runs of four characters, 排比, contrasts, questions, steps; where, and how they sound."""
