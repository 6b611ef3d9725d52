"""Every address × every role × GET and POST, written by hand: whoever adds an address says here who gets what."""

import logging
import re
from contextlib import contextmanager
from datetime import date, timedelta
from functools import cache, partial
from http.cookies import SimpleCookie
from uuid import uuid4

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from centres.access import role_labels
from centres.invitations import fingerprint
from centres.models import Erasure, Event, Invitation, Membership, Place, Role, Service, SignIn, SignInKind
from evaluations.models import Meeting
from evaluations.states import MeetingKind
from goals import adoption
from goals.commitment import Term
from goals.ending import end
from goals.freezing import fingerprint as seen_fingerprint
from goals.lineage import proposals
from goals.log import table_of
from goals.models import Document, Goal, PrintCode
from goals.models.translations import source_hash
from goals.noticeboard.ledger import post_print
from goals.public.publishing import publish, ready_to_publish
from goals.renderings import draw_missing
from goals.states import GoalState
from goals.translating import Wording, translate, units_of
from goals.workflow import perform
from networks.calendar import announcing
from networks.calendar.subscriptions import hash_of
from networks.meetings import inviting, minutes
from networks.models import CalendarSubscription
from networks.public.addresses import slug_of
from networks.public.releasing import content_of, page_of, release, save_page
from networks.quarters import Quarter
from tests import once
from tests.factories import PUBLISHED_AT, changed, make_goal, make_indicator, make_user
from tests.thorough import IS_THOROUGH
from tests.world import (
    EVALUATED,
    NEXT,
    PASSWORD,
    READY,
    RECORDED_ON,
    YEAR,
    add_months,
    add_networks,
    add_year_ends,
    an_evidence,
    days,
    fields,
    goal_form,
    goal_in,
    make_world,
    meeting_form,
    verdict,
)

pytestmark = [pytest.mark.django_db, pytest.mark.engine]

