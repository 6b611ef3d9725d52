"""Prints that hang and no longer hold: told to the people of their centre, who replace them."""

from collections import defaultdict

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from centres.access import Right
from centres.models import Centre
from goals.noticeboard.ledger import hanging_prints, right_to_take_down, standings_of
from goals.tasks import Reminder, ReminderSchedule, Task

OUTDATED_PRINTS = ReminderSchedule((1, 7, 21, 60))  # days since something else holds


def outdated_prints(rights, today):
    """Each centre with what hangs in it and does not hold; one that has closed takes all of it down, and where nobody
    is left to do so, the department head sees to it."""
    stands_in = rights.may(Right.STAND_IN)
    if not rights.works_in_a_centre and not stands_in:
        return
    looked_after = Q(centre__in=rights.own_centres())
    if stands_in:
        looked_after |= Q(centre__closed_on__lte=today)
    hanging = hanging_prints().filter(looked_after).select_related("centre__successor")
    hanging = list(hanging.order_by("centre__position", "pk"))
    standings, outdated = standings_of(hanging, today), defaultdict(list)
    for row in hanging:
        since = row.centre.closed_on if row.centre.is_closed(today) else standings[row.pk].since
        if row.centre.is_closed(today) or standings[row.pk].is_outdated:
            outdated[row.centre].append((since, row))
    for centre, rows in outdated.items():
        right = right_to_take_down(centre, on=today)
        title = ngettext(
            "%(centre)s: vyměňte %(count)s výtisk cílů", "%(centre)s: vyměňte %(count)s výtisků cílů", len(rows)
        )
        if right == Right.STAND_IN:
            title = ngettext(
                "%(centre)s je zavřené a nikdo v něm nepracuje: dejte sundat %(count)s výtisk cílů",
                "%(centre)s je zavřené a nikdo v něm nepracuje: dejte sundat %(count)s výtisků cílů",
                len(rows),
            )
        elif centre.is_closed(today):
            title = ngettext(
                "%(centre)s je zavřené: sundejte %(count)s výtisk cílů",
                "%(centre)s je zavřené: sundejte %(count)s výtisků cílů",
                len(rows),
            )
        title %= {"centre": centre, "count": len(rows)}
        spots, last = ", ".join(row.spot for _since, row in rows), max(since for since, _row in rows)
        step = OUTDATED_PRINTS.reached((today - last).days)
        yield Task(
            right=right,
            centre=centre,
            url=reverse("centre-prints", args=[centre.slug]),
            title=title,
            action=_("Sundat") if centre.is_closed(today) else _("Vyměnit"),
            hint=spots,
            reminder=Reminder(f"prints:{centre.pk}:{last}:{step}", title, spots) if step is not None else None,
        )


def _may_take_down(rights, slug):
    centres = Centre.objects.filter(slug=slug).select_related("successor")
    return any(rights.may(right_to_take_down(centre, on=rights.on), centre) for centre in centres)


# What the page that mails lead to asks of a person.
PAGES = {"centre-prints": _may_take_down}
