"""Front matter: title, authors, affiliations, abstract, identifiers and dates."""
