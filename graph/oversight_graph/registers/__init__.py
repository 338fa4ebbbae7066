"""The registers at a date: bodies, people, actions, and how far each commitment is overseen."""
