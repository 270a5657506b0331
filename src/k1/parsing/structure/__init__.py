"""Blocks with a meaning: headings and their levels, equations, theorems, algorithms."""
