"""Phrases, chunks and clauses of English sentences, without a tagger or a parser."""
