"""What verbs of all apps answer when they do not do what was asked: a sentence for the person who asked."""


class Refused(Exception):
    """The change may not happen; the message says why, in words for the person."""


class EditConflict(Refused):
    """Somebody was faster: what the person saw is not what there is now.

    `current` is what there is now, to be put beside what the person typed: a row, or, of a form with several places, a
    dict of those in which two people wrote. None where there is nothing to compare and the page only has to be read
    again.
    """

    def __init__(self, current, message):
        self.current = current
        super().__init__(message)