VISITORS = [
    *("anonymous", "staff", "head", "other staff", "other head"),
    *("expired deputy", "department head", "director", "administrator", "disabled"),
]
# What each of the ten gets, one sign each, in this order; goals and plans are those of the first centre.
#   o  the page                                   S  to the sign-in
#   +  done: rows have changed, then a redirect   >  a redirect, nothing has changed
#   X  403 that says which role may               x  403 that no role opens
#   0  404                                        m  405, no such way of asking
EVERYBODY, NOBODY = "oooooooooo", "mmmmmmmmmm"
SIGNED_IN, NO_POST = "SooooooooS", "SmmmmmmmmS"
# Address: (GET, POST, tables in which the allowed POST changes rows).
TABLE = {
    "home": (EVERYBODY, NOBODY, ""),
    "years": (EVERYBODY, NOBODY, ""),
    "year": (EVERYBODY, NOBODY, ""),
    "year-pdf": (EVERYBODY, NOBODY, ""),
    "year-word": (EVERYBODY, NOBODY, ""),
    "edition-word": (EVERYBODY, NOBODY, ""),
    "edition-centre-word": (EVERYBODY, NOBODY, ""),
    "centre-year-word": (EVERYBODY, NOBODY, ""),
    "commitment-edition-word": (EVERYBODY, NOBODY, ""),
    "year-evaluation-word": (EVERYBODY, NOBODY, ""),
    "year-evaluation-number-word": (EVERYBODY, NOBODY, ""),
    "goal": (EVERYBODY, NOBODY, ""),
    "edition": (EVERYBODY, NOBODY, ""),
    "edition-pdf": (EVERYBODY, NOBODY, ""),
    "year-standings": (EVERYBODY, NOBODY, ""),
    "year-standing": (EVERYBODY, NOBODY, ""),
    "year-evaluation": (EVERYBODY, NOBODY, ""),
    "year-evaluation-pdf": (EVERYBODY, NOBODY, ""),
    "year-evaluation-number": (EVERYBODY, NOBODY, ""),
    "year-evaluation-number-pdf": (EVERYBODY, NOBODY, ""),
    **dict.fromkeys(["about", "accessibility", "reading", "privacy", "cookies"], (EVERYBODY, NOBODY, "")),
    "embed-year": (EVERYBODY, NOBODY, ""),
    "embed-centre": (EVERYBODY, NOBODY, ""),
    "feed": (EVERYBODY, NOBODY, ""),
    "centre-feed": (EVERYBODY, NOBODY, ""),
    **dict.fromkeys(
        [
            *("open-data", "data-newest", "data-edition", "data-schema", "data-catalogue"),
            *("data-norm", "data-norm-set", "data-today"),
        ],
        (EVERYBODY, NOBODY, ""),
    ),
    "centres": (EVERYBODY, NOBODY, ""),
    "centre": (EVERYBODY, NOBODY, ""),
    "centre-year": (EVERYBODY, NOBODY, ""),
    **dict.fromkeys(["print", "year-sheets", "centre-sheet", "centre-large"], (EVERYBODY, NOBODY, "")),
    **dict.fromkeys(["regions", "region", "signpost", "public-calendar"], (EVERYBODY, NOBODY, "")),
    **dict.fromkeys(("comparisons", "comparison", "comparison-numbers"), (EVERYBODY, NOBODY, "")),
    **dict.fromkeys(("years-compared", "centre-years-compared"), (EVERYBODY, NOBODY, "")),
    "search": (EVERYBODY, NOBODY, ""),
    "opensearch": (EVERYBODY, NOBODY, ""),
    "public-commitment": (EVERYBODY, NOBODY, ""),
    "public-commitment-pdf": (EVERYBODY, NOBODY, ""),
    "public-commitment-large": (EVERYBODY, NOBODY, ""),
    "public-commitment-term": (EVERYBODY, NOBODY, ""),
    "commitment-leaflet": (EVERYBODY, NOBODY, ""),
    "commitment-large": (EVERYBODY, NOBODY, ""),
    "commitment-edition": (EVERYBODY, NOBODY, ""),
    "commitment-edition-pdf": (EVERYBODY, NOBODY, ""),
    "favicon": (">>>>>>>>>>", NOBODY, ""),
    "robots": (EVERYBODY, NOBODY, ""),
    "sitemap": (EVERYBODY, NOBODY, ""),
    "security-txt": ("0000000000", NOBODY, ""),
    "change-password": (">>>>>>>>>>", ">>>>>>>>>>", ""),
    "healthz": (EVERYBODY, NOBODY, ""),
    "readyz": (EVERYBODY, NOBODY, ""),
    "work": (SIGNED_IN, NO_POST, ""),
    "rights": (SIGNED_IN, NO_POST, ""),
    "work-search": (SIGNED_IN, NO_POST, ""),
    "help": ("S>>>>o>>>S", NO_POST, ""),
    "help-role": (SIGNED_IN, NO_POST, ""),
    "log": ("SXXXXXXXoS", NO_POST, ""),
    "log-export": ("SXXXXXXXoS", NO_POST, ""),
    # Whoever may is asked first who they are (tests/cpic/test_erasing.py).
    "erase": ("SXXXXXXX>S", "SXXXXXXX>S", ""),
    "erased": ("SXXXXXXXoS", NO_POST, ""),
    "erase-original": ("S00000000S", NO_POST, ""),
    "year-open": ("SXXXXXoXXS", "SXXXXX+XXS", "document event plan sentform"),
    "first-steps": ("SXXXXXoXoS", NO_POST, ""),
    "first-steps-hide": ("SXXXXX>X>S", "SXXXXX+X+S", "event"),
    "documents": ("SXXXXXoXoS", "SXXXXX+X+S", "documenttrial"),
    "document": ("SXXXXXoXoS", "SXXXXX+X+S", "documenttrial"),
    "document-facts": ("SXXXXXoXoS", "SXXXXX+X+S", "documenttrial notice"),
    "document-drafts": ("SXXXXX>X>S", "SXXXXX+X+S", "document documenttrial event goal plan section target"),
    "document-discard": ("SXXXXX>X>S", "SXXXXX+X+S", "documenttrial"),
    "document-adopt": (
        "SXXXXXoXXS",
        "SXXXXX+XXS",
        "document documenttrial edition editioncentre editionfile editiongoal editionsection editiontarget event goal "
        "notice plan printcode section target",
    ),
    "lineage": ("SXXXX0oXoS", "SXXXX0+X+S", "event lineage"),
    "network": (SIGNED_IN, NO_POST, ""),
    "centre-work": (SIGNED_IN, NO_POST, ""),
    "centre-open": ("SXXXXXoXoS", "SXXXXX+X+S", "centre centrechange event"),
    "centre-rename": ("SXXXXXoXoS", "SXXXXX+X+S", "centre centrechange event"),
    "centre-move": ("SXXXXXoXoS", "SXXXXX+X+S", "centre centrechange event"),
    "centre-branch": ("SXXXXXoXoS", "SXXXXX+X+S", "centre centrechange event"),
    "centre-close": ("SXXXXXoXoS", "SXXXXX+X+S", "centre centrechange event membership"),
    "centre-join": ("SXXXXX>X>S", "SXXXXX+X+S", "event plan"),
    "prints": ("Soooo0oooS", NO_POST, ""),
    **dict.fromkeys(["centre-prints", "print-scanned"], ("Soo000oo0S", NO_POST, "")),
    "print-post": ("Soo000XX0S", "S++000XX0S", "event postedprint sentform"),
    "print-move": ("Soo000XX0S", "S++000XX0S", "event postedprint"),
    "print-take-down": ("S>>000XX0S", "S++000XX0S", "event postedprint"),
    "prints-replace": ("S>>000XX0S", "S>>000XX0S", ""),  # what holds is not replaced (tests/goals/test_noticeboard.py)
    "contact-edit": ("SXo000oXoS", "SX+000+X+S", "centre contact event"),
    "place-add": ("SXo000oXoS", "SX+000+X+S", "centre event place"),
    "place-edit": ("SXo000oXoS", "SX+000+X+S", "centre event place"),
    "place-remove": ("SXo000oXoS", "SX+000+X+S", "centre event place"),
    "offer-edit": ("SXo000oXoS", "SX+000+X+S", "centre event offer service"),
    "service-add": ("SXo000oXoS", "SX+000+X+S", "centre event service"),
    "service-edit": ("SXo000oXoS", "SX+000+X+S", "centre event service"),
    "service-item": ("SXo000oXoS", "SX+000+X+S", "centre event service"),
    "service-remove": ("SXo000oXoS", "SX+000+X+S", "centre event service"),
    "commitment": (SIGNED_IN, NO_POST, ""),
    "commitment-new": ("SXXXXXoXXS", "SXXXXX+XXS", "event goal sentform target"),
    "commitment-files": ("SXXXXXoXoS", "SXXXXX+X+S", "documenttrial"),
    "commitment-trial": ("SXXXXXoXoS", "SXXXXX+X+S", "documenttrial"),
    "commitment-write": (
        "SXXXXX>X>S",
        "SXXXXX+X+S",
        "block document documenttrial event goal section target translation",
    ),
    "commitment-term": ("Soooo0oooS", "SmmmmmmmmS", ""),
    "commitment-term-goal": ("SXXXXXoXXS", "SXXXXX+XXS", "event goal sentform target"),
    "commitment-term-new": (
        "SXXXXXoXXS",
        "SXXXXX+XXS",
        "document event goal lineage sentform target translation",
    ),
    "commitment-term-edit": ("SXXXX0oXXS", "SXXXX0+XXS", "document event"),
    "commitment-lineage": ("SXXXX0oXoS", "SXXXX0>X>S", ""),
    "commitment-section": ("SXXXX0oXXS", "SXXXX0+XXS", "block event section"),
    "commitment-publish": (
        "SXXXX0oXXS",
        "SXXXX0+XXS",
        "edition editioncentre editionfile editiongoal editiontarget event languageissue notice sentform",
    ),
    "commitment-simple": ("0000000000", NOBODY, ""),  # nobody has written it
    "translations-keep": ("SXXXXXoXXS", "SXXXXX+XXS", "event translation"),
    "translations": ("SXXXXXoXXS", NO_POST, ""),
    "translation-language": ("SXXXXXoXXS", "SmmmmmmmmS", ""),
    "translation": ("SXXXXXoXXS", "SXXXXX+XXS", "event translation"),
    "translation-xlsx": ("SXXXXXoXXS", NO_POST, ""),
    "translation-po": ("SXXXXXoXXS", NO_POST, ""),
    "translation-import": ("SXXXXXoXXS", "SXXXXXoXXS", ""),  # the trial saves nothing
    "translation-publish": ("SXXXXXoXXS", "SXXXXX+XXS", "editionfile event languageissue sentform"),
    "commitment-published": ("SXXXX0oXXS", "SmmmmmmmmS", ""),
    "work-goal": ("Soo000oo0S", NO_POST, ""),
    "goal-edit": ("Soo000XX0S", "S++000XX0S", "event goal target"),
    "goal-amend": ("SXo000XX0S", "SX+000XX0S", "event goal sentform target"),
    "goal-end": ("SXo000XX0S", "SX+000XX0S", "event goal notice sentform target"),
    "goal-resume": ("S00XX0>X0S", "S00XX0+X0S", "event goal notice target"),
    "goal-mend": ("SXX000oX0S", "SXX000+X0S", "event goal target"),
    "goal-owner": ("Soo000oo0S", "SX+000XX0S", "event goalowner"),
    "plan-owners": ("Soo000oo0S", "SX+000XX0S", "event goalowner"),
    "commitment-owners": (SIGNED_IN, "SXXXXX+XXS", "event goalowner"),
    "my-goals": (SIGNED_IN, NO_POST, ""),
    "still-goals": ("SXoXo0ooXS", NO_POST, ""),
    "action-item": ("Soo000oo0S", "S++000XX0S", "actionitem event"),
    "meeting-evidence": ("Soo000oo0S", "S++000XX0S", "event evidence meeting"),
    "heads-meeting-evidence": ("SXXXX0ooXS", "SXXXX0+XXS", "event evidence meeting"),
    "annual-meeting-evidence": ("SXXXX0ooXS", "SXXXX0+XXS", "event evidence meeting"),
    "director-meeting-evidence": ("SXXXX0ooXS", "SXXXX0X+XS", "event evidence meeting"),
    "goal-drop": ("S>>000XX0S", "S++000XX0S", "event goal"),
    "goal-restore": ("S>>000XX0S", "S++000XX0S", "event goal"),
    "goal-submit": ("SX>000XX0S", "SX+000XX0S", "event goal notice"),
    "goal-recall": ("SX>000XX0S", "SX+000XX0S", "event goal notice"),
    "goal-decide": ("SXX000oX0S", "SXX000+X0S", "event goal notice"),
    "goal-decided": ("Soo000oo0S", NO_POST, ""),
    "work-year": ("SXXXX0ooXS", NO_POST, ""),
    "year-dates": ("SXXXX0oXXS", "SXXXX0+XXS", "document event"),
    "plans-remind": ("SXXXX0>XXS", "SXXXX0+XXS", "event notice"),
    "publish": (
        "SXXXX0oXXS",
        "SXXXX0+XXS",
        "edition editioncentre editionfile editiongoal editiontarget event notice printcode sentform",
    ),
    "published": ("SXXXX0oXXS", NO_POST, ""),
    "plan": ("Soo000oo0S", NO_POST, ""),
    "plan-draft": ("Soo000oo0S", NO_POST, ""),
    "goal-new": ("Soo000XX0S", "S++000XX0S", "event goal plan sentform target"),
    "continue": ("Soo000XX0S", "S++000XX0S", "continuation event goal lineage plan target"),
    "plan-order": ("S>>000XX0S", "S++000XX0S", "goal plan"),
    "plan-check": ("SXo000XX0S", "SX+000XX0S", "event goal notice"),
    "plan-submitted": ("Soo000oo0S", NO_POST, ""),
    "plan-recall": ("SXo000XX0S", "SX+000XX0S", "event goal notice"),
    "plan-decide": ("SXX000oX0S", "SXX000+X0S", "event goal notice"),
    "plan-decided": ("Soo000oo0S", NO_POST, ""),
    "closings": ("SXXXX0ooXS", NO_POST, ""),
    "closing": ("Soo000oo0S", "SX+000XX0S", "closing event goalresult"),
    "closing-confirm": ("SX>000XX0S", "SX>000XX0S", ""),  # it is sent already
    "closing-object": ("SXo000XX0S", "SX+000XX0S", "event notice"),
    "closing-sent": ("Soo000oo0S", NO_POST, ""),
    "closing-decide": ("SXX000oX0S", "SXX000+X0S", "closing event notice"),
    "closing-decided": ("SXX000oX0S", NO_POST, ""),
    "standing-release": (
        "SXXXX0oXXS",
        "SXXXX0+XXS",
        "event report reportcentre reportfile reportgoal reporttarget sentform",
    ),
    "standing-released": ("SXXXX0oXXS", NO_POST, ""),
    "evaluation-release": (
        "SXXXX0oXXS",
        "SXXXX0+XXS",
        "document event report reportcentre reportfile reportgoal reporttarget sentform",
    ),
    "evaluation-released": ("SXXXX0oXXS", NO_POST, ""),
    "meetings": ("Soo000oo0S", NO_POST, ""),
    "meeting": ("Soo000oo0S", "S++000XX0S", "event meeting"),
    "meeting-sheet": ("Soo000oo0S", NO_POST, ""),
    "meeting-closed": ("Soo000oo0S", NO_POST, ""),
    "meeting-close": ("SX>000XX0S", "SX>000XX0S", ""),  # it is closed already
    "meeting-hand-back": ("SXo000XX0S", "SX+000XX0S", "event meeting notice"),
    "meeting-ask": ("Soo000XX0S", "S++000XX0S", "event notice openingrequest"),
    "meeting-decline": ("SXX000>X0S", "SXX0000X0S", ""),  # nobody has asked
    "meeting-reopen": ("SXX000oX0S", "SXX000+X0S", "event meeting notice"),
    "minutes": ("Soo000oo0S", NO_POST, ""),
    "minutes-word": ("Soo000oo0S", NO_POST, ""),
    "heads-meetings": ("Soooo0oooS", NO_POST, ""),
    "heads-meeting": ("SXXXX0ooXS", "SXXXX0+XXS", "event meeting"),
    "heads-meeting-sheet": ("SXXXX0ooXS", NO_POST, ""),
    "heads-meeting-closed": ("Soooo0oooS", NO_POST, ""),
    "heads-meeting-close": ("SXXXX0>XXS", "SXXXX0>XXS", ""),
    "heads-meeting-reopen": ("SXXXX0oXXS", "SXXXX0+XXS", "event meeting"),
    "annual-meeting": ("SXXXX0ooXS", "SXXXX0+XXS", "event meeting"),
    "annual-meeting-sheet": ("SXXXX0ooXS", NO_POST, ""),
    "annual-meeting-closed": ("Soooo0oooS", NO_POST, ""),
    "annual-meeting-close": ("SXXXX0>XXS", "SXXXX0>XXS", ""),
    "annual-meeting-reopen": ("SXXXX0oXXS", "SXXXX0+XXS", "event meeting"),
    "director-meeting": ("SXXXX0ooXS", "SXXXX0X+XS", "event meeting"),
    "director-meeting-sheet": ("SXXXX0ooXS", NO_POST, ""),
    "director-meeting-closed": ("Soooo0oooS", NO_POST, ""),
    "director-meeting-close": ("SXXXX0X>XS", "SXXXX0X>XS", ""),
    "director-meeting-reopen": ("SXXXX0XoXS", "SXXXX0X+XS", "event meeting"),
    "network-standing": ("SXXXX0ooXS", NO_POST, ""),
    "network-standing-export": ("SXXXX0ooXS", NO_POST, ""),
    "remind": ("SXXXX0>XXS", "SXXXX0+XXS", "event meeting notice"),  # X is a sign: 403
    "director-page": ("SXXXX0ooXS", NO_POST, ""),
    "director-page-export": ("SXXXX0ooXS", NO_POST, ""),
    "centre-standing": ("Soo000oo0S", NO_POST, ""),
    "centre-standing-export": ("Soo000oo0S", NO_POST, ""),
    "network-statistics": ("SXXXX0ooXS", NO_POST, ""),
    "network-statistics-export": ("SXXXX0ooXS", NO_POST, ""),
    "centre-statistics": ("Soo000oo0S", NO_POST, ""),
    "centre-statistics-export": ("Soo000oo0S", NO_POST, ""),
    "centre-statistics-records": ("Soo000oo0S", NO_POST, ""),
    "goal-progress": ("Soo000oo0S", NO_POST, ""),
    "goal-progress-export": ("Soo000oo0S", NO_POST, ""),
    # Records, their files, and what feeds which target.
    "records": ("Soo000oo0S", NO_POST, ""),
    "record-add": ("S>>000XX0S", "S++000XX0S", "event record sentform"),
    "record": ("Soo000oo0S", "S++000XX0S", "event record"),
    "record-remove": ("S>>000XX0S", "S++000XX0S", "event record"),
    "record-restore": ("S>>000XX0S", "S++000XX0S", "event record"),
    "record-evidence": ("S>>000XX0S", "S++000XX0S", "event evidence"),
    "goal-evidence": ("Soo000oo0S", "S++000XX0S", "event evidence"),
    "evidence": ("Soo000oo0S", NO_POST, ""),
    "evidence-remove": ("S>>000XX0S", "S++000XX0S", "event evidence"),
    "records-import": ("Soo000XX0S", "Soo000XX0S", ""),  # the trial saves nothing
    "records-template": ("Soo000oo0S", NO_POST, ""),
    "records-export": ("Soo000oo0S", NO_POST, ""),
    "feeds": ("Soo000oo0S", "SX+000XX0S", "event targetsource"),
    "commitment-feeds": (SIGNED_IN, "SXXXXX+XXS", "event targetsource"),
    # Networks of the region of the first centre; and what links in mails open.
    "networks": ("SooooXooXS", NO_POST, ""),
    "meeting-places": ("SooooXooXS", NO_POST, ""),
    "partners": ("SooooXooXS", NO_POST, ""),
    "partners-export": ("SooooXoXXS", NO_POST, ""),
    "partners-import": ("SooooXoXXS", "SooooXoXXS", ""),  # the trial saves nothing
    "partner-new": ("SooooXoXXS", "S++++X+XXS", "event partner sentform"),
    "partner": ("Soo000oo0S", NO_POST, ""),
    "partner-edit": ("Soo000oX0S", "S++000+X0S", "event partner"),
    "partner-archive": ("S>>000>>0S", "S++000+X0S", "event member partner"),
    "partner-restore": ("S>>000>>0S", "S++000+X0S", "event partner"),
    "partner-merge": ("Soo000oX0S", "S++000+X0S", "event mark member partner workcontact"),
    "partner-split": ("S>>000>>0S", "S++000+X0S", "event partner"),
    "mark-add": ("Soo000oX0S", "S++000+X0S", "event mark"),
    "mark-edit": ("Soo000oX0S", "S++000+X0S", "event mark"),
    "mark-remove": ("S>>000>>0S", "S++000+X0S", "event mark"),
    "contact-add": ("Soo000oX0S", "S++000+X0S", "event workcontact"),
    "contact-change": ("Soo000oX0S", "S++000+X0S", "event workcontact"),
    "contact-end": ("S>>000>>0S", "S++000+X0S", "event member workcontact"),
    "series-new": ("SooooXoXXS", "S++++X+XXS", "event sentform series"),
    "series": ("Soo000oo0S", NO_POST, ""),
    "series-edit": ("Soo000oX0S", "S++000+X0S", "event series"),
    "series-end": ("S>>000>>0S", "S++000+X0S", "event series"),
    "series-resume": ("S>>000>>0S", "S++000+X0S", "event series"),
    "members-add": ("Soo000oX0S", "S++000+X0S", "event member"),
    "member-edit": ("Soo000oX0S", "S++000+X0S", "event member"),
    "member-end": ("S>>000>>0S", "S++000+X0S", "event member"),
    "topic": ("Soo000oo0S", NO_POST, ""),
    "topic-add": ("Soo000oX0S", "S++000+X0S", "event sentform topic"),
    "topic-edit": ("Soo000oX0S", "S++000+X0S", "event topic"),
    "gathering-new": ("Soo000oX0S", "S++000+X0S", "agendaitem event gathering sentform"),
    "gathering": ("Soo000oo0S", NO_POST, ""),
    "gathering-edit": ("Soo000oX0S", "S++000+X0S", "event gathering"),
    "gathering-invite": ("Soo000oo0S", "S++000+X0S", "event gathering invitee"),
    "gathering-hold": ("Soo000oX0S", "S++000+X0S", "attendance event gathering sentform"),
    "gathering-cancel": ("Soo000oX0S", "S++000+X0S", "event gathering"),
    "gathering-reopen": ("Soo000oX0S", "S++000+X0S", "event gathering"),
    "gathering-minutes": ("Soo000oo0S", NO_POST, ""),
    "gathering-minutes-word": ("Soo000oo0S", NO_POST, ""),
    "gathering-count": ("S>>000>>0S", "S++000XX0S", "event gathering meeting record"),
    "gathering-asked": ("Soo000oo0S", NO_POST, ""),
    "gathering-ask": ("Soo000oX0S", "S++000+X0S", "event survey surveyregion"),
    "gathering-asked-close": ("S>>000>>0S", "S++000+X0S", "event survey"),
    "activities": ("SooooXooXS", NO_POST, ""),
    "activities-export": ("SooooXooXS", NO_POST, ""),
    "activity-new": ("SooooXXXXS", "S++++XXXXS", "activity event meeting record sentform"),
    "activity": ("Soo000oo0S", NO_POST, ""),
    "activity-edit": ("Soo000XX0S", "S++000XX0S", "activity event record"),
    "monitorings": ("SooooXooXS", NO_POST, ""),
    "monitoring-begin": ("S>>000>>0S", "S++000+X0S", "event monitoring monitoringchapter proposedmeasure"),
    "monitoring": ("Soo000oo0S", NO_POST, ""),
    "monitoring-confirm": (
        "S>>000>>0S",
        "SX+000XX0S",
        "event meeting monitoring monitoringreport monitoringreportfile record",
    ),
    "monitoring-reopen": ("SXo000XX0S", "SX+000XX0S", "event monitoring"),
    "chapter-edit": ("Soo000oX0S", "S++000+X0S", "event monitoring monitoringchapter"),
    "measure-add": ("Soo000oX0S", "S++000+X0S", "event monitoring proposedmeasure"),
    "measure-edit": ("Soo000oX0S", "S++000+X0S", "event monitoring proposedmeasure"),
    "measure-remove": ("S>>000>>0S", "S++000+X0S", "event monitoring proposedmeasure"),
    "monitoring-report": ("Soo000oo0S", NO_POST, ""),
    "surveys": ("SooooXooXS", NO_POST, ""),
    "survey-open": ("SXXXXXoXXS", "SXXXXX+XXS", "event survey surveykey surveyregion"),
    "survey": ("SooooXooXS", NO_POST, ""),
    "survey-remind": ("S>>>>>>>>S", "SXXXXX+XXS", "event"),
    "survey-close": (
        *("S>>>>>>>>S", "SXXXXX+XXS"),
        "event survey surveykey surveyresult surveyresultfile surveysheet",
    ),
    "survey-result": ("Soo00XooXS", NO_POST, ""),
    "survey-file": ("Soo00XooXS", NO_POST, ""),
    "questionnaire": (EVERYBODY, "++++++++++", "surveykey surveyregion surveysheet"),
    "questionnaire-thanks": (EVERYBODY, NOBODY, ""),
    "region-pages": ("SooooXooXS", NO_POST, ""),
    "region-page": ("Soo000oo0S", NO_POST, ""),
    "region-page-edit": ("Soo000oX0S", "S++000+X0S", "event regionpage"),
    "region-page-release": ("S>>000>>0S", "SX+000+X0S", "event publicissue"),
    "region-page-hide": ("S>>000>>0S", "SX+000+X0S", "event publicissue"),
    "announcements": ("SooooXooXS", NO_POST, ""),
    "announcement-new": ("SXoXoXoXXS", "SX+X+X+XXS", "announcement event sentform"),
    "announcement-change": ("SXo000oX0S", "SX+000+X0S", "announcement event"),
    "announcement-cancel": ("S>>000>>0S", "SX+000+X0S", "announcement event"),
    "announcement-hide": ("S>>000>>0S", "SX+000+X0S", "announcement event"),
    "gathering-announce": ("S>>000>>0S", "SX+000+X0S", "announcement event"),
    "gathering-hide": ("S>>000>>0S", "SX+000+X0S", "announcement event"),
    "calendar": (SIGNED_IN, SIGNED_IN, "calendarsubscription event"),  # the answer shows the address, once
    "calendar-end": ("S>>>>>>>>S", "S>+>>>>>>S", "calendarsubscription event"),
    "calendar-feed": (EVERYBODY, NOBODY, ""),
    "ministry-tasks": ("SooooXooXS", NO_POST, ""),
    "ministry-task": ("SXXXXXoXXS", "SXXXXX+XXS", "event ministrytaskyear"),
    "shared-action": ("Soo000oo0S", "S++000+X0S", "event sharedaction"),
    "reply": (EVERYBODY, "++++++++++", "event invitee"),
    "replied": (EVERYBODY, NOBODY, ""),
    "minutes-of-gathering": (EVERYBODY, NOBODY, ""),
    # People of the first centre; whoever changes an account is asked who they are first.
    "people": ("SXoXoXoXoS", NO_POST, ""),
    "invite": ("SXoXoXoXoS", "SX+XoX+X+S", "event invitation"),
    "resend-invitation": ("SX>X0X>X>S", "SX+X0X+X+S", "event invitation"),
    "revoke-invitation": ("SX>X0X>X>S", "SX+X0X+X+S", "event invitation"),
    "centre-people": ("SXoX0XoXoS", NO_POST, ""),
    "person": ("SXoX0XoXoS", NO_POST, ""),
    "person-edit": ("SXXX0XXX>S", "SXXX0XXX>S", ""),
    "person-factor": ("SXXX0XXX>S", "SXXX0XXX>S", ""),
    "person-sign-out": ("SXXX0XXX>S", "SXXX0XXX>S", ""),
    "person-reduce": ("SXXX0XXX>S", "SXXX0XXX>S", ""),
    "person-data": ("SXXX0XXX>S", "SXXX0XXX>S", ""),
    "my-data": ("S>>>>>>>>S", "S>>>>>>>>S", ""),
    "role": ("SXoX0XoXoS", "SX+X0X+X+S", "event membership"),
    "role-withdraw": ("SX>X0X>X>S", "SX+X0X+X+S", "event membership"),
    "welcome": ("S>>>>>>>>S", "S>>>>>>>>S", ""),  # nobody is new here
    # Sign-in and account; what a second factor needs is posted in its own tests, and the library asks who it is first.
    "account_login": ("o>>>>>>>>o", "+>>>>>>>>+", "signin user"),
    "mfa_authenticate": ("S>>>>>>>>S", "S>>>>>>>>S", ""),
    "mfa_login_webauthn": ("o>>>>>>>>o", "+>>>>>>>>+", "signin"),
    "openid_connect_login": ("0000000000", "0000000000", ""),
    "openid_connect_callback": ("0000000000", "0000000000", ""),
    "socialaccount_login_cancelled": (EVERYBODY, NOBODY, ""),
    "account_inactive": (EVERYBODY, NOBODY, ""),
    "account_reset_password": (EVERYBODY, "++++++++++", "signin"),
    "account_reset_password_done": (EVERYBODY, NOBODY, ""),
    "account_reset_password_from_key": (EVERYBODY, EVERYBODY, ""),
    "account_reset_password_from_key_done": (EVERYBODY, NOBODY, ""),
    "account_logout": (SIGNED_IN, "S++++++++S", "signin"),
    "invitation": (EVERYBODY, "+oooooooo+", "event invitation membership signin user"),
    "account": (SIGNED_IN, NO_POST, ""),
    "mail-preferences": (SIGNED_IN, "S++++++++S", "mailoptout"),
    "account_reauthenticate": (SIGNED_IN, "S++++++++S", "signin"),
    "mfa_reauthenticate": ("S>>>>>>>>S", "S>>>>>>>>S", ""),
    "mfa_reauthenticate_webauthn": ("S>>>>>>>>S", "S>>>>>>>>S", ""),
    "account_change_password": (SIGNED_IN, "S++++++++S", "event user"),
    "account_set_password": ("S>>>>>>>>S", "S>>>>>>>>S", ""),
    "mfa_index": (SIGNED_IN, NO_POST, ""),
    "mfa_activate_totp": ("S>>>>>>>>S", "S>>>>>>>>S", ""),
    "mfa_deactivate_totp": ("S00000000S", "S00000000S", ""),
    "mfa_list_webauthn": (SIGNED_IN, NO_POST, ""),
    "mfa_add_webauthn": ("S>>>>>>>>S", "S>>>>>>>>S", ""),
    "mfa_remove_webauthn": ("S>>>>>>>>S", "S>>>>>>>>S", ""),
    "mfa_edit_webauthn": ("S>>>>>>>>S", "S>>>>>>>>S", ""),
    "mfa_view_recovery_codes": ("S00000000S", NO_POST, ""),
    "mfa_generate_recovery_codes": ("S>>>>>>>>S", "S>>>>>>>>S", ""),
    "mfa_download_recovery_codes": ("S00000000S", "S00000000S", ""),
    "usersessions_list": (SIGNED_IN, "S>>>>>>>>S", ""),
    "sign-ins": (SIGNED_IN, NO_POST, ""),
    "end-session": ("S00000000S", "S>>>>>>>>S", ""),
    "administration-login": ("SSSSSSSSSS", "SSSSSSSSSS", ""),
    "administration-logout": (SIGNED_IN, "S++++++++S", "signin"),
    "administration-password": ("S>>>>>>>>S", "S>>>>>>>>S", ""),
    "admin:login": ("SSSSSSSSSS", "SSSSSSSSSS", ""),
    "admin:logout": (SIGNED_IN, "S++++++++S", "signin"),
    "admin:password_change": ("S>>>>>>>>S", "S>>>>>>>>S", ""),
}
# The administration: what the administrator gets by GET and by a POST without data; its own tests change things there.
# Of the others the signed-in learn whose it is, and nobody gets further.
ADMINISTRATION = {
    "admin:index": "oo",
    "admin:password_change_done": "om",
    "admin:autocomplete": "xm",
    "admin:jsi18n": "om",
    "admin:view_on_site": "00",
    "admin:app_list": "oo",
    "sprava/(?P<url>.*)$": "00",
    **{f"admin:centres_{model}_changelist": "oo" for model in ("region", "operator", "centre")},
    "admin:centres_user_changelist": "oo",
    **{f"admin:centres_{model}_history": "oo" for model in ("region", "operator", "centre", "user")},
    **{f"admin:centres_{model}_change": "oo" for model in ("region", "operator")},
    "admin:centres_centre_change": "ox",  # centres are changed in the workspace
    "admin:centres_centre_add": "xx",
    "admin:centres_centre_delete": "xx",
    "admin:centres_user_change": "ox",  # people and their roles are changed in the workspace
    **{f"admin:centres_{model}_add": "oo" for model in ("region", "operator")},
    **{f"admin:centres_{model}_delete": "oo" for model in ("region", "operator")},
    **{f"sprava/centres/{model}/<path:object_id>/": ">>" for model in ("region", "operator", "centre", "user")},
    "admin:centres_signin_changelist": "oo",
    "admin:centres_signin_history": "oo",
    "admin:centres_signin_change": "ox",
    "admin:centres_signin_add": "xx",
    "admin:centres_signin_delete": "xx",
    "sprava/centres/signin/<path:object_id>/": ">>",
    **{f"admin:evaluations_indicator_{page}": "oo" for page in ("changelist", "history", "change", "add", "delete")},
    "sprava/evaluations/indicator/<path:object_id>/": ">>",
    "admin:centres_user_add": "xx",  # people come by invitation
    "admin:centres_user_delete": "xx",  # and are switched off, never deleted
}
TABLE |= {name: (f"SXXXXXXX{get}S", f"SXXXXXXX{post}S", "") for name, (get, post) in ADMINISTRATION.items()}


