"""What is over and goes by itself, a minute after its time; apps above add theirs when they are ready."""

from centres import sessions, sign_ins
from goals import adoption
from goals.mail import digest, outbox

CLEARED = [sessions.forget, digest.forget, outbox.forget, sign_ins.forget, adoption.forget]
"""Functions of the moment."""
