"""One thing noticed in a text."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Remark:
    """`code` is for programs, `message` for the person who writes; `span` are offsets into the text as given, end
    exclusive, None where what is missing has no place.
    """

    code: str  # no_measure, no_deadline, two_goals, too_long, phone, email, birth_number
    message: str
    span: tuple[int, int] | None
