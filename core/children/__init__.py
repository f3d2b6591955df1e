"""Programs that run in a process of their own, with limits, on input that others made."""
