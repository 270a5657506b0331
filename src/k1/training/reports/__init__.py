"""What a run leaves for people and other programs: tables, the model card, one GGUF file."""
