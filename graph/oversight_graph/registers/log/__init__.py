"""What the action log rests on: how actions ended, and whose they are."""
