"""Paper output of any document: layout, pages, preview, printing, files."""
