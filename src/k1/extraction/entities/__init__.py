"""Module B: entities and where they are mentioned."""
