"""The review of drafts: a workbook beside the papers it was read from."""
