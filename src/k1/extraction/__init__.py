"""From documents to knowledge: the five modules with evidence."""
