"""The record of all acts of evaluation beside that of events of goals: found by filters, taken away as a table."""

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from evaluations.history import LABELS, full_label, kind_of
from evaluations.models import Act
from evaluations.naming import full_time
from goals.filtering import Filters
from goals.log import DayFilter, centres, moment, people, years
from goals.wording import format_date

COLUMNS = [
    *(_("kdy"), _("kdo"), _("v roli"), _("co"), _("centrum")),
    *(_("čeho se týká"), _("verze"), _("z"), _("do")),
    *(_("důvod"), _("obsah po změně")),
]


def choices():
    return [(f"{kind}-{name}", full_label(kind, name)) for kind, names in LABELS.items() for name in names]


class ActFilter(Filters):
    since = DayFilter(label=_("Od"), field_name="at", lookup_expr="gte")
    until = DayFilter(label=_("Do"), field_name="at", lookup_expr="lt", days=1)
    name = django_filters.ChoiceFilter(label=_("Co"), choices=choices, method="named", empty_label=_("Cokoli"))
    centre = django_filters.ChoiceFilter(
        label=_("Centrum"), choices=centres, method="in_centre", empty_label=_("Všechna centra")
    )
    by = django_filters.ChoiceFilter(label=_("Kdo"), choices=people, empty_label=_("Kdokoli"))
    year = django_filters.ChoiceFilter(label=_("Rok"), choices=years, method="of_year", empty_label=_("Všechny roky"))

    class Meta:
        model = Act
        fields = []

    def named(self, acts, _name, value):
        kind, _dash, name = value.partition("-")
        return acts.filter(**{f"{kind}__isnull": False}, name=name)

    def in_centre(self, acts, _name, slug):
        closings = Q(closing__plan__centre__slug=slug)
        return acts.filter(Q(meeting__centre__slug=slug) | Q(record__centre__slug=slug) | closings)

    def of_year(self, acts, _name, year):
        closings = Q(closing__plan__document__year=year)
        return acts.filter(Q(meeting__year=year) | Q(record__meeting__year=year) | closings)


def all_acts():
    """Newest first, with everybody and everything that they name."""
    acts = Act.objects.select_related(
        *("by", "meeting__centre", "record__centre", "record__indicator"),
        *("closing__plan__centre", "closing__plan__document"),
    )
    return acts.order_by("-at", "-id")


def only(page):
    """The acts whose ids are on the page, newest first."""
    return all_acts().filter(pk__in=list(page))


def row(act):
    yield moment(act.at)
    yield act.by.email
    yield act.get_role_display()
    yield full_label(kind_of(act), act.name)
    yield centre_of(act) or ""
    yield about(act)
    yield act.version
    yield act.source
    yield act.target
    yield act.comment
    yield act.content


def centre_of(act):
    thing = act.closing.plan if act.closing_id else act.meeting or act.record
    return thing.centre


def place(act):
    """What the act is about, with the centre where there is one."""
    centre = centre_of(act)
    return f"{about(act)}, {centre}" if centre else about(act)


def about(act):
    """The thing in a few words: the meeting and its month, the record and its day, the closing and its year."""
    if act.meeting:
        return f"{act.meeting.get_kind_display()}, {full_time(act.meeting)}"
    if act.record:
        return f"{act.record}, {format_date(act.record.on)}"
    return str(_("uzávěrka roku %(year)s") % {"year": act.closing.plan.document.year})
