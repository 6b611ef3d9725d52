"""The page of a region as it is written, and its release: what was ticked and typed is copied in words into an issue
that never changes; the public reads the last one."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centres.access import rights_of
from centres.events import changes, record_event
from goals.freezing import fingerprint, next_number
from goals.reading import find_personal_data
from goals.workflow import EditConflict, Refused
from networks.access import require_leading, require_releasing
from networks.models import AgendaItem, Mark, Member, PublicIssue, RegionPage, Series, Topic
from networks.states import WORKS, GatheringState, RegionChapter, SeriesKind
from networks.workflow import MOVED_ON

WORDS = (*RegionChapter.values, "joining")
FACTS = (*WORDS, "chosen")
CHANGED = gettext_lazy("Stránku mezitím změnil někdo jiný. Porovnejte to s tím, co jste psali, a uložte znovu.")


@dataclass(frozen=True)
class Offered:
    """What of regions can be ticked to come out; of the whole country marks alone."""

    series: object
    topics: object
    conclusions: object
    marks: object


def offered(*regions, today):
    """Of all these regions together (None: of the whole country)."""
    ours = [region for region in regions if region]
    members = Prefetch("members", Member.objects.on(today).select_related("partner"), to_attr="members_today")
    series = Series.objects.running().filter(region__in=ours).select_related("organiser").prefetch_related(members)
    said = AgendaItem.objects.filter(gathering__series__in=series, gathering__state=GatheringState.CLOSED)
    there = Q(partner__region__in=ours) | Q(partner__region=None) if None in regions else Q(partner__region__in=ours)
    marks = Mark.objects.filter(there, partner__archived_at=None).select_related("partner")
    return Offered(
        series=series,
        topics=Topic.objects.filter(series__in=series).select_related("series"),
        conclusions=said.exclude(conclusion="")
        .select_related("topic", "gathering__series")
        .order_by("-gathering__on", "gathering", "position"),
        marks=marks.order_by("kind", "partner__folded_text", "pk"),
    )


def page_of(region):
    """The page as it is written; one that is not saved where nobody has begun."""
    return RegionPage.objects.filter(region=region).first() or RegionPage(region=region, version=0)


def last_issue(region):
    return PublicIssue.objects.filter(region=region).order_by("number").last()


def _held(region):
    """The page, made if need be, and held."""
    RegionPage.objects.get_or_create(region=region, defaults={"version": 0})
    return RegionPage.objects.select_for_update(no_key=True, of=("self",)).select_related("region").get(region=region)


@transaction.atomic
def save_page(page, facts, *, by, now=None):
    """Write the page; `page` carries the version that was seen. Nothing of it is out before it is released."""
    now = now or timezone.now()
    role = require_leading(by, page.region, on=timezone.localdate(now))
    current = _held(page.region)
    if {name: getattr(current, name) for name in facts} == facts:
        return current
    if current.version != page.version:
        raise EditConflict(current, CHANGED)
    before = RegionPage.objects.get(pk=current.pk)
    for name, value in facts.items():
        setattr(current, name, value)
    current.version += 1
    current.save()
    said = changes(before, current, WORDS)
    record_event(current, "write_region", by=by, role=role, at=now, version=current.version, content=said)
    return current


@transaction.atomic
def release(page, *, seen, by, now=None):
    """Let out what the page says now, which is what the person saw (`seen`, its fingerprint)."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    role = require_releasing(rights_of(by, on=today), page.region)
    current = _held(page.region)
    content = content_of(current, today=today)
    if fingerprint(content) != seen:
        raise EditConflict(None, MOVED_ON)
    last = last_issue(page.region)
    if last and last.is_shown and last.content == content:  # the same press again
        return last
    for problem in problems(content):
        raise Refused(problem)
    return _issue(current, content, "release_region", by=by, role=role, now=now)


@transaction.atomic
def hide(page, *, by, now=None):
    """Take the page off the web; what was released before stays kept, and can be released again."""
    now = now or timezone.now()
    role = require_releasing(rights_of(by, on=timezone.localdate(now)), page.region)
    current, last = _held(page.region), last_issue(page.region)
    if last is None or not last.is_shown:
        return last
    return _issue(current, {}, "hide_region", by=by, role=role, now=now)


def leave_out(partner, *, by, role, now):
    """Who takes their consent back is gone from what is out at once; the rest stays as it is."""
    organised = set(Series.objects.filter(organiser=partner).values_list("pk", flat=True))
    pages = RegionPage.objects.select_for_update(no_key=True, of=("self",)).order_by("pk")
    for page in pages if partner.region_id is None else pages.filter(region=partner.region_id):
        last = last_issue(page.region)
        before = last.content.get("networks", ()) if last else ()
        networks = [_without(partner, network, organised) for network in before]
        if networks != list(before):
            _issue(page, last.content | {"networks": networks}, "release_region", by=by, role=role, now=now)


