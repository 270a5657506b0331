"""What is said to a model and what it says: instances, prompt contract, answer parsing."""
