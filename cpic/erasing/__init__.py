"""Erasing words that should never have been written: the verb, its pages, the list for a restore."""
