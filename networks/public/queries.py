"""What the public may read of regions, fetched: what was released and announced, and the public facts about centres.
Working rows are out of reach."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from centres.addresses import full_address
from centres.models import Centre, Erasure, Region
from evaluations.models import Report
from evaluations.states import ReportKind
from goals.formatting import FREQUENCIES
from goals.models import Edition
from networks.calendar.files import CANCELLED_STAY, CalendarEntry, uid
from networks.models import Announcement, PublicIssue
from networks.public.addresses import slug_of
from networks.states import MarkKind, RegionChapter, RegionWork, SeriesKind, SeriesLevel

AHEAD_SHOWN = 20
OLD_CHECK = timedelta(days=365)
REACHES_BACK = timedelta(days=365)


def issue_of(region):
    """What holds of the region (None: of the whole country), or None where nothing is out."""
    last = PublicIssue.objects.filter(region=region).order_by("number").last()
    return last if last and last.is_shown else None


def issues():
    """What holds of each region, by its id (None: of the whole country); without those of which nothing is out."""
    last = {issue.region_id: issue for issue in PublicIssue.objects.order_by("number")}
    return {region: issue for region, issue in last.items() if issue.is_shown}


def regions_with_pages():
    """Every region with its address and what is out of it."""
    out = issues()
    for region in Region.objects.all():
        yield {"region": region, "slug": slug_of(region), "issue": out.get(region.pk)}


def shown(content):
    """The content of an issue as pages show it: codes in words of the reader's language."""
    return {
        "chapters": [
            {
                "key": chapter.value,
                "title": chapter.label,
                "works": [RegionWork(work).label for work in content[chapter]["works"]],
                "text": content[chapter]["text"],
            }
            for chapter in RegionChapter
            if any(content[chapter].values())
        ],
        "joining": content["joining"],
        "networks": [_network(network) for network in content["networks"]],
        "marks": marks_of(content),
    }


def _network(network):
    times, window = network["times"], network["window"]
    return network | {
        "kind": SeriesKind(network["kind"]).label,
        "level": SeriesLevel(network["level"]).label,
        "rhythm": f"{times}× {FREQUENCIES[window]}" if times else "",
        "conclusions": [said | {"on": date.fromisoformat(said["on"])} for said in network["conclusions"]],
    }


def marks_of(content):
    """Whom to turn to, by what they are."""
    today = timezone.localdate()
    rows = [mark | {"checked_on": date.fromisoformat(mark["checked_on"])} for mark in content["marks"]]
    rows = [mark | {"is_old": today - mark["checked_on"] > OLD_CHECK} for mark in rows]
    kinds = (MarkKind.INFORMATION_LINE, MarkKind.EXPERT, MarkKind.UMBRELLA)
    found = [(kind, [mark for mark in rows if mark["kind"] == kind]) for kind in kinds]
    return [{"title": kind.label, "rows": some} for kind, some in found if some]


def centres_in(region=None):
    """Centres (of the region) as they are today, the oldest first; those whose founding nobody knows last."""
    centres = Centre.objects.open_on(timezone.localdate()).select_related("operator", "region", "parent")
    found = centres if region is None else centres.filter(region=region)
    return sorted(found, key=lambda centre: (centre.founded or "9", centre.position))


def closed_in(region):
    """What there was before: closed centres of the region, and where their work goes on."""
    closed = Centre.objects.filter(region=region, closed_on__lte=timezone.localdate())
    return closed.select_related("operator", "successor")


def ahead_in(region):
    """What was announced and is to come, a weekly course until its last week; what was called off stands there too."""
    today = timezone.localdate()
    found = Announcement.objects.shown().filter(region=region, on__gte=today - REACHES_BACK).select_related("centre")
    coming = [one for one in found if one.on + timedelta(weeks=one.weeks - 1) >= today]
    return coming[:AHEAD_SHOWN]


# The calendar


def calendar_entries():
    today = timezone.localdate()
    found = Announcement.objects.shown().filter(on__gte=today - REACHES_BACK).select_related("centre", "region")
    for one in found:
        if one.is_cancelled and timezone.localdate(one.made_at) < today - CANCELLED_STAY:
            continue
        text = "\n".join(filter(None, [one.about, f"{one.centre}, {one.region}", one.link]))
        yield CalendarEntry(
            uid=uid(one.key),
            title=one.title,
            on=one.on,
            stamp=one.made_at,
            starts=one.starts,
            ends=one.ends,
            sequence=one.sequence,
            weeks=one.weeks,
            place=one.place,
            text=text,
            url=one.link or full_address(reverse("region", args=[slug_of(one.region)])),
            is_cancelled=one.is_cancelled,
        )
    yield from _publication_days(today - REACHES_BACK)


def _publication_days(since):
    """Whole days on which an edition or a report came out."""
    withdrawn = [Erasure.objects.withdrawing(model).values("row") for model in (Edition, Report)]
    editions = Edition.objects.operational().filter(published_on__gte=since).exclude(pk__in=withdrawn[0])
    for one in editions.order_by("published_on", "pk"):
        url = full_address(reverse("edition", args=[one.year, one.number]))
        title = _("Operační cíle %(year)s, vydání %(number)s") % {"year": one.year, "number": one.number}
        yield _day(f"vydani-{one.pk}", title, one.published_on, one.published_at, url)
    reports = Report.objects.filter(released_on__gte=since).exclude(pk__in=withdrawn[1]).select_related("document")
    for one in reports.order_by("released_on", "pk"):
        facts = {"year": one.document.year, "number": one.number}
        if one.kind == ReportKind.EVALUATION:
            title, page = _("Vyhodnocení roku %(year)s") % facts, "year-evaluation-number"
        else:
            title, page = _("Průběžný stav cílů na rok %(year)s") % facts, "year-standing"
        url = full_address(reverse(page, args=[facts["year"], one.number]))
        yield _day(f"zprava-{one.pk}", title, one.released_on, one.released_at, url)


def _day(key, title, on, stamp, url):
    return CalendarEntry(uid(key), title, on, stamp, text=url, url=url, is_busy=False)
