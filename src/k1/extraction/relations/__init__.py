"""Module E: relations between entities, out of sentences and out of tables of results."""
