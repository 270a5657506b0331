"""The JATS reader: articles as PubMed Central gives them."""
