"""Tables into pictures."""
