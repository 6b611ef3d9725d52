"""What is remarked on a goal wherever it is written or decided about: of its words (goals.reading), and of letters that
no print of ours has. It stops nobody; approval comes after it."""

from django.utils.translation import gettext as _

from goals.pdf.letters import unprintable
from goals.reading import Remark, goal_remarks


def remarks_on(goal, targets, *, year):
    """`goal` has the texts of a goal, stored or as somebody is just writing them."""
    letters = unprintable(" ".join([goal.text, goal.responsible, goal.evidence, goal.reason]))
    lost = (Remark("unprintable", unprintable_sentence(letters), None),) if letters else ()
    return (*goal_remarks(goal, targets, year=year), *lost)


def unprintable_sentence(letters):
    sentence = _("Tyto znaky v PDF nebudou, naše písma je nemají: %(letters)s. Napište to bez nich.")
    return sentence % {"letters": " ".join(letters)}
