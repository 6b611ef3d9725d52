"""An evaluation is opened for the platforms of all regions, answered without an account, reminded of, and closed: then
answers and keys are gone and what may be shown is frozen."""

import hashlib
import secrets
from random import SystemRandom

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from centres.access import Right, rights_of
from centres.addresses import full_address
from centres.events import record_event
from centres.models import Region
from goals.formatting import format_date
from goals.workflow import Refused
from networks.meetings.inviting import contacts_of
from networks.models import Member, Series, Survey, SurveyKey, SurveyRegion, SurveySheet
from networks.states import SeriesKind
from networks.surveys.questions import OVER, USED
from networks.surveys.results import freeze_results

LOT = SystemRandom()


def hash_of(key):
    return hashlib.sha256(key.encode()).hexdigest()


def addresses_in(region, today):
    """Of the members of the region's platforms, each once."""
    platforms = Series.objects.running().filter(region=region, kind=SeriesKind.PLATFORM, organiser=None)
    members = Member.objects.on(today).filter(series__in=platforms)
    return sorted({contact.email for contact in contacts_of(members, today=today).contacts})


@transaction.atomic
def open_survey(year, closes_on, *, by, now=None):
    """Open the year's evaluation and send each member a key of their own, which nothing keeps."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    role = rights_of(by, on=today).require(Right.COORDINATE_ALL)
    if closes_on <= today:
        raise Refused(_("Poslední den odpovědí musí teprve přijít."))
    survey, is_new = Survey.objects.get_or_create(year=year, defaults={"opened_at": now, "closes_on": closes_on})
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
    return Survey.objects.select_for_update(no_key=True).get(pk=pk)


def find(token):
    """The key behind a link, with its evaluation; None where nobody has sent it or all keys are gone."""
    return SurveyKey.objects.select_related("place__survey").filter(pk=hash_of(token)).first()


@transaction.atomic
def answer(key, content, *, now=None):
    """Add an answer of the key's region. All answers and all keys of the region are written anew in the same moment,
    answers in an order drawn by lot under new ids, keys in that of their hashes: neither the order of rows nor what the
    database knows of its transactions joins the two."""
    now = now or timezone.now()
    survey = _locked(key.place.survey_id)
    if survey.closed_at or timezone.localdate(now) > survey.closes_on:
        raise Refused(OVER)
    place = survey.regions.get(pk=key.place_id)
    keys = {one.pk: one for one in place.keys.all()}
    if key.pk not in keys or keys[key.pk].is_used:
        raise Refused(USED)
    keys[key.pk].is_used = True
    contents = [*place.sheets.values_list("content", flat=True), content]
    LOT.shuffle(contents)
    place.sheets.all().delete()
    place.keys.all().delete()
    SurveySheet.objects.bulk_create(SurveySheet(place=place, content=one) for one in contents)
    SurveyKey.objects.bulk_create(keys[pk] for pk in sorted(keys))
    SurveyRegion.objects.filter(pk=place.pk).update(answered=F("answered") + 1)


@transaction.atomic
def close_survey(survey, *, by, now=None):
    """Count, freeze what may be shown, and forget all else."""
    now = now or timezone.now()
    current = _locked(survey.pk)
    role = rights_of(by, on=timezone.localdate(now)).require(Right.COORDINATE_ALL)
    if current.closed_at:
        return current
    freeze_results(current, LOT.shuffle, now=now)
    SurveySheet.objects.filter(place__survey=current).delete()
    SurveyKey.objects.filter(place__survey=current).delete()
    Survey.objects.filter(pk=current.pk).update(closed_at=now)
    record_event(current, "close", by=by, role=role, at=now)
    return _locked(current.pk)
