"""What a training run is told: its settings, read from a profile."""
