"""What each person wants to be told by mail; what waits for them is on the page of their work in any case."""

from django.db import transaction

from goals.models import MailOptOut
from goals.states import MailGroup


def groups_left_out(person):
    return set(MailOptOut.objects.filter(person=person).values_list("group", flat=True))


@transaction.atomic
def choose_groups(person, wanted):
    """From now on only these groups come by mail; of two who choose at once, the later holds."""
    left_out = {group for group in MailGroup if group not in wanted}
    MailOptOut.objects.filter(person=person).exclude(group__in=left_out).delete()
    MailOptOut.objects.bulk_create(
        (MailOptOut(person=person, group=group) for group in left_out), ignore_conflicts=True
    )
