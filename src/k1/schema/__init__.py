"""The vocabulary of K1: records, ids, tables and configuration. No input or output."""
