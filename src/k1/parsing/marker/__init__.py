"""The marker back end: marker-pdf in an environment of its own, behind the same interface."""
