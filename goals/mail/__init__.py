"""What people are told by mail: notifications of what happened and of tasks, a digest for each person, the outbox."""
