"""Word files (.docx): the package, its numbering, styles and text, and writing into it; knows no rule and prints nothing."""
