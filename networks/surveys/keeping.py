"""An evaluation is opened for the platforms of all regions, or for those who are at a meeting of one; answered without
an account, reminded of, and closed: then answers and keys are gone and what may be shown is frozen."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from random import SystemRandom

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from centres.access import Right, rights_of
from centres.addresses import full_address
from centres.events import record_event
from centres.models import Region
from goals.formatting import format_date
from goals.workflow import Refused
from networks.access import require_leading
from networks.meetings.inviting import contacts_of
from networks.models import Member, Series, Survey, SurveyKey, SurveyRegion, SurveySheet, Topic
from networks.series.keeping import save_topic
from networks.states import GatheringState, SeriesKind
from networks.surveys.counting import LEAST
from networks.surveys.questions import FULL, OVER, USED
from networks.surveys.results import freeze_results
from networks.workflow import lock_gathering

LOT = SystemRandom()
ASKED_FOR = timedelta(days=7)
"""How long those who were at a meeting are asked at most."""
MOST_PEOPLE = 500
LETTERS, LONG = "23456789abcdefghjkmnpqrstuvwxyz", 10  # of a key that people can copy from a sheet: 50 bits


def hash_of(key):
    return hashlib.sha256(key.encode()).hexdigest()


def platforms_of(region):
    return Series.objects.running().filter(region=region, kind=SeriesKind.PLATFORM, organiser=None)


def addresses_in(region, today):
    """Of the members of the region's platforms, each once."""
    members = Member.objects.on(today).filter(series__in=platforms_of(region))
    return sorted({contact.email for contact in contacts_of(members, today=today).contacts})


@transaction.atomic
def open_survey(year, closes_on, *, by, now=None):
    """Open the year's evaluation and send each member a key of their own, which nothing keeps."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    role = rights_of(by, on=today).require(Right.COORDINATE_ALL)
    if closes_on <= today:
        raise Refused(_("Poslední den odpovědí musí teprve přijít."))
    facts = {"opened_at": now, "closes_on": closes_on}
    survey, is_new = Survey.objects.get_or_create(year=year, gathering=None, defaults=facts)
    if not is_new:
        return survey
    keys, mails = [], []
    for region in Region.objects.order_by("position"):
        addresses = addresses_in(region, today)
        if not addresses:
            continue
        place = SurveyRegion.objects.create(survey=survey, region=region, invited=len(addresses))
        for address in addresses:
            key = secrets.token_urlsafe(24)
            keys.append(SurveyKey(id=hash_of(key), place=place))
            mails.append((address, full_address(reverse("questionnaire", args=[key]))))
    if not mails:
        raise Refused(_("Žádná platforma nemá člena s e-mailem, není se koho ptát."))
    SurveyKey.objects.bulk_create(sorted(keys, key=lambda one: one.id))  # in an order that says nothing
    for address, link in mails:
        _send(address, survey, _("Jak se vám pracuje v krajské platformě?"), link=link)
    record_event(survey, "open", by=by, role=role, at=now)
    return survey


def asks_after(gathering, today):
    """Whether those who were there can be asked: it is a platform's, it takes place, and its day has come."""
    is_platform = gathering.series.kind == SeriesKind.PLATFORM and gathering.series.is_ours
    return is_platform and gathering.state != GatheringState.CANCELLED and gathering.on <= today


@transaction.atomic
def open_after(gathering, people, *, by, now=None):
    """Ask those who are at the meeting, no more than so many; asked for twice, it is the same."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    current = lock_gathering(gathering.pk)
    role = require_leading(by, current.series.region, on=today)
    if there := Survey.objects.filter(gathering=current).first():
        return there
    if not asks_after(current, today):
        raise Refused(_("Ptát se jde jen po setkání krajské platformy, kterou vede centrum, a nejdřív v jeho den."))
    if not LEAST <= people <= MOST_PEOPLE:
        facts = {"least": LEAST, "most": MOST_PEOPLE}
        raise Refused(_("Napište počet od %(least)s do %(most)s. Odpovědi méně lidí se nesmějí ukázat.") % facts)
    key = "".join(secrets.choice(LETTERS) for _letter in range(LONG))
    facts = {"year": current.on.year, "key": key, "opened_at": now, "closes_on": today + ASKED_FOR}
    survey = Survey.objects.create(gathering=current, **facts)
    SurveyRegion.objects.create(survey=survey, region=current.series.region, invited=people)
    record_event(survey, "open", by=by, role=role, at=now)
    return survey


@transaction.atomic
def remind(survey, *, by, now=None):
    """To all who were invited, because nobody knows who answered; how many mails went out."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    current = _locked(survey.pk)
    role = rights_of(by, on=today).require(Right.COORDINATE_ALL)
    if current.closed_at or current.closes_on < today:
        raise Refused(_("Hodnocení už skončilo."))
    count = 0
    for place in current.regions.select_related("region"):
        for address in addresses_in(place.region, today):
            _send(address, current, _("Připomínka: hodnocení krajské platformy"), link="")
            count += 1
    record_event(current, "remind", by=by, role=role, at=now)
    return count


