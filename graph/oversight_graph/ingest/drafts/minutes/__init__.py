"""Minutes: heading, attendance, items, actions, decisions."""
