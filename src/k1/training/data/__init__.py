"""What a run trains on and is measured on: published sets, small worlds, noise, texts, and what they share."""
