"""Command line, explorer page and rendering: one library call per command."""
