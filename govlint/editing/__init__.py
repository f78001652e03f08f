"""Ways out that change a text: mending, saving, simplifying, reviewing; know no check."""
