"""Meetings of networks: planned, invited to, held, and what of them is kept."""