def _send(address, survey, subject, *, link):
    context = {"survey": survey, "link": link, "until": format_date(survey.closes_on)}
    text = render_to_string("networks/email/survey.txt", context)
    EmailMessage(subject, text, to=[address], headers={"Auto-Submitted": "auto-generated"}).send()


def _locked(pk):
    return Survey.objects.select_for_update(no_key=True, of=("self",)).select_related("gathering__series").get(pk=pk)


@dataclass(frozen=True)
class Door:
    """What a link opens: a place where one can answer, by a key of one's own or (None) by the link for all who are at a
    meeting."""

    place: SurveyRegion
    key: SurveyKey | None

    def closed_because(self, today):
        """Why nobody can answer here any more, or None."""
        if self.place.survey.closed_at or today > self.place.survey.closes_on:
            return OVER
        if self.key is None:
            return FULL if self.place.answered >= self.place.invited else None
        return USED if self.key.is_used else None


def find(token):
    """The door behind a link; None where nobody has sent it or all keys are gone."""
    key = SurveyKey.objects.select_related("place__survey").filter(pk=hash_of(token)).first()
    if key:
        return Door(key.place, key)
    places = SurveyRegion.objects.select_related("survey__gathering__series")
    place = places.filter(survey__key=token).exclude(survey__key="").first()
    return place and Door(place, None)


@transaction.atomic
def answer(door, content, *, now=None):
    """Add an answer of the door's place. All answers and all keys of the place are written anew in the same moment,
    answers in an order drawn by lot under new ids, keys in that of their hashes: neither the order of rows nor what the
    database knows of its transactions joins the two."""
    now = now or timezone.now()
    survey = _locked(door.place.survey_id)
    place = survey.regions.get(pk=door.place.pk)
    keys = {one.pk: one for one in place.keys.all()}
    place.survey = survey
    current = Door(place, door.key and keys.get(door.key.pk, door.key))
    if reason := current.closed_because(timezone.localdate(now)):
        raise Refused(reason)
    if current.key:
        current.key.is_used = True
    contents = [*place.sheets.values_list("content", flat=True), content]
    LOT.shuffle(contents)
    place.sheets.all().delete()
    place.keys.all().delete()
    SurveySheet.objects.bulk_create(SurveySheet(place=place, content=one) for one in contents)
    SurveyKey.objects.bulk_create(keys[pk] for pk in sorted(keys))
    SurveyRegion.objects.filter(pk=place.pk).update(answered=F("answered") + 1)


@transaction.atomic
def close_survey(survey, *, by, now=None):
    """Count, freeze what may be shown, and forget all else. Nobody (`by`) closes by themselves what is over."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    current = _locked(survey.pk)
    role = ""
    if by is not None and current.gathering_id:
        role = require_leading(by, current.gathering.series.region, on=today)
    elif by is not None:
        role = rights_of(by, on=today).require(Right.COORDINATE_ALL)
    if current.closed_at:
        return current
    freeze_results(current, LOT.shuffle, now=now)
    SurveySheet.objects.filter(place__survey=current).delete()
    SurveyKey.objects.filter(place__survey=current).delete()
    Survey.objects.filter(pk=current.pk).update(closed_at=now)
    record_event(current, "close", by=by, role=role, at=now)
    if not current.gathering_id:
        _lay_before_platforms(current, by=by, now=now)
    return _locked(current.pk)


@translation.override("cs")
def _lay_before_platforms(survey, *, by, now):
    """What members said of a region is a topic of its platform, so that it comes on the agenda of the next meeting."""
    title = _("Co o platformě řekli členové v roce %(year)s") % {"year": survey.year}
    for place in survey.regions.filter(region__in=survey.results.values("region")).select_related("region"):
        said = _("Pozváno %(invited)s, odpovědělo %(answered)s. Výsledky jsou na stránce Hodnocení, i jako PDF.")
        note = said % {"invited": place.invited, "answered": place.answered}
        for series in platforms_of(place.region):
            facts = {"title": title, "note": note, "proposed_by": None}
            save_topic(Topic(series=series, version=0), facts, by=by, now=now)


def close_over(now):
    """Close what those who were at meetings were asked, once its days are over: nobody has to think of it."""
    for survey in Survey.objects.after_gatherings().filter(closed_at=None, closes_on__lt=timezone.localdate(now)):
        close_survey(survey, by=None, now=now)
