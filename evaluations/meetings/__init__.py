"""The meeting: what it goes through, what is written into it together, and its minutes."""
