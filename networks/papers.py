"""What the frozen papers of networks have in common: minutes, reports and results say in words why they came out again,
and one that lost words to an erasure is followed by the same without them."""

from django.utils import timezone, translation

from centres.models import Event
from goals.formatting import format_date, typeset
from goals.freezing import next_number, seal
from goals.pdf import lines
from goals.renderings import draw_after_commit
from goals.withdrawing import explanation, withdraw


def why_again(thing, number, sentence):
    """The sentence about the one before, and the reason of whoever opened the thing again."""
    opened = Event.objects.about(thing.event_subject.kind, [thing.pk]).filter(name="reopen").order_by("id").last()
    if number == 1 or opened is None:
        return []
    facts = {"before": number - 1, "role": opened.get_role_display(), "day": format_date(timezone.localdate(opened.at))}
    return [typeset(sentence % facts), *lines(opened.comment)]


@translation.override("cs")
def withdraw_paper(paper, *, number, at, **act):
    """Withdraw the paper because of an erasure; the last of its numbers is followed."""
    if not withdraw(paper, number=number, at=at, **act):
        return
    if paper.siblings.filter(number__gt=paper.number).exists():
        return
    following = next_number(paper.siblings)
    facts = [[label, value] for label, value in paper.content.get("facts", [])]
    for first in facts[:1]:
        first[1] = str(following)
    said = {"number": following, "facts": facts, "again": [typeset(explanation(paper, number))]}
    names = [field.attname for field in paper._meta.concrete_fields if not field.primary_key]
    same = {name: getattr(paper, name) for name in names}
    new = same | {"number": following, "content": paper.content | said, "made_at": at}
    draw_after_commit(seal(type(paper).objects.create(**new)))
