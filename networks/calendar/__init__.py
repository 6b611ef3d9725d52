"""Calendars: files that other programs read, what is announced, and subscriptions."""