def _without(partner, network, organised):
    """The network without the partner's name, as a member and as who organises it."""
    named = [one for one in network["named"] if one["id"] != partner.pk]
    unnamed = network["unnamed"] + len(network["named"]) - len(named)
    organiser = "" if network["id"] in organised else network["organiser"]
    return network | {"named": named, "unnamed": unnamed, "organiser": organiser}


def _issue(page, content, event, *, by, role, now):
    number = next_number(PublicIssue.objects.filter(region=page.region))
    issue = PublicIssue.objects.create(
        region=page.region,
        number=number,
        content=content,
        is_shown=bool(content),
        released_at=now,
        released_by_role=role,
    )
    record_event(page, event, by=by, role=role, at=now, target=str(number))
    return issue


# What the page says


def content_of(page, *, today):
    """In words, as it would come out today: what was ticked and is still there."""
    return content_from(offered(page.region, today=today), page)


def content_from(found, page):
    """The same out of what is offered of several regions, for who looks at many pages."""
    chosen, region = page.chosen, page.region_id
    ticked = {name: set(chosen.get(name, ())) for name in ("works", "series", "topics", "conclusions", "marks")}
    content = {
        chapter: {"works": [work for work in works if work in ticked["works"]], "text": getattr(page, chapter)}
        for chapter, works in ((str(key), [str(work) for work in some]) for key, some in WORKS.items())
    }
    topics, conclusions = (
        [one for one in rows if one.pk in ticked[name]]
        for name, rows in (("topics", found.topics), ("conclusions", found.conclusions))
    )
    series = sorted(
        (one for one in found.series if one.region_id == region and one.pk in ticked["series"]),
        key=lambda one: (SeriesKind.values.index(one.kind), one.pk),
    )
    return content | {
        "joining": page.joining,
        "networks": [_network(one, topics, conclusions) for one in series],
        "marks": [_mark(one) for one in found.marks if one.partner.region_id == region and one.pk in ticked["marks"]],
    }


def _network(series, topics, conclusions):
    members = [one.partner for one in series.members_today]
    named = [one for one in members if one.may_be_named and not one.archived_at]
    organiser = series.organiser if series.organiser_id and series.organiser.may_be_named else ""
    return {
        "id": series.pk,
        "kind": series.kind,
        "level": series.level,
        "name": series.name,
        "place": series.place,
        "times": series.times,
        "window": series.window,
        "organiser": str(organiser),
        "aim": series.aim,
        "joining": series.joining,
        "named": [{"id": one.pk, "name": one.name} for one in named],
        "unnamed": len(members) - len(named),
        "topics": [one.title for one in topics if one.series_id == series.pk],
        "conclusions": [
            {"on": one.gathering.on.isoformat(), "topic": one.topic.title, "text": one.conclusion}
            for one in conclusions
            if one.gathering.series_id == series.pk
        ],
    }


def _mark(mark):
    return {
        "kind": mark.kind,
        "name": mark.partner.name,
        "website": mark.partner.website,
        "what_for": mark.what_for,
        "reach": mark.reach,
        "languages": mark.languages,
        "hours": mark.hours,
        "checked_on": mark.checked_on.isoformat(),
    }


def problems(content):
    """What stands in the way of coming out, in words that name the place."""
    if not any(content["aims"].values()) and not content["networks"] and not content["marks"]:
        yield _("Zatím není co zveřejnit. Vyplňte cíle koordinace nebo vyberte sítě a označené organizace.")
    for place, text in _texts(content):
        for found in find_personal_data(text)[:1]:
            yield _("%(place)s: %(problem)s Na web osobní údaje nepatří.") % {"place": place, "problem": found.message}


def _texts(content):
    for chapter in RegionChapter:
        yield chapter.label, content[chapter]["text"]
    yield _("Jak se zapojí nový aktér"), content["joining"]
    for network in content["networks"]:
        for text in (network["name"], network["place"], network["aim"], network["joining"], *network["topics"]):
            yield network["name"], text
        for said in network["conclusions"]:
            yield f"{network['name']}, {said['topic']}", said["text"]
    for mark in content["marks"]:  # the number of a line is there for everybody
        for text in (mark["name"], mark["what_for"], mark["languages"], mark["hours"]):
            yield mark["name"], text
