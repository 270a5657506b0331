"""The only room that talks to a model: prompt contract, answer parsing, encoder, endpoint."""
