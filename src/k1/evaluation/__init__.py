"""Predictions against gold."""