def patterns(resolver=None, namespaces=(), before=""):
    """Name, or for want of one the route, and the route of every pattern that leads to a view."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from patterns(pattern, (*namespaces, *filter(None, [pattern.namespace])), route)
        else:
            yield ":".join([*namespaces, pattern.name]) if pattern.name else route, route


@cache
def routes():
    """The route of each name, looked up for every address of every visitor."""
    return dict(patterns())


def test_every_address_is_classified():
    assert sorted(routes()) == sorted(TABLE)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    logging.disable(logging.WARNING)  # a thousand refusals, each of them expected
    try:
        with once.kept(django_db_blocker):
            yield made_world()
    finally:
        logging.disable(logging.NOTSET)


def made_world():
    world = make_world()
    add_months(world)
    add_year_ends(world)
    add_networks(world)
    facts = {"email": "zvana@example.cz", "first_name": "Zvaná", "last_name": "Osoba", "role": Role.STAFF}
    now = timezone.now()
    world.invitation = Invitation.objects.create(
        **facts,
        centre=world.own,
        fingerprint=fingerprint("tajne"),
        invited_by=world.people["administrator"],
        created_at=now,
        expires_at=now + timedelta(days=1),
    )
    goal = goal_in(GoalState.APPROVED, make_goal, world.next_year, centre=world.other, text="Platil a skončí.")
    by = world.people["department head"]
    changed(world.this_year)  # so that a further edition can come out
    proposed = end(goal, date(NEXT, 3, 31), "Důvod.", by=world.people["other head"])
    world.ended = perform(proposed, "approve", by=by)
    world.place = Place.objects.create(centre=world.own, kind="branch", name="Pobočka", as_of=now.date())
    offered = {"centre": world.own, "as_of": now.date()}
    world.service = Service.objects.create(own_group="clubs", name="Klub", **offered)
    Service.objects.create(item="social-housing", **offered)
    draw_missing()  # prints of centres, which wait for cron
    world.code = PrintCode.objects.get(place__edition=world.edition, place__slug=world.own.slug, format="sheet")
    world.print = post_print(world.code, "vchod", world.edition.published_on, by=world.people["head"])
    world.sign_in = SignIn.objects.create(at=now, since=now, kind=SignInKind.LOCKED, browser="Firefox")
    world.trial = a_trial(world)
    newer = Goal.objects.filter(document__year=READY).first()  # the year before had the same goal, perhaps
    older = {"centre": newer.centre, "number": 90, "text": newer.text}
    goal_in(GoalState.APPROVED, make_goal, Document.objects.get(year=EVALUATED), **older)
    for slug in ("prednasky", "platformy", "monitorovaci-zpravy"):
        make_indicator(slug)
    world.indicator = make_indicator("bez-zaznamu")  # one that counts nothing can be deleted
    Erasure.objects.create(number=EVERYWHERE["number"], table="centres_event", row=1, reason="Omylem.", at=now)
    world.colleague = world.people["staff"]
    world.role = world.colleague.memberships.get()
    later = timezone.localdate() + timedelta(days=30)
    world.coming_role = Membership.objects.create(
        user=world.people["other staff"], role=Role.STAFF, centre=world.own, valid_from=later
    )
    world.commitment = world.long_term.document
    publish(world.commitment, by=by, reason="Ostatní počkají.", now=PUBLISHED_AT)
    world.commitment = changed(world.commitment)
    facts = {"language": "uk", "source": "Starý název.", "source_hash": source_hash("Starý název.")}
    world.commitment.translations.create(block="title", text="Зобов’язання", **facts)
    unit = next(unit for unit in units_of(world.commitment) if unit.name == f"goal-{world.long_term.root_id}")
    wording = Wording("Мета", "V tomto světě stačí slovo.", is_read=True)
    translate(world.commitment, "uk", unit.name, wording, seen=unit.source_hash, version=0, by=by, now=now)
    publish_regions(world, by)
    trial = adoption.upload_commitment([SimpleUploadedFile("zavazek.md", COMMITMENT.encode())], by=by)
    term = Term("Závazek", date(2040, 1, 1), date(2043, 12, 31))
    world.commitment_trial = adoption.answer_commitment(trial, term, {}, by=by)
    world.clients, world.forms = clients(world), {}
    return world


def publish_regions(world, by):
    """The page of the first region, which has changed since it came out; a course, and the day of a meeting."""
    release(world.region_page, seen=seen_fingerprint(content_of(world.region_page, today=timezone.localdate())), by=by)
    save_page(world.region_page, {"aims": "Jinak."}, by=by)
    facts = {"kind": "course", "centre": world.own, "title": "Kurz", "on": timezone.localdate() + timedelta(days=9)}
    world.announcement = announcing.announce(facts, by=by)
    announcing.announce_gathering(world.held_gathering, by=by)
    facts = {"name": "telefon", "token_hash": hash_of("tajne"), "created_at": timezone.now()}
    CalendarSubscription.objects.create(person=world.people["head"], **facts)


OLD_YEAR = 2019
PAPER = f"""# Operační cíle center {OLD_YEAR}

