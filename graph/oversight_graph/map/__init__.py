"""The map: who oversees what, at a glance."""
