"""Prints that hang in centres: whether one still holds, where copies of it are, and who replaces them."""