Úvodní věta.

## CPIC Liberec

- Uspořádat nejméně 3 kurzy.

## CPIC Atlantida

- Uspořádat nejméně 2 kurzy.
"""


def a_trial(world):
    """A document that waits to be taken over; one of its centres is left out. Somebody else could take it over, too."""
    make_user(Role.DEPARTMENT_HEAD)
    by, file = world.people["administrator"], SimpleUploadedFile("cile.md", PAPER.encode())
    trial = adoption.upload(file, None, by=by, now=PUBLISHED_AT)
    trial = adoption.answer(trial, OLD_YEAR, {"CPIC Atlantida": ""}, by=by, now=PUBLISHED_AT)
    first, last = date(OLD_YEAR, 1, 1), date(OLD_YEAR, 12, 31)
    paper = adoption.Facts("Cíle 2019", first, Role.DIRECTOR, first, first, last, edition_number=1)
    return adoption.propose(trial, paper, by=by, now=PUBLISHED_AT)


def clients(world):
    """A signed-in browser for each visitor, and the cookie to give it back after it was used."""
    made = {}
    for name in VISITORS:
        client, person = Client(raise_request_exception=False), world.people[name]
        if person:
            client.force_login(person)
        made[name] = client, {key: morsel.value for key, morsel in client.cookies.items()}
    return made


def signed_in(world, visitor):
    """The visitor's browser as it was in the beginning, whatever it has met since."""
    client, cookies = world.clients[visitor]
    client.cookies = SimpleCookie(cookies)
    return client


