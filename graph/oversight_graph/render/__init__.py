"""How answers look: tables, JSON, CSV, Markdown, and files for other tools."""
