"""Training of the backbone; torch and trl are imported only here."""
