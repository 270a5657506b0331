"""The stages of a run: language modelling, supervised steps, GRPO; their log and their alarms."""
