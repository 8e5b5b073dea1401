"""Writing: readings, bounds and findings → text, tables, HTML, JSON."""