def test_log_tells_all_that_the_world_has_lived_through(world):
    told = list(table_of(Event.objects.all()))

    assert len(told) == Event.objects.count() > 50
    assert not [row[-1] for row in told if row[-1].startswith("{")]


TRANSLATORS = {
    **dict.fromkeys(["translations", "translation-language", "translation", "translation-import"], "o"),
    **dict.fromkeys(["translation-xlsx", "translation-po"], "o"),
    "translation-publish": "X",
}


def test_translator_gets_just_that(world):
    """All else is as closed as to somebody without any role."""
    client = Client(raise_request_exception=False)
    client.force_login(make_user(Role.TRANSLATOR, language="uk"))
    without_role = VISITORS.index("expired deputy")
    names = [name for name, row in TABLE.items() if row[0][without_role] in "X0"]
    expected = {name: TRANSLATORS.get(name, TABLE[name][0][without_role]) for name in names}

    found = {}
    for name in names:
        with once.taken_back():
            found[name] = sign(client.get(address(world, name)), is_done=False, changed=set())

    assert found == expected


@pytest.mark.parametrize("method", ["get", "post"])
def test_by_role(world, method):
    """Also: a refused POST changes no row, an allowed one just the rows that it is about.

    Rights are the same on every engine and what is done is not: the second one need not see who else may do it.
    """
    expected = {name: row[method == "post"] for name, row in TABLE.items()}
    if connection.vendor != "sqlite" and not IS_THOROUGH:
        expected = {name: only_first_that_is_let_in(row) for name, row in expected.items()}

    visited = {name: "".join(visit(world, name, method, row)) for name, row in expected.items()}

    assert visited == expected


