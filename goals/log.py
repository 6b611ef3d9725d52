"""The audit trail as its page shows it: events found by filters, and taken away as a table."""

import json
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import django_filters
from django.core.paginator import Paginator
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centres.czech import sorted_centres, sorted_people
from centres.events import LABELS, full_label
from centres.fields import DateField
from centres.models import Centre, Event, Role, Subject, User
from goals.filters import Filters
from goals.models import Document
from goals.states import GoalState

EVENTS_A_PAGE = 50
CSV_ROWS = 500  # read from the database at once
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 1, 1)  # nothing happened beyond, and calendars end somewhere
COLUMNS = [
    *(_("kdy"), _("kdo"), _("jméno"), _("v roli"), _("co"), _("centrum"), _("rok"), _("čeho se týká"), _("číslo cíle")),
    *(_("verze"), _("z"), _("do"), _("část"), _("důvod"), _("obsah v té chvíli")),
]


def owners_in_words():
    """What owners are called by how forms name them (`Owned.owner_key`); all people are read at once."""
    return {str(person.pk): str(person) for person in User.objects.order_by()} | dict(Role.choices)


def _goals_in_words():
    owners = owners_in_words()

    def read(event):
        if event.name != "set_owner":
            return event.content
        kept = json.loads(event.content)
        return " → ".join(str(owners.get(kept[key]) or _("nikdo")) for key in ("before", "after"))

    return read


def _site_in_words():
    def read(event):
        return moment(datetime.fromisoformat(event.content)) if event.name == "verify_backup" else event.content

    return read


# What events keep as codes or as JSON, in words: states of each kind of subject, and for events of a kind what makes,
# once for a table, the function that reads what they hold. The apps above this one add theirs; imports run one way.
STATES: dict[Subject, type[TextChoices]] = {Subject.GOAL: GoalState}
READERS: dict[Subject, Callable] = {Subject.GOAL: _goals_in_words, Subject.SITE: _site_in_words}


def what():
    return [(f"{kind}-{name}", full_label(kind, name)) for kind, names in LABELS.items() for name in names]


class DayFilter(django_filters.Filter):
    """A day, asked for as the moment it begins: the day of every single row would have to be computed, and is slow."""

    field_class = DateField

    def __init__(self, *, days=0, **kwargs):
        super().__init__(**kwargs)
        self.days = timedelta(days=days)

    def filter(self, qs, value):
        if value:
            day = min(max(value, FIRST_DAY), LAST_DAY) + self.days
            value = timezone.make_aware(datetime.combine(day, time.min))
        return super().filter(qs, value)


class LogFilter(Filters):
    since = DayFilter(label=_("Od"), field_name="at", lookup_expr="gte")
    until = DayFilter(label=_("Do"), field_name="at", lookup_expr="lt", days=1)
    name = django_filters.ChoiceFilter(label=_("Co"), choices=what, method="named", empty_label=_("Cokoli"))
    # Choices rather than rows: what no row can be named by, such as a NUL, is then just no choice.
    centre = django_filters.ChoiceFilter(
        label=_("Centrum"),
        field_name="centre__slug",
        choices=lambda: [(centre.slug, centre.name) for centre in sorted_centres(Centre.objects.all())],
        empty_label=_("Všechna centra"),
    )
    by = django_filters.ChoiceFilter(
        label=_("Kdo"),
        choices=lambda: [(person.pk, str(person)) for person in sorted_people(User.objects.all())],
        empty_label=_("Kdokoli"),
    )
    year = django_filters.ChoiceFilter(
        label=_("Rok"),
        choices=lambda: [(year, str(year)) for year in Document.objects.years().values_list("year", flat=True)],
        empty_label=_("Všechny roky"),
    )

    class Meta:
        model = Event
        fields = []

    def named(self, events, _name, value):
        kind, _dash, name = value.partition("-")
        return events.filter(subject_kind=kind, name=name)


def page_of(events, number):
    """One page of the events, newest first. The database counts pages off by ids alone, not by whole rows."""
    page = Paginator(events.newest_first().values_list("pk", flat=True), EVENTS_A_PAGE).get_page(number)
    return page, Event.objects.filter(pk__in=list(page)).newest_first()


def moment(at):
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M:%S")


def table_of(events):
    """The events as lines of the table that is taken away."""
    readers = {kind: make() for kind, make in READERS.items()}
    for event in events:
        read = readers.get(event.subject_kind)
        yield _row(event, read(event) if read and event.content else event.content)


def state_in_words(event, code):
    states = STATES.get(event.subject_kind)
    return str(states(code).label) if states and code in states.values else code


def _row(event, content):
    return [
        moment(event.at),
        event.by_email,
        event.by_name,
        event.get_role_display(),
        full_label(event.subject_kind, event.name),
        event.place if event.centre_id else "",
        event.year or "",
        event.subject,
        event.number or "",
        event.version or "",
        state_in_words(event, event.source),
        state_in_words(event, event.target),
        event.get_part_display(),
        event.comment,
        content,
    ]
