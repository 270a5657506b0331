"""A paper as the extractor reads it: zones, sentences, names, and the evidence for what is said."""
