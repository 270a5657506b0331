"""What does the training: TRL or unsloth, adapters, a small model from nothing, checkpoints."""
