"""Normalisation, sentences, abbreviations: pure functions on text."""
