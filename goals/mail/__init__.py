"""What people are told by mail: notices of what happened, reminders of deadlines, one letter a person, the queue.

Imports run one way: reminders -> notices; letters -> reach, preferences, outbox.
"""