def only_first_that_is_let_in(row):
    first = next((at for at, sign in enumerate(row) if sign in "o+"), None)
    return "".join(sign if at == first else " " for at, sign in enumerate(row))


def visit(world, name, method, expected):
    """What each visitor gets, as a sign, but for those of whom nothing is expected; whatever it did is taken back."""
    path = address(world, name)
    before = rows() if method == "post" and expected.strip() else {}
    for visitor, asked in zip(VISITORS, expected, strict=True):
        if asked == " ":
            yield asked
            continue
        client = signed_in(world, visitor)
        data = sent(world, name)  # anew for each, because a file is read to its end
        writes = []
        with once.taken_back(), noting(writes):
            response = getattr(client, method)(path, data if method == "post" else {})
            after = rows() if method == "post" and writes else before
            if before and before["centres_event"] != after["centres_event"]:
                list(table_of(Event.objects.order_by("-pk")[:3]))  # whatever anybody does, the log can tell it
        changed = {table.partition("_")[2] for table in before if before[table] != after[table]}
        yield sign(response, is_done=bool(changed) and changed == set(TABLE[name][2].split()), changed=changed)


@contextmanager
def noting(writes):
    """Notes what is written. Most of the refused write nothing, and then no row has to be read again."""

    def note(execute, sql, *rest):
        if not sql.startswith(("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK")):
            writes.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield


def rows():
    """Every row of every table of ours."""
    with connection.cursor() as cursor:
        found = {}
        for model in apps.get_models(include_auto_created=True):
            if model._meta.app_label in {"goals", "centres", "evaluations", "networks"}:
                cursor.execute(f"SELECT * FROM {model._meta.db_table} ORDER BY id")
                found[model._meta.db_table] = cursor.fetchall()
    return found


def sign(response, *, is_done, changed):
    if changed and not is_done:
        return f" {response.status_code} changed {sorted(changed)} "
    if response.status_code in {301, 302}:
        return "+" if is_done else "S" if leads_to_sign_in(response) else ">"
    if response.status_code == 403:
        return "X" if names_the_roles(response) else "x"
    return {200: "o", 404: "0", 405: "m"}.get(response.status_code, f" {response.status_code} ")


def leads_to_sign_in(response):
    return response["Location"].startswith(("/prihlaseni/?", "/sprava/login/")) or response["Location"] == LOGIN


def names_the_roles(response):
    missing = response.context and response.context.get("missing")
    return bool(missing) and all(label in response.content.decode() for label in role_labels(missing.right))


LOGIN = "/prihlaseni/"
COMMITMENT = (settings.BASE_DIR / "fixtures" / "verejny-zavazek.md").read_text()
COMMITMENT_PAGES = ("term", "term-goal", "term-edit", "lineage", "section", "publish", "published")
# Rows that the addresses are about; where nothing is said, the first centre's draft of this year.
GOALS = {
    "goal-restore": "dropped_next",
    "goal-amend": "approved",
    "goal-end": "approved",
    "goal-resume": "ended",
    "goal-mend": "approved",
    "goal-progress": "approved",
    "goal-progress-export": "approved",
    "goal-submit": "change",
    "goal-recall": "sent_change",
    "goal-decide": "sent_change",
    "goal-decided": "sent_change",
    **dict.fromkeys(["minutes", "minutes-word"], "minutes"),
    **dict.fromkeys(["record", "record-remove", "record-evidence"], "record"),
    "record-restore": "removed_record",
    **{f"document{page}": "trial" for page in ("", "-facts", "-drafts", "-discard", "-adopt")},
    "goal-evidence": "approved",
    "goal-owner": "approved",
    "action-item": "action",
    **dict.fromkeys(["evidence", "evidence-remove"], "evidence"),
    **dict.fromkeys(
        ["person", "person-edit", "person-factor", "person-sign-out", "person-data", "person-reduce"], "colleague"
    ),
    "role": "role",
    "role-withdraw": "coming_role",
    **dict.fromkeys(["place-edit", "place-remove"], "place"),
    **dict.fromkeys(["service-edit", "service-remove"], "service"),
    "print-move": "print",
    **{f"commitment-{page}": "commitment" for page in COMMITMENT_PAGES},
    **dict.fromkeys(
        [
            *("translations-keep", "translation-language", "translation", "translation-xlsx", "translation-po"),
            *("translation-import", "translation-publish"),
        ],
        "commitment",
    ),
    **dict.fromkeys(["commitment-trial", "commitment-write"], "commitment_trial"),
    **dict.fromkeys(
        [
            *("partner", "partner-edit", "partner-archive", "partner-merge"),
            *("mark-add", "mark-edit", "mark-remove", "contact-add", "contact-change", "contact-end"),
        ],
        "partner",
    ),
    "partner-restore": "gone_partner",
    "partner-split": "merged_partner",
    **dict.fromkeys(
        [
            *("series", "series-edit", "members-add", "member-edit", "member-end"),
            *("topic", "topic-add", "topic-edit"),
        ],
        "series",
    ),
    "series-end": "spare_series",
    "series-resume": "ended_series",
    **dict.fromkeys(["gathering", "gathering-edit", "gathering-invite", "gathering-cancel"], "gathering"),
    **dict.fromkeys(["gathering-hold", "gathering-ask"], "held_gathering"),
    "gathering-announce": "gathering",
    "gathering-hide": "held_gathering",
    **dict.fromkeys(["announcement-change", "announcement-cancel", "announcement-hide"], "announcement"),
    **dict.fromkeys(["gathering-reopen", "gathering-minutes", "gathering-count"], "closed_gathering"),
    "gathering-minutes-word": "closed_gathering",
    **dict.fromkeys(["gathering-asked", "gathering-asked-close"], "closed_gathering"),
    **dict.fromkeys(["activity", "activity-edit"], "activity"),
    **dict.fromkeys(["monitoring", "monitoring-confirm", "chapter-edit"], "monitoring"),
    **dict.fromkeys(["measure-add", "measure-edit", "measure-remove"], "monitoring"),
    **dict.fromkeys(["monitoring-reopen", "monitoring-report"], "confirmed_monitoring"),
    **dict.fromkeys(["survey", "survey-remind", "survey-close"], "survey"),
    **dict.fromkeys(["survey-result", "survey-file"], "survey_result"),
    "shared-action": "shared_action",
}
TERM = 2020  # the first year of the commitment
ABOVE_CLOSED = {f"{kind}-meeting-{page}" for kind in ("annual", "director") for page in ("closed", "close", "reopen")}
IN_PREPARATION = ABOVE_CLOSED | {"continue", "plan-submitted", "plan-recall", "plan-decide", "plan-decided"}
YEARS = {
    NEXT: IN_PREPARATION | {"closing-sent", "closing-decide", "closing-decided", "closing-confirm", "closing-object"},
    READY: {"evaluation-release", "lineage", "centre-join"},
    EVALUATED: {
        *("year-evaluation", "year-evaluation-pdf", "year-evaluation-number", "year-evaluation-number-pdf"),
        *("year-evaluation-word", "year-evaluation-number-word"),
        "evaluation-released",
    },
    TERM: {
        *("public-commitment-term", "commitment-leaflet", "commitment-large"),
        *("commitment-edition", "commitment-edition-pdf", "commitment-edition-word"),
    },
}


EVERYWHERE = {
    "slug": "liberec",
    "number": 1,
    "chapter": "safety",
    "edition": 1,
    "level": "long_term",
    "token": "tajne",
    "uidb36": "1",
    "key": "set-password",
    "app_label": "centres",
    "content_type_id": 1,
    "url": "neznama-stranka/",
    "format": "csv",
    "indicator": "sociokulturni-kurzy",
    "language": "uk",
    "name": "title",
    "since": source_hash("Starý název."),
    "what": "edition",
    "kind": "talk",
    "thing": "pocet-setkani",
    "other": EVALUATED,
}


