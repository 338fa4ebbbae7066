"""Papers and tables in: readers of papers, drafts, the workbook, importers of foreign data."""
