"""Module C: what a paper says of itself, by cue phrases."""
