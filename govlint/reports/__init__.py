"""Ways out: from findings to text, JSON and the like, one file a format; they know the findings and nothing before them."""