def address(world, name):
    facts = {
        "year": next((year for year, names in YEARS.items() if name in names), YEAR),
        "previous": world.approved.pk,
        "pk": world.invitation.pk if "invitation" in name else getattr(world, GOALS.get(name, "draft"), world.draft).pk,
        "object_id": administered(world, name),
        "month": month_of(name),
        "mark": world.mark.pk,
        "contact": world.work_contact.pk,
        "series": world.series.pk,
        "measure": world.measure.pk,
        "member": world.member.pk,
        "topic": world.topic.pk,
        "code": world.code.code,
        **EVERYWHERE,
        **({"section": "mission"} if name == "commitment-section" else {}),
        **({"name": "vydani"} if name == "feed" else {}),
        **({"slug": "pracovnik"} if name == "help-role" else {}),
        **({"name": "cile"} if name.startswith("data-") else {}),
        **({"name": "udalosti"} if name.startswith("data-norm") else {}),
        **({"name": "sluzby"} if name == "data-today" else {}),
        **({"item": "social-housing"} if name == "service-item" else {}),
        **({"format": "pdf"} if name in {"monitoring-report", "survey-file"} else {}),
        **({"task": "platforms", "year": timezone.localdate().year} if name == "ministry-task" else {}),
    }
    if name == "monitoring-begin":
        quarter = Quarter.of(timezone.localdate())
        facts |= {"pk": world.own.region_id, "year": quarter.year, "number": quarter.number}
    if name == "erase-original":
        facts["pk"] = 0  # no file has that; of one that is there tests/cpic/test_erasing.py tells
    if name.startswith("region"):
        facts["slug"] = slug_of(world.own.region)
    if name in {"reply", "replied"}:
        facts["token"] = inviting.token_of(world.invitee)
    if name == "minutes-of-gathering":
        facts["token"] = minutes.token_of(world.network_minutes)
    if name.startswith("sprava/"):
        return "/" + re.sub(r"<\w+:(\w+)>|\(\?P<(\w+)>.*", lambda match: str(facts[match[1] or match[2]]), name)
    wanted = re.findall(r"<(?:\w+:)?(\w+)>", routes()[name])
    return reverse(name, kwargs={each: facts[each] for each in wanted})


def month_of(name):
    if name.startswith("record"):
        return RECORDED_ON.month
    if name == "meeting-hand-back":
        return 8
    return 9 if name.endswith(("-closed", "-close", "-reopen", "-ask", "-decline")) else 10


def administered(world, name):
    if "signin" in name:
        return world.sign_in.pk
    rows = {"region": world.own.region_id, "operator": world.own.operator_id, "centre": world.own.pk}
    if "indicator" in name:
        return world.indicator.pk
    return next((pk for model, pk in rows.items() if model in name.partition("centres")[2]), world.people["head"].pk)


def filled(world, name, person, **changes):
    """What the page would send as it stands, when this person has opened it: once, since all that is sent is undone."""
    if (name, person) not in world.forms:
        world.forms[name, person] = fields(signed_in(world, person).get(address(world, name)))
    return world.forms[name, person] | changes


def sent(world, name):
    """Valid data for the POSTs that somebody may make."""
    facts = SENT.get(name)
    return facts(world) if facts else {}


def reopening(world, kind=MeetingKind.TEAM):
    """What opens the closed meeting of the kind again, as it is."""
    closed = world.closed if kind == MeetingKind.TEAM else Meeting.objects.closed().filter(kind=kind).last()
    return {"reason": "Chybí kurz.", "until": timezone.localdate() + timedelta(days=3), "version": closed.version}


def record_form(world, **facts):
    said = {"indicator": world.record.indicator_id, "amount": "1", "on": RECORDED_ON.isoformat(), "title": "Jiné"}
    return {**said, "topic": "", "participants": "", "note": "", "links": "", **facts}


def a_sheet(world):
    row = f"{RECORDED_ON.isoformat()};{world.record.indicator.name};1"
    return SimpleUploadedFile("a.csv", f"Datum;Ukazatel;Počet\n{row}\n".encode())


def a_language(world):
    written = signed_in(world, "department head").get(address(world, "translation-po")).content
    return written.replace("Зобов".encode(), "Обов".encode())


def owner_form(goal, owner):
    return {f"cil-{goal.root_id}-owner": owner, f"cil-{goal.root_id}-expected": ""}


def source_form(world, goal):
    prefix = f"hodnota-{goal.targets.get().pk}"
    return {f"{prefix}-indicator": world.record.indicator_id, f"{prefix}-topic": "", f"{prefix}-expected": ""}


MEETINGS = ("meeting", "heads-meeting", "annual-meeting", "director-meeting")
NAMES = {"first_name": "Zvaná", "last_name": "Osoba"}
TWICE = {"password1": "jiné heslo pro zkoušku", "password2": "jiné heslo pro zkoušku"}


def change_form(world, **facts):
    return {"day": timezone.localdate().isoformat(), "reason": "Důvod.", "version": world.own.version, **facts}


def term_form(year):
    key = "7b0c6c54-9d6c-4b5e-8a53-5d7a33a70f04"
    days = {"valid_from": f"{year}-01-01", "valid_until": f"{year + 3}-12-31"}
    return {"title": "Závazek", **days, "version": 0, "key": key}


