"""Drafts from a paper: plan tables, lists of bodies, minutes; each with its lines, its page and a reason."""
