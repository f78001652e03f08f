"""What official Chinese is made of: words, clauses, quotations, quantities, numerals, sounds; knows no document."""
