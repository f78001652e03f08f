"""Pages of a format that knows places and no paragraphs: glyphs to lines, tables and paragraphs again; knows no format."""