SERVICE = {"own_group": "clubs", "name": "Klub pro ženy", "times": "st 16–18"}
PLACE = {"kind": "main", "name": "Nádražní 1", "address": "", "rhythm": "", "version": 0}
SENT = {
    "centre-open": lambda world: {
        "name": "CPIC Most",
        "town": "Most",
        "day": timezone.localdate().isoformat(),
        "region": world.own.region_id,
        "operator": world.own.operator_id,
    },
    "centre-rename": lambda world: change_form(world, name="CPIC Jinak"),
    "centre-move": lambda world: change_form(
        world, address="Nová 1", region=world.own.region_id, operator=world.own.operator_id
    ),
    "centre-branch": lambda world: change_form(world, parent=world.other.pk),
    "centre-close": lambda world: change_form(world, day=f"{NEXT}-12-31", confirmed="on"),
    "contact-edit": lambda world: {"phone": "123 456 789", "version": 1},
    "print-post": lambda world: {
        "code": world.code.pk,
        "spot": "okno",
        "posted_on": world.edition.published_on.isoformat(),
        "key": uuid4(),
    },
    "print-move": lambda world: {"spot": "okno", "version": world.print.version},
    **dict.fromkeys(
        ["print-take-down", "prints-replace"], lambda world: {"print": f"{world.print.pk}:{world.print.version}"}
    ),
    "place-add": lambda world: PLACE,
    "place-edit": lambda world: PLACE | {"version": world.place.version},
    "offer-edit": lambda world: {"social": ["social-housing", "social-work"], "version": 1},
    "service-add": lambda world: SERVICE | {"version": 0},
    "service-edit": lambda world: SERVICE | {"version": world.service.version},
    "service-item": lambda world: {"languages": ["cs", "uk"], "times": "út 9–12", "version": 1},
    "remind": lambda world: {"centre": world.own.slug},
    "plans-remind": lambda world: {"centre": world.own.slug},
    "goal-edit": lambda world: goal_form(world.draft, text="Jinak."),
    "goal-new": lambda world: goal_form(),
    "commitment-new": lambda world: goal_form(),
    "goal-amend": lambda world: goal_form(world.approved, text="Jinak.", reason="Důvod."),
    "goal-end": lambda world: {
        "day": f"{YEAR}-10-31",
        "reason": "Důvod.",
        "version": world.approved.version,
        "key": "7b0c6c54-9d6c-4b5e-8a53-5d7a33a70f03",
    },
    "goal-resume": lambda world: {"version": world.ended.version},
    "goal-mend": lambda world: {
        "text": world.approved.text.lower(),
        "responsible": world.approved.responsible,
        "evidence": world.approved.evidence,
        "version": world.approved.version,
    },
    "goal-drop": lambda world: {"version": world.draft.version},
    "goal-restore": lambda world: {"version": world.dropped_next.version},
    "goal-submit": lambda world: {"version": world.change.version},
    "goal-recall": lambda world: {"version": world.sent_change.version},
    "goal-decide": lambda world: verdict(world.sent_change),
    "plan-decide": lambda world: verdict(world.submitted_next),
    "plan-check": lambda world: {"expected": f"{world.draft.pk}:{world.draft.version}"},
    "plan-recall": lambda world: {"expected": f"{world.submitted_next.pk}:{world.submitted_next.version}"},
    "plan-order": lambda world: {"goal": world.draft.pk, "version": world.plan.version, "offset": -1},
    "continue": lambda world: {"decision": "carry", "reason": ""},
    "meeting": lambda world: meeting_form(Meeting(), note="Zaznělo."),
    "heads-meeting": lambda world: meeting_form(Meeting(), note="Zaznělo."),
    "annual-meeting": lambda world: meeting_form(Meeting(), note="Zaznělo."),
    "director-meeting": lambda world: meeting_form(Meeting(), note="Zaznělo."),
    "meeting-reopen": reopening,
    **{f"{kind}-meeting-reopen": partial(reopening, kind=kind) for kind in ("heads", "annual", "director")},
    **{f"{kind}-close": lambda world: {"version": 0} for kind in MEETINGS},
    "meeting-hand-back": lambda world: {"note": "Chybí čísla.", "version": 1},
    "meeting-ask": lambda world: {"reason": "Chybí kurz."},
    "meeting-decline": lambda world: {"answer": "Ne.", "asked": 0},
    "closing-confirm": lambda world: {"version": 1},
    "closing-object": lambda world: {"text": "Nesouhlasíme."},
    "year-open": lambda world: {"year": 2030, "title": "Cíle", "version": 0, "centres": world.own.pk, **days(2030)},
    "year-dates": lambda world: {"version": 1, **days(YEAR)},
    "closing": lambda world: filled(world, "closing", "head", action="save"),
    "closing-decide": lambda world: filled(world, "closing-decide", "department head", verdict="accept"),
    "standing-release": lambda world: filled(world, "standing-release", "department head", reason="Spěchá."),
    "evaluation-release": lambda world: filled(
        world, "evaluation-release", "department head", reason="Cíl sítě se hodnotí až v únoru."
    ),
    "documents": lambda world: {"file": SimpleUploadedFile("cile.md", PAPER.encode())},
    "document": lambda world: {"version": world.trial.version, "answer_0": "plzen"},
    "document-facts": lambda world: world.trial.facts | {"reference_number": "1", "version": world.trial.version},
    **{f"document-{page}": lambda world: {"version": world.trial.version} for page in ("drafts", "discard", "adopt")},
    "lineage": lambda world: {f"goal_{proposals(Document.objects.get(year=READY))[0].goal.pk}": "yes"},
    "publish": lambda world: {"reason": "Spěchá.", "expected": ready_to_publish(world.this_year).fingerprint},
    "record-add": lambda world: record_form(world, key="7b0c6c54-9d6c-4b5e-8a53-5d7a33a70f02"),
    "record": lambda world: record_form(world, amount="2", version=world.record.version),
    "record-remove": lambda world: {"version": world.record.version},
    "record-restore": lambda world: {"version": world.removed_record.version},
    "record-evidence": lambda world: {"file": an_evidence()},
    "goal-evidence": lambda world: {"file": an_evidence()},
    **dict.fromkeys(
        [f"{kind}-evidence" for kind in ("meeting", "heads-meeting", "annual-meeting", "director-meeting")],
        lambda world: {"file": an_evidence()},
    ),
    **dict.fromkeys(["goal-owner", "plan-owners"], lambda world: owner_form(world.approved, world.people["staff"].pk)),
    "commitment-owners": lambda world: owner_form(world.long_term, "director"),
    "commitment-term-goal": lambda world: goal_form(),
    "commitment-term-new": lambda world: term_form(2030),
    "commitment-term-edit": lambda world: term_form(2020) | {"version": world.commitment.version},
    "commitment-files": lambda world: {"files": SimpleUploadedFile("zavazek.md", COMMITMENT.encode())},
    "commitment-trial": lambda world: {**term_form(2041), "version": world.commitment_trial.version},
    "commitment-write": lambda world: {"version": world.commitment_trial.version},
    "commitment-section": lambda world: {"title": "", "text": "Věta.\n\n- Položka.", "version": 0},
    "commitment-publish": lambda world: {
        "reason": "Spěchá.",
        "expected": ready_to_publish(world.commitment).fingerprint,
    },
    "translations-keep": lambda world: filled(world, "translations-keep", "department head", reason="Jen název."),
    "translation": lambda world: filled(world, "translation", "department head", text="Зобов’язання", action="save"),
    "translation-import": lambda world: {"file": SimpleUploadedFile("a.po", a_language(world))},
    "translation-publish": lambda world: filled(world, "translation-publish", "department head"),
    "action-item": lambda world: filled(world, "action-item", "staff") | {f"ukol-{world.action.pk}-state": "done"},
    "records-import": lambda world: {"file": a_sheet(world)},
    "feeds": lambda world: source_form(world, world.approved),
    "commitment-feeds": lambda world: source_form(world, world.long_term),
    "partners-import": lambda world: {
        "file": SimpleUploadedFile("a.csv", "Název\nKnihovna\n".encode()),
        "region": world.own.region_id,
    },
    "partner-new": lambda world: {
        "name": "Knihovna",
        "kind": "library",
        "region": world.own.region_id,
        "experience": "new",
        "version": 0,
        "key": "7b0c6c54-9d6c-4b5e-8a53-5d7a33a70f04",
    },
    "partner-edit": lambda world: filled(world, "partner-edit", "staff", note="Jinak.", region=world.own.region_id),
    "partner-merge": lambda world: {"into": world.other_partner.pk, "version": world.partner.version},
    "mark-add": lambda world: {"kind": "umbrella", "what_for": "Školy", "version": 0},
    "mark-edit": lambda world: {"kind": "umbrella", "what_for": "Školy", "version": world.mark.version},
    "contact-add": lambda world: {"position": "podatelna", "valid_from": "2026-01-01", "version": 0},
    "contact-change": lambda world: filled(world, "contact-change", "staff", position="podatelna"),
    "series-new": lambda world: {
        "kind": "platform",
        "name": "Síť",
        "level": "region",
        "centre": world.own.pk,
        "version": 0,
        "key": "7b0c6c54-9d6c-4b5e-8a53-5d7a33a70f05",
    },
    "series-edit": lambda world: filled(world, "series-edit", "staff") | {"name": "Jinak", "centre": world.own.pk},
    "members-add": lambda world: {"partners": world.spare_partner.pk},
    "member-edit": lambda world: {"seat": "decision_maker"},
    "topic-add": lambda world: {"title": "Téma", "version": 0, "key": "7b0c6c54-9d6c-4b5e-8a53-5d7a33a70f06"},
    "topic-edit": lambda world: {"title": "Jinak", "version": world.topic.version, "key": str(uuid4())},
    "gathering-new": lambda world: {
        "on": f"{NEXT}-05-05",
        "topics": world.topic.pk,
        "version": 0,
        "key": "7b0c6c54-9d6c-4b5e-8a53-5d7a33a70f07",
    },
    "gathering-edit": lambda world: filled(world, "gathering-edit", "staff", place="Jinde"),
    "gathering-invite": lambda world: {"version": world.gathering.version},
    "gathering-hold": lambda world: filled(
        world, "gathering-hold", "staff", **{"attendance-came": world.partner.pk, "action": "save"}
    ),
    "gathering-cancel": lambda world: {"comment": "Nemoc.", "version": world.gathering.version},
    "gathering-reopen": lambda world: filled(world, "gathering-reopen", "staff", comment="Chyba."),
    "activity-new": lambda world: filled(world, "activity-new", "staff", title="O zápisech"),
    "activity-edit": lambda world: filled(world, "activity-edit", "staff", title="Jinak", enrolment="V dubnu."),
    "survey-open": lambda world: {"closes_on": (timezone.localdate() + timedelta(days=9)).isoformat()},
    "questionnaire": lambda world: {"use": "5"},
    "region-page-edit": lambda world: filled(world, "region-page-edit", "staff", aims="Nově."),
    "region-page-release": lambda world: {
        "seen": seen_fingerprint(content_of(page_of(world.own.region), today=timezone.localdate()))
    },
    "announcement-new": lambda world: {
        "kind": "event",
        "title": "Den otevřených dveří",
        "on": f"{NEXT}-05-05",
        "weeks": "1",
        "version": 0,
        "centre": world.own.pk,
        "key": "7b0c6c54-9d6c-4b5e-8a53-5d7a33a70f08",
    },
    "announcement-change": lambda world: filled(
        world, "announcement-change", "head", place="Knihovna", centre=world.own.pk
    ),
    "calendar": lambda world: {"name": "telefon"},
    "gathering-ask": lambda world: {"people": "7"},
    "ministry-task": lambda world: {"state": "done", "version": 0},
    "monitoring-confirm": lambda world: {"version": world.monitoring.version},
    "monitoring-reopen": lambda world: filled(world, "monitoring-reopen", "head", comment="Chyba."),
    "chapter-edit": lambda world: filled(world, "chapter-edit", "staff", text="Klid.", incidents="3"),
    "measure-add": lambda world: filled(world, "measure-add", "staff", what="Hlídka"),
    "measure-edit": lambda world: filled(world, "measure-edit", "staff", what="Hlídka"),
    "shared-action": lambda world: (
        filled(world, "shared-action", "staff") | {f"action-{world.shared_action.pk}-state": "done"}
    ),
    "reply": lambda world: {"answer": "yes"},
    "invite": lambda world: {**NAMES, "email": "nova@example.cz", "role": "staff", "centre": world.own.pk},
    "role": lambda world: {"valid_until": timezone.localdate().isoformat(), "seen": ""},
    "invitation": lambda world: {**NAMES, **TWICE},
    "mail-preferences": lambda world: {"happened": "on"},
    "account_login": lambda world: {"login": world.people["head"].email, "password": PASSWORD},
    "account_reauthenticate": lambda world: {"password": PASSWORD},
    "account_reset_password": lambda world: {"email": world.people["head"].email},
    "account_change_password": lambda world: {"oldpassword": PASSWORD, **TWICE},
}
