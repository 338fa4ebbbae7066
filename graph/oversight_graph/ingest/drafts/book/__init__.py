"""The workbook that drafts are added to: its rows, and what of a thing they hold already."""
