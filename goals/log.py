"""The record of all events: found by filters, and taken away as a table."""

import csv
from datetime import date, datetime, time, timedelta

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centres.models import Centre, User
from goals.filtering import Filters
from goals.forms.fields import DateField
from goals.history import LABELS, label
from goals.models import Document, Event

EVENTS_A_PAGE = 50
CSV_ROWS = 500  # read from the database at once
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would compute instead of showing
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 1, 1)  # nothing happened beyond, and calendars end somewhere
COLUMNS = [
    *(_("kdy"), _("kdo"), _("v roli"), _("co"), _("centrum"), _("rok"), _("cíl"), _("verze")),
    *(_("z"), _("do"), _("čeho se týká"), _("důvod"), _("znění v té chvíli")),
]


def centres():
    return Centre.objects.values_list("slug", "name")


def people():
    return [(person.pk, str(person)) for person in User.objects.order_by("email")]


def years():
    return [(year, str(year)) for year in Document.objects.years().values_list("year", flat=True)]


class DayFilter(django_filters.Filter):
    """A day, asked for as the moment it begins: the day of every single row would have to be computed, and is slow."""

    field_class = DateField

    def __init__(self, *, days=0, **kwargs):
        super().__init__(**kwargs)
        self.days = timedelta(days=days)

    def filter(self, qs, value):
        return super().filter(qs, value and _midnight(min(max(value, FIRST_DAY), LAST_DAY) + self.days))


class LogFilter(Filters):
    since = DayFilter(label=_("Od"), field_name="at", lookup_expr="gte")
    until = DayFilter(label=_("Do"), field_name="at", lookup_expr="lt", days=1)
    name = django_filters.ChoiceFilter(label=_("Co"), choices=list(LABELS.items()), empty_label=_("Cokoli"))
    # Choices rather than rows: what no row can be named by, such as a NUL, is then just no choice.
    centre = django_filters.ChoiceFilter(
        label=_("Centrum"), field_name="goal__centre__slug", choices=centres, empty_label=_("Všechna centra")
    )
    by = django_filters.ChoiceFilter(label=_("Kdo"), choices=people, empty_label=_("Kdokoli"))
    year = django_filters.ChoiceFilter(
        label=_("Rok"), field_name="document__year", choices=years, empty_label=_("Všechny roky")
    )

    class Meta:
        model = Event
        fields = []


def all_events():
    """Newest first, with everybody and everything that they name."""
    return Event.objects.select_related("by", "goal__centre", "goal__document", "document").order_by("-at", "-id")


def ids(events):
    """For counting off pages: the database orders ids alone, and not everything that all the events name."""
    return events.select_related(None).values_list("pk", flat=True)


def only(page):
    """The events whose ids are on the page, newest first."""
    return all_events().filter(pk__in=list(page))


def about(event):
    """What the event is about, in a few words: a goal and where it lives, or a document."""
    return f"{event.goal}, {event.goal.place}" if event.goal else str(event.document)


def write_csv(file, columns, rows):
    """A table as CSV that spreadsheets of this country open as they are: semicolons, UTF-8 with its mark."""
    file.write("\ufeff")
    table = csv.writer(file, delimiter=";")
    table.writerow([str(column) for column in columns])
    for row in rows:
        table.writerow([_safe(value) for value in row])


def moment(at):
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M:%S")


def row(event):
    goal = event.goal
    yield moment(event.at)
    yield event.by.email
    yield event.get_role_display()
    yield label(event)
    yield goal.centre.name if goal and goal.centre else ""
    yield (goal or event).document.year or ""
    yield goal.position if goal else ""
    yield event.version or ""
    yield event.source
    yield event.target
    yield event.get_part_display()
    yield event.comment
    yield event.wording


def _midnight(day):
    return timezone.make_aware(datetime.combine(day, time.min))


def _safe(value):
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
