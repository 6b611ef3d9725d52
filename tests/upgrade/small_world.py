"""A small world that has been through everything: each table has at least two rows, each state is somebody's, each
event has happened. Made through the verbs of the product; rows are written by hand only where no verb writes them.

Times stand still between two steps and nothing but encryption is random, so the same code makes the same world again.
It wants an empty, migrated database and settings that keep files and mail away from the real ones (see `settled`).
"""

import os
import random
import tempfile
import time
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

from allauth.account.models import EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.utils import timezone
from mailer.models import DontSendEntry, Message

from centres import sign_ins
from centres.contact import contact_of, keep_contact, remove_place, save_place
from centres.erasing import Words
from centres.events import SITE, record_event
from centres.invitations import accept, invite, invite_administrator, resend, revoke
from centres.models import (
    Centre,
    Invitation,
    Operator,
    Part,
    Place,
    PlaceKind,
    Region,
    Role,
    Service,
    ServiceGroup,
    ServiceItem,
)
from centres.network import (
    NewCentre,
    close_centre,
    make_branch,
    make_independent,
    merge_centre,
    move,
    open_centre,
    rename,
)
from centres.offer import keep_offer, offer_of, remove_service, save_service
from centres.people import reset_factor, sign_out_everywhere
from centres.reducing import reduce_person
from centres.roles import change_end, withdraw
from cpic.erasing import verb
from cpic.personal import export_person
from evaluations.closings import closing as closings
from evaluations.closings.outcomes import propose_results
from evaluations.evidence import FileKind
from evaluations.meetings.actions import NewAction, change_action
from evaluations.meetings.agenda import goals_of
from evaluations.meetings.contents import ActionContent, EntryContent, Heading, Written, fingerprint
from evaluations.meetings.opening import ask, decline
from evaluations.meetings.writing import close, hand_back, hand_over, remind, reopen, write
from evaluations.models import Indicator
from evaluations.records.evidence import attach, detach
from evaluations.records.records import RecordContent, add, correct, remove, restore
from evaluations.records.sources import SourceChoice, set_source, set_sources
from evaluations.reports.publishing import prepare_evaluation, prepare_interim, publish_report
from evaluations.states import Aggregation, MeetingKind, Rating, Result
from evaluations.teams import network_meeting, team_meeting
from goals import adoption, first_steps
from goals.approval import APPROVE, RETURN, Verdict, decide, recall, submit
from goals.commitment import BlockContent, SectionContent, Term, change_term, open_term, write_section
from goals.ending import end, end_at_once, resume
from goals.lineage import decide_lineage
from goals.mail import digest, notifications, outbox, preferences
from goals.mending import mend
from goals.models import Document, Plan, PrintCode, Section
from goals.models.translations import Language, source_hash
from goals.network import join_year
from goals.noticeboard.ledger import move_print, post_print, replace_prints, take_down_print
from goals.owners import OwnerChoice, set_owners
from goals.public.publishing import publish
from goals.states import BlockPart, Comparator, Decision, Kind, Level, MailGroup, Scope, SectionKey, Window
from goals.workflow import fresh, perform
from goals.writing import Content, TargetContent, amend, create
from goals.writing import write as rewrite
from goals.years import Calendar, change_calendar, continue_goal, open_year
from tests.evaluations.evidence_cast import pdf_file, photograph, picture, sheet_file, word_file
from tests.factories import PRAGUE
from tests.upgrade.small_networks import live_in_networks
from tests.upgrade.small_translations import live_in_languages

PASSWORD = "dlouhé heslo pro zkoušku"
FILES = {
    FileKind.PDF: partial(pdf_file, deterministic_id=True),
    FileKind.PNG: partial(picture, "PNG"),
    FileKind.JPG: photograph,
    FileKind.DOCX: word_file,
    FileKind.XLSX: sheet_file,
}


class Clock(datetime):
    """What Django takes for the time, set by hand."""

    moment = None

    @classmethod
    def now(cls, tz=None):
        return cls.moment.astimezone(tz)


def at(*moment):
    Clock.moment = datetime(*moment, tzinfo=PRAGUE)


@contextmanager
def settled():
    """The clock in our hands, every random number known beforehand, files in a folder of their own, mail in memory."""
    dice = random.Random(1)  # noqa: S311 - wanted to be predictable
    storages = settings.STORAGES
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        evidence = storages["evidence"] | {"OPTIONS": storages["evidence"]["OPTIONS"] | {"location": folder}}
        static = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
        stack.enter_context(
            override_settings(
                STORAGES=storages | {"evidence": evidence, "staticfiles": static},
                MAILER_EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
                ALLOWED_HOSTS=["testserver"],
                REQUIRE_SECOND_FACTOR=False,
                ERASURES_FILE=Path(folder) / "erasures.jsonl",
            )
        )
        at(2024, 9, 2, 9)
        stack.enter_context(patch.object(timezone, "datetime", Clock))
        stack.enter_context(patch.object(time, "time", lambda: Clock.moment.timestamp()))
        stack.enter_context(patch.object(os, "urandom", dice.randbytes))
        stack.enter_context(patch.object(random, "_urandom", dice.randbytes))
        stack.enter_context(patch.object(random, "getrandbits", dice.getrandbits))
        stack.enter_context(patch.object(os, "getpid", lambda: 1))  # a part of what mails are known by
        yield


def fill():
    """Live through 2025, whose evaluation comes out, and 2026, which is being closed; 2027 is being prepared."""
    with settled():
        world = SimpleNamespace()
        places(world)
        people(world)
        network(world)
        year_2025(world)
        plans_of_2026(world)
        end_of_2025(world)
        year_2026(world)
        accounts(world)
        mail(world)
        site()
        network_changes(world)
        contacts_and_places(world)
        documents(world)
        live_in_networks(world, at)
        translators = {
            language: invited(world, f"{language}@example.cz", Role.TRANSLATOR, language=language)
            for language in Language
        }
        live_in_languages(world, translators, at)
        people_who_left(world)
        erasing(world)


# Places and people


def places(world):
    regions = [("CZ051", "CZ-51", "Liberecký kraj"), ("CZ032", "CZ-32", "Plzeňský kraj")]
    for position, (nuts3, iso_code, name) in enumerate(regions, start=1):
        Region.objects.create(nuts3=nuts3, iso_code=iso_code, name=name, position=position)
    operators = [Operator.objects.create(slug=slug, name=slug.upper()) for slug in ("suz", "plzen")]
    names = {"liberec": "CPIC Liberec", "jablonec": "CPIC Jablonec", "plzen": "CPIC Plzeň", "cheb": "CPIC Cheb"}
    for position, (slug, name) in enumerate(names.items(), start=1):
        is_north = slug in {"liberec", "jablonec"}
        centre = Centre.objects.create(
            slug=slug,
            name=name,
            official_name=f"Centrum na podporu integrace cizinců {name[5:]}",
            town=name[5:],
            region=Region.objects.get(nuts3="CZ051" if is_north else "CZ032"),
            operator=operators[0 if is_north else 1],
            parent=world.liberec if slug == "jablonec" else None,
            founded="2009-05",
            address="Hlavní 1",
            address_as_of="1. 9. 2024",
            website=f"https://{slug}.example.cz/",
            latitude=Decimal("50.767"),
            longitude=Decimal("15.056"),
            position=position,
        )
        setattr(world, slug, centre)


def people(world):
    """The administrator begins, everybody else is invited; one invitation was withdrawn, one waits."""
    first, _token = invite_administrator("spravce@example.cz", now=timezone.now())
    names = {"first_name": "Sára", "last_name": "Správná"}
    world.administrator = accept(first, **names, password=PASSWORD, now=timezone.now())
    world.above = invited(world, "odbor@example.cz", Role.DEPARTMENT_HEAD)
    world.director = invited(world, "reditel@example.cz", Role.DIRECTOR)
    world.second_administrator = invited(world, "spravce2@example.cz", Role.ADMINISTRATOR)
    world.head = invited(world, "vedouci@example.cz", Role.HEAD, world.liberec)
    world.staff = invited(world, "pracovnik@example.cz", Role.STAFF, world.liberec)
    world.deputy = invited(world, "zastupce@example.cz", Role.DEPUTY, world.plzen, valid_until=date(2027, 12, 31))
    world.third = invited(world, "cheb@example.cz", Role.HEAD, world.cheb)
    send = {"by": world.above, "now": timezone.now(), "link": address}
    revoke(invite(invitation("omyl@example.cz", Role.STAFF, world.plzen), **send), by=world.above, now=timezone.now())
    resend(invite(invitation("brzy@example.cz", Role.STAFF, world.plzen), **send), **send)
    left = invited(world, "odesel@example.cz", Role.STAFF, world.plzen)
    left.is_active = False
    left.save()


def invitation(email, role, centre=None, **facts):
    return Invitation(email=email, first_name="Jana", last_name=email[0].upper(), role=role, centre=centre, **facts)


def address(token):
    return f"https://cile.example.cz/pozvanka/{token}/"


def invited(world, email, role, centre=None, **facts):
    now = timezone.now()
    sent = invite(invitation(email, role, centre, **facts), by=world.administrator, now=now, link=address)
    return accept(sent, first_name="Jana", last_name=email[0].upper(), password=PASSWORD, now=now)


# Goals


def target(kind, value=None, unit="", *, comparator=Comparator.MIN, window="", deadline=None, **facts):
    value = None if value is None else Decimal(value)
    return TargetContent(kind, Comparator(comparator), value, unit, window, deadline, **facts)


def written(document, text, *targets, by, centre=None, level=Level.OPERATIONAL, **facts):
    content = Content(text, targets, **{"responsible": "Vedoucí centra", "evidence": "Prezenční listiny"} | facts)
    return create(document, content, by=by, centre=centre, level=level)


def sent(goal, *, by):
    return submit([goal], by=by)[0]


def approved(goal, *, by, decider):
    return decide([Verdict(sent(goal, by=by), APPROVE)], by=decider)[0]


def calendar(year):
    return Calendar(date(year - 1, 10, 1), date(year - 1, 11, 30), date(year - 1, 12, 15), date(year + 1, 1, 31))


def network(world):
    """Strategic and long-term goals, approved and out; one of them reads off what centres do."""
    at(2024, 9, 10, 9)
    document = open_term(Term("Veřejný závazek", date(2024, 1, 1), date(2027, 12, 31)), by=world.above)
    commitment_sections(document, by=world.above)
    goal = partial(written, document, by=world.above)
    strategic = goal("Zlepšit život cizinců.", target(Kind.NARRATIVE), level=Level.STRATEGIC)
    world.long_term = goal("Oslovit 4 instituce.", target(Kind.COUNT, 4, "institucí"), level=Level.LONG_TERM)
    approved(strategic, by=world.above, decider=world.director)
    everywhere = [target(Kind.COUNT, 1, "tlumočník", scope=scope) for scope in Scope]
    everywhere = goal("Mít tlumočníka v každém kraji a v každém centru.", *everywhere, level=Level.LONG_TERM)
    approved(everywhere, by=world.above, decider=world.director)
    world.long_term = approved(world.long_term, by=world.above, decider=world.director)
    publish(document, by=world.above, note="První znění.")
    goal("Rozepsaný dlouhodobý.", target(Kind.LEVEL, 5, "tlumočníků"), level=Level.LONG_TERM)


def commitment_sections(document, *, by):
    """Blocks of each kind, and what languages have made of two of them."""
    for key in (SectionKey.STRATEGIC, SectionKey.DOCUMENTS):
        link = {"url": "https://example.cz/", "as_of": date(2024, 9, 1)}
        found = [
            BlockContent(part, f"{part.label}: {key.label}", **(link if part == BlockPart.LINK else {}))
            for part in BlockPart
        ]
        write_section(document, key, SectionContent(str(key.label), tuple(found)), version=0, by=by)
    for block in document.sections.first().blocks.all()[:2]:
        for language in Language:
            facts = {"source": block.text, "source_hash": source_hash(block.text)}
            document.translations.create(language=language, block=f"block-{block.pk}", text=f"({language})", **facts)


def sections(document):
    for position, key in enumerate(SectionKey, start=1):
        Section.objects.create(
            document=document, key=key, title=str(key.label), text=f"{key.label}: rok 2025.", position=position
        )


def indicators(world):
    rows = [
        ("kurzy", "Kurzy", "kurzů", Aggregation.SUM),
        ("instituce", "Oslovené instituce", "institucí", Aggregation.DISTINCT),
    ]
    rows += [
        ("sledujici", "Sledující", "sledujících", Aggregation.LAST),
        ("spokojenost", "Spokojenost", "%", Aggregation.LAST),
    ]
    for position, (slug, name, unit, aggregation) in enumerate(rows, start=1):
        row = Indicator.objects.create(
            slug=slug, name=name, unit=unit, aggregation=aggregation, stems=slug[:5], position=position
        )
        setattr(world, slug, row)


# The year that ends with its evaluation


def year_2025(world):
    at(2024, 10, 1, 9)
    indicators(world)
    document = open_year(2025, calendar(2025), [world.liberec, world.plzen], title="Operační cíle 2025", by=world.above)
    sections(document)
    later = replace(calendar(2025), submit_by=date(2024, 12, 5))
    world.document = document = change_calendar(document, later, by=world.above)
    at(2024, 11, 4, 9)
    in_liberec = partial(written, document, by=world.staff, centre=world.liberec)
    world.goals = [
        in_liberec(
            "Uspořádat 3 kurzy.", target(Kind.COUNT, 3, "kurzů", window=Window.YEAR), serves_id=world.long_term.pk
        ),
        in_liberec(
            "Vyjíždět pravidelně.",
            target(Kind.FREQUENCY, 1, "výjezdů", window=Window.QUARTER),
            target(Kind.FREQUENCY, 1, "výjezdů", window=Window.MONTH, comparator=Comparator.EXACT),
            target(Kind.FREQUENCY, 2, "stížností", window=Window.WEEK, comparator=Comparator.MAX),
            target(Kind.FREQUENCY, 1, "zpráv", window=Window.HALF_YEAR),
        ),
        in_liberec(
            "Mít 2 000 sledujících, o 500 víc než loni.",
            target(Kind.LEVEL, 2000, "sledujících"),
            target(Kind.INCREASE, 500, "sledujících", baseline=Decimal(1500)),
        ),
        in_liberec("Mít 80 % spokojených.", target(Kind.SHARE, 80, "% klientů"), target(Kind.NARRATIVE)),
        in_liberec(
            "Proškolit každého a najít prostory.",
            target(Kind.EACH, 1, "pracovník"),
            target(Kind.MILESTONE, comparator=Comparator.EXACT, deadline=date(2025, 10, 31)),
        ),
    ]
    through_all_transitions(world)
    at(2024, 12, 10, 9)
    world.goals = [approved(fresh(goal), by=world.head, decider=world.above) for goal in world.goals]
    at(2024, 12, 15, 9)
    publish(document, by=world.above, note="První vydání.", reason="Plzeň dodá cíle později.")
    at(2025, 1, 5, 9)
    sources = zip(world.goals, (world.kurzy, None, world.sledujici, world.spokojenost), strict=False)
    for goal, indicator in sources:
        if indicator:
            set_source(goal.targets.first(), indicator, by=world.head)
    set_source(world.long_term.targets.get(), world.instituce, by=world.above)
    set_sources([SourceChoice(world.goals[4].targets.first(), world.instituce, "lektoři", size=4)], by=world.head)
    owners(world)
    for month in range(1, 13):
        month_of_2025(world, month)


def owners(world):
    """Every kind of owner, one of them until another came."""
    long_term = fresh(world.long_term)
    first, second, third = (fresh(goal) for goal in world.goals[:3])
    set_owners([OwnerChoice(first, str(world.staff.pk), ""), OwnerChoice(second, "head", "")], by=world.head)
    set_owners([OwnerChoice(third, "staff", "")], by=world.head)
    set_owners([OwnerChoice(long_term, "director", "")], by=world.above)
    at(2025, 1, 8, 9)
    set_owners([OwnerChoice(first, "head", str(world.staff.pk))], by=world.head)
    set_owners([OwnerChoice(long_term, "department_head", "director")], by=world.above)


def agreed(world):
    """What meetings agreed: for every kind of owner, and in every state."""
    meeting = team_meeting(world.liberec, 2025, 10)
    owners = ("head", "staff", str(world.staff.pk))
    new = [NewAction(world.goals[0].pk, ActionContent("Objednat sál.", one, date(2025, 11, 15))) for one in owners]
    write(meeting, None, {}, new_actions=new, by=world.head)
    done, given_up, _open = meeting.action_items.order_by("pk")
    for item, state in ((done, "done"), (given_up, "cancelled")):
        content = replace(ActionContent.of(item), state=state, note="Stačí stávající.")
        change_action(item, content, expected=fingerprint(ActionContent.of(item)), by=world.head)
    later = replace(ActionContent.of(_open), due_on=date(2025, 12, 1))
    change_action(_open, later, expected=fingerprint(ActionContent.of(_open)), by=world.head)
    above = network_meeting(MeetingKind.HEADS, 2025, 10)
    owners = ("department_head", "director")
    new = [NewAction(None, ActionContent("Svolat školení.", one, date(2025, 12, 1))) for one in owners]
    write(above, None, {}, new_actions=new, by=world.above)
    for name in ("pozvánka", "listina"):
        file = SimpleUploadedFile(f"{name}.pdf", FILES[FileKind.PDF]() + name.encode())
        attached = attach(meeting, file, by=world.head).evidence
    detach(attached, by=world.head)


def through_all_transitions(world):
    """Returned because of each of its parts, taken back, dropped and taken up again."""
    goal = world.goals[0]
    for part in Part:
        goal = sent(goal, by=world.head)
        goal = decide([Verdict(goal, RETURN, f"Doplňte: {part.label}.", part)], by=world.above)[0]
    goal = recall([sent(goal, by=world.head)], by=world.head)[0]
    goal = perform(goal, "drop", by=world.staff)
    goal = perform(goal, "restore", by=world.staff)
    world.goals[0] = rewrite(goal, replace(Content.of(goal), responsible="Lektorka"), by=world.staff)


def month_of_2025(world, month):
    at(2025, month, 10, 9)
    if month in {2, 5, 8, 11}:
        add(world.liberec, RecordContent(world.kurzy, date(2025, month, 5), title=f"Kurz {month}"), by=world.staff)
    if month == 3:
        records_and_files(world)
    if month == 6:
        amendment(world)
    if month == 5:
        handed_there_and_back(world)
    if month == 10:
        centre_that_comes_late(world)
        goals_of_plzen(world)
        agreed(world)
    ratings = [Rating.ON_TRACK, list(Rating)[month % 4], Rating.OFF_TRACK, Rating.NOTHING_NEW, Rating.AT_RISK]
    closed(world, world.liberec, 2025, month, by=world.head, ratings=ratings)
    if month == 3:
        meeting = team_meeting(world.liberec, 2025, 3)
        reopen(meeting, reason="Chybí záznam.", until=date(2025, 4, 30), by=world.above)
        closed(world, world.liberec, 2025, 3, by=world.head, ratings=[*[Rating.DONE] * 3, Rating.NOTHING_NEW])
    if month == 4:
        asked = ask(team_meeting(world.liberec, 2025, 4), reason="Chybí kurz.", by=world.staff)
        decline(asked, answer="Zapište ho do května.", by=world.above)
    if month == 9:
        meetings_above(world)
        at(2025, 10, 9, 9)
        stood(world, date(2025, 9, 30))
    if month in {10, 11, 12}:
        closed(world, world.plzen, 2025, month, by=world.deputy, ratings=[Rating.DONE])


def records_and_files(world):
    """What happened in March: corrected, taken back, counted again, with a file of every kind, one of them removed."""
    by = {"by": world.staff}
    trip = add(
        world.jablonec,
        RecordContent(
            world.instituce, date(2025, 3, 3), title="Úřad práce", topic="úřady", participants=4, note="Setkání"
        ),
        **by,
    )
    trip = correct(trip, replace(RecordContent.of(trip), links="https://example.cz/"), **by)
    add(world.liberec, RecordContent(world.sledujici, date(2025, 3, 4), Decimal("500.5")), **by)
    twice = add(world.liberec, RecordContent(world.kurzy, date(2025, 3, 6), title="Omyl"), **by)
    restore(remove(twice, **by), **by)
    remove(add(world.liberec, RecordContent(world.kurzy, date(2025, 3, 7), title="Dvakrát"), **by), **by)
    for kind, make in FILES.items():
        attach(trip, SimpleUploadedFile(f"listina.{kind}", make()), **by)
    gone = attach(trip, SimpleUploadedFile("cizí.pdf", FILES[FileKind.PDF]() + b"%jiny"), **by).evidence
    detach(gone, **by)
    of_goal = attach(world.goals[0], SimpleUploadedFile("zprava.pdf", FILES[FileKind.PDF]() + b"%cil"), **by).evidence
    attach(world.goals[1], SimpleUploadedFile("zapis.pdf", FILES[FileKind.PDF]() + b"%druhy"), **by)
    detach(of_goal, **by)


def amendment(world):
    """The first goal aims higher, and comes out so; another change waits for nobody, it was returned."""
    first, second = (fresh(goal) for goal in world.goals[:2])
    higher = replace(Content.of(first), targets=(target(Kind.COUNT, 4, "kurzů", window=Window.YEAR),), reason="Zájem.")
    world.amended = approved(amend(first, higher, by=world.head), by=world.head, decider=world.above)
    publish(world.document, by=world.above, erratum="V prvním vydání chybělo číslo.", note="Změna.", reason="Plzeň.")
    change = sent(amend(second, replace(Content.of(second), reason="Nestíhá se."), by=world.head), by=world.head)
    back = decide([Verdict(change, RETURN, "Není proč.", Part.WHOLE)], by=world.above)[0]
    perform(back, "drop", by=world.head)


def handed_there_and_back(world):
    meeting = team_meeting(world.liberec, 2025, 5)
    said = entries(meeting, [Rating.ON_TRACK])
    handed = hand_over(meeting, heading=heading(meeting), entries=said, by=world.staff)
    hand_back(handed, note="Chybí účast.", by=world.head)


def centre_that_comes_late(world):
    """It opens during the year and joins it; its head has left by the end of it."""
    at(2025, 10, 1, 9)
    region, operator = world.plzen.region, world.plzen.operator
    new = NewCentre("CPIC Teplice", "Teplice", region, operator, address="Lázeňská 1")
    world.teplice = open_centre(new, date(2025, 10, 1), reason="Nová smlouva.", by=world.above)
    join_year(world.document, world.teplice, by=world.above)
    world.left = invited(world, "teplice@example.cz", Role.HEAD, world.teplice)
    goal = target(Kind.COUNT, 2, "škol")
    goal = written(world.document, "Domluvit se se 2 školami.", goal, by=world.left, centre=world.teplice)
    approved(goal, by=world.left, decider=world.above)


def goals_of_plzen(world):
    at(2025, 10, 2, 9)
    goal = written(
        world.document,
        "Mít nejvýš 5 stížností.",
        target(Kind.COUNT, 5, "stížností", comparator=Comparator.MAX),
        by=world.deputy,
        centre=world.plzen,
    )
    approved(goal, by=world.deputy, decider=world.above)
    publish(world.document, by=world.above)


def closed(world, centre, year, month, *, by, ratings):
    """The team's meeting of the month: written by one person before its end, closed at its end by another."""
    meeting = team_meeting(centre, year, month)
    at(year, month, meeting.last_day.day - 1, 14)
    said = entries(meeting, ratings)
    write(meeting, heading(meeting), said, by=by)
    at(year, month, meeting.last_day.day, 15)
    meeting.refresh_from_db()
    return close(meeting, by=by)


def heading(meeting):
    seen = Heading.of(meeting)
    day = min(meeting.last_day, timezone.localdate())
    return Written(Heading(day, 5, f"Zaznělo {meeting.month or meeting.year}."), fingerprint(seen))


def entries(meeting, ratings):
    """What is said of each goal; numbers are typed for kinds that a meeting types, but not in every month."""
    typed = {Kind.FREQUENCY: Decimal(1), Kind.EACH: Decimal(2)}
    found = {}
    goals = goals_of(meeting)
    for goal, rating in zip(goals, [*ratings] + [Rating.ON_TRACK] * len(goals), strict=False):
        before = meeting.entries.filter(goal=goal.root_id).first()
        numbers = []
        if meeting.month and meeting.month % 3 != 1:
            numbers = [(row.pk, typed[row.kind]) for row in goal.targets.all() if row.kind in typed]
        seen = EntryContent.of(before, [pk for pk, _amount in numbers])
        content = EntryContent(rating, f"Řečeno: {rating.label}.", tuple(sorted(numbers)))
        found[goal.root_id] = Written(content, fingerprint(seen))
    return found


def meetings_above(world):
    """The heads' September and the year's meetings of both kinds are closed, one of each lies open."""
    for kind, month, by, rating in (
        (MeetingKind.HEADS, 9, world.above, Rating.AT_RISK),
        (MeetingKind.ANNUAL, None, world.above, Rating.AT_RISK),
        (MeetingKind.DIRECTOR, None, world.director, Rating.ON_TRACK),
    ):
        meeting = network_meeting(kind, 2025, month)
        at(2025, month or 12, meeting.last_day.day, 16)
        close(meeting, heading=heading(meeting), entries=entries(meeting, [rating]), by=by)
        at(2026, 1, 2, 9)
        write(
            open_one := network_meeting(kind, 2026, 1 if month else None),
            heading(open_one),
            entries(open_one, [Rating.ON_TRACK]),
            by=by,
        )


def stood(world, as_of):
    prepare = partial(prepare_interim, as_of=as_of, today=timezone.localdate())
    document = world.document
    seen = prepare(document).fingerprint
    return publish_report(document, prepare, expected=seen, by=world.above, reason="Někdo se opozdil.")


# The next year is planned


def plans_of_2026(world):
    """What becomes of last year's goals, and goals that stay on the way in each state."""
    at(2025, 12, 1, 9)
    centres = [world.liberec, world.plzen, world.cheb]
    world.next = document = open_year(2026, calendar(2026), centres, title="Operační cíle 2026", by=world.above)
    plan = Plan.objects.get(document=document, centre=world.liberec)
    first, second, third, fourth, fifth = world.goals
    by = {"by": world.staff}
    carried = continue_goal(plan, first, Decision.CARRY, **by)
    changed = continue_goal(plan, second, Decision.CHANGE, reason="Stačí jednou.", **by)
    for goal in (third, fourth, fifth):
        continue_goal(plan, goal, Decision.RETIRE, reason="Splněno.", **by)
    world.carried = approved(carried, by=world.head, decider=world.above)
    approved(changed, by=world.head, decider=world.above)
    in_liberec = partial(written, document, centre=world.liberec, by=world.staff)
    in_liberec("Rozepsaný cíl.", target(Kind.COUNT, 2, "akcí"))
    sent(in_liberec("Odeslaný cíl.", target(Kind.COUNT, 3, "akcí")), by=world.head)
    returned = sent(in_liberec("Vrácený cíl.", target(Kind.COUNT, 4, "akcí")), by=world.head)
    decide([Verdict(returned, RETURN, "Málo.", Part.TARGETS)], by=world.above)
    perform(in_liberec("Vyřazený cíl.", target(Kind.COUNT, 5, "akcí")), "drop", by=world.staff)
    at(2025, 12, 15, 9)
    publish(document, by=world.above, reason="Ostatní dodají později.")


# The end of the first year


def roles_that_end(world):
    """The head of the centre that came late leaves, a day later than was said first; another comes for some months."""
    at(2025, 12, 20, 9)
    for day in (28, 31):
        change_end(world.left.memberships.get(), date(2025, 12, day), by=world.above, now=timezone.now())
    given = Invitation(email=world.third.email, role=Role.STAFF, centre=world.plzen, valid_from=date(2026, 5, 1))
    given = invite(given, by=world.above, now=timezone.now(), link=address)
    withdraw(given, by=world.above, now=timezone.now())


def closed_for_who_is_not_there(world):
    closing = closings.begin_closing(Plan.objects.get(document=world.document, centre=world.teplice))
    closing = handed_over(closing, by=world.above)
    role = Invitation(email=world.third.email, role=Role.HEAD, centre=world.teplice, valid_until=date(2026, 6, 30))
    invite(role, by=world.above, now=timezone.now(), link=address)
    closings.object_to(closing, text="Jedna škola se ozvala.", by=world.third)
    closings.accept(closing, by=world.above)


def end_of_2025(world):
    roles_that_end(world)
    at(2026, 1, 12, 9)
    closed_for_who_is_not_there(world)
    for centre, by in ((world.liberec, world.head), (world.plzen, world.deputy)):
        closing = closings.begin_closing(Plan.objects.get(document=world.document, centre=centre))
        closing = handed_over(closing, by=by)
        closing = closings.send(closings.recall(closing, by=by), by=by)
        closing = closings.return_to_centre(closing, reason="Doplňte doklady.", by=world.above)
        closings.accept(handed_over(closing, by=by), by=world.above)
    at(2026, 2, 10, 9)
    prepare = partial(prepare_evaluation, today=timezone.localdate())
    seen = prepare(world.document).fingerprint
    facts = {"narrative": "Rok se povedl, řekla paní Vlková.", "reason": "Cíle sítě se hodnotí jinde."}
    publish_report(world.document, prepare, expected=seen, by=world.above, **facts)


def handed_over(closing, *, by):
    """Results as the numbers propose them, but the last two said otherwise, with the narrative."""
    closing = said_about(closing, by=by)
    return closings.send(closing, by=by)


def said_about(closing, *, by):
    found = propose_results(closing.plan)
    said = closings.current_results(closing, found)
    results = {}
    for number, one in enumerate(found):
        other = Result.PARTLY if number % 5 == 4 and one.result != Result.PARTLY else one.result
        content = closings.ResultContent(str(other), "Zbytek je ve spisu." if other != one.result else "")
        results[one.goal.root_id] = Written(content, fingerprint(said[one.goal.root_id]))
    now = closings.NarrativeContent(closing.narrative)
    narrative = Written(closings.NarrativeContent("Povedlo se."), fingerprint(now))
    return closings.save(closing, narrative, results, by=by)


# The year that runs


def year_2026(world):
    """A month that lies open again, one of which somebody was reminded, closings in every state, the next year."""
    document = world.next
    at(2026, 2, 10, 9)
    add(world.liberec, RecordContent(world.kurzy, date(2026, 2, 9), title="Kurz"), by=world.staff)
    february = closed(world, world.liberec, 2026, 2, by=world.head, ratings=[Rating.ON_TRACK])
    at(2026, 3, 5, 9)
    ask(february, reason="Chybí účast.", by=world.staff)
    reopen(february, reason="Chybí účast.", until=date(2026, 3, 20), by=world.above)
    at(2026, 4, 6, 9)
    remind([team_meeting(world.liberec, 2026, 3)], by=world.above)
    goal_that_ends(world)
    at(2026, 10, 1, 9)
    open_year(2027, calendar(2027), [world.liberec, world.plzen], title="Operační cíle 2027", by=world.above)
    at(2026, 11, 2, 9)
    for centre, by in ((world.plzen, world.deputy), (world.cheb, world.third)):
        goal = written(document, "Uspořádat 1 akci.", target(Kind.COUNT, 1, "akcí"), by=by, centre=centre)
        goal = approved(goal, by=by, decider=world.above)
        if centre == world.plzen:
            ended = end(goal, date(2026, 12, 31), "Akce byla poslední.", by=by)
            decide([Verdict(ended, APPROVE)], by=world.above)
    ended_by_who_decides(world)
    publish(document, by=world.above, note="Děkujeme paní Vlkové.", reason="Zbytek se píše.")
    for month in (11, 12):
        closed(world, world.plzen, 2026, month, by=world.deputy, ratings=[Rating.ON_TRACK])
        closed(world, world.cheb, 2026, month, by=world.third, ratings=[Rating.AT_RISK])
    at(2027, 1, 12, 9)
    plans = {plan.centre.slug: plan for plan in Plan.objects.filter(document=document).select_related("centre")}
    handed_over(closings.begin_closing(plans["plzen"]), by=world.deputy)
    back = handed_over(closings.begin_closing(plans["cheb"]), by=world.third)
    closings.return_to_centre(back, reason="Doplňte.", by=world.above)
    said_about(closings.begin_closing(plans["liberec"]), by=world.head)


def goal_that_ends(world):
    """Of a centre that will have nobody: it is ended by who decides, goes on, and has a typo mended."""
    at(2026, 4, 7, 9)
    join_year(world.next, world.teplice, by=world.above)
    goal = target(Kind.COUNT, 1, "schůzek")
    goal = written(world.next, "Uspořádat 1 schůzku.", goal, by=world.third, centre=world.teplice)
    world.unled = approved(goal, by=world.third, decider=world.above)


def ended_by_who_decides(world):
    ended = end_at_once(world.unled, date(2026, 10, 31), "Není, kdo by ho vedl.", by=world.above)
    resumed = resume(ended, by=world.above)
    texts = {name: getattr(resumed, name) for name in ("text", "responsible", "evidence")}
    mend(resumed, texts | {"evidence": "Prezenční listina"}, by=world.above)


# How the network lives on


def network_changes(world):
    at(2027, 1, 22, 9)
    by, today = {"by": world.above}, date(2027, 1, 22)
    region, operator = world.cheb.region, world.cheb.operator
    rename(as_it_is(world.cheb), today, name="CPIC Chebsko", reason="Pokrývá celý okres.", **by)
    facts = {"address": "Nová 2", "region": region, "operator": operator}
    move(as_it_is(world.plzen), today, reason="Levnější nájem.", **facts, **by)
    branch = make_branch(as_it_is(world.teplice), today, parent=world.plzen, **by)
    make_independent(branch, today, **by)
    for name in ("CPIC Aš", "CPIC Sokolov"):
        opened = open_centre(NewCentre(name, name[5:], region, operator), date(2027, 1, 2), **by)
        if name == "CPIC Aš":
            merge_centre(opened, today, successor=as_it_is(world.cheb), reason="Spojují se.", **by)
        else:
            close_centre(opened, today, reason="Skončila smlouva.", **by)


def as_it_is(centre):
    return Centre.objects.get(pk=centre.pk)


def contacts_and_places(world):
    """Written by heads, one said to hold some days later; places of every kind, one changed, one given up."""
    for centre, by in ((world.liberec, world.head), (world.plzen, world.deputy)):
        facts = {"phone": "485 000 000", "hours": "po a st 9–17", "languages": "čeština", "networks": ""}
        place = {"address": "Hlavní 1", "website": f"https://{centre.slug}.example.cz/"}
        for day in (22, 25) if centre == world.liberec else (22,):
            at(2027, 1, day, 10)
            keep_contact(contact_of(as_it_is(centre)), facts, **place, by=by)
    for kind in PlaceKind:
        facts = {"kind": kind, "name": str(kind.label), "rhythm": "každé úterý"}
        place = save_place(Place(centre=world.liberec, version=0, **facts), by=world.head)
    place.rhythm = "každý čtvrtek"
    save_place(place, by=world.head)
    given_up = Place(centre=world.liberec, version=0, kind=PlaceKind.FIELD, name="Omyl", rhythm="nikdy")
    remove_place(save_place(given_up, by=world.head), by=world.head)
    offers(world)
    prints(world)


def offers(world):
    """One centre offers all of the catalogue and something of its own in each group; another a little."""
    for centre, by, items in (
        (world.liberec, world.head, list(ServiceItem)),
        (world.plzen, world.deputy, ["czech-basic"]),
    ):
        for _again in range(2):
            keep_offer(offer_of(as_it_is(centre)), items, by=by)
            at(2027, 1, 26, 10)
    for group in ServiceGroup:
        own = Service(centre=world.liberec, own_group=group, name=str(group.label), languages="cs uk", version=0)
        own = save_service(own, by=world.head)
    own.times = "každé úterý"
    save_service(own, by=world.head)
    remove_service(
        save_service(Service(centre=world.liberec, own_group=group, name="Omyl", version=0), by=world.head),
        by=world.head,
    )


def prints(world):
    """Two hung since the year before: one is moved and replaced, the other taken down."""
    code = PrintCode.objects.filter(place__slug="liberec", format="sheet", place__edition__year=2025).latest("pk")
    by = {"by": world.head}
    first, second = [post_print(code, spot, date(2026, 1, 5), **by) for spot in ("vchod", "přepážka")]
    first = move_print(first, "nástěnka u vchodu", **by)
    replace_prints(first.centre, {first.pk: first.version}, **by)
    take_down_print(second, **by)


def documents(world):
    """One was published elsewhere, and this house's next year continues it; one becomes drafts, one waits."""
    at(2027, 1, 23, 9)
    by = {"by": world.administrator}
    text = "# Operační cíle center {}\n\n## CPIC Liberec\n\n- Uspořádat 2 kurzy.\n- Mít 1 500 sledujících.\n"
    adopted, drafts, waiting = [
        adoption.upload(SimpleUploadedFile(f"{year}.md", text.format(year).encode()), None, **by)
        for year in (2024, 2028, 2029)
    ]
    approved_on = {"approved_on": date(2023, 12, 1), "approved_by_role": Role.DEPARTMENT_HEAD}
    valid = {"published_on": date(2023, 12, 5), "valid_from": date(2024, 1, 1), "valid_until": date(2024, 12, 31)}
    facts = adoption.Facts(source="Operační cíle 2024", edition_number=1, **approved_on, **valid)
    adopted = adoption.take_over(adoption.propose(adopted, facts, **by), by=world.above)
    adoption.write_drafts(drafts, **by)
    adoption.answer(waiting, 2030, {}, **by)
    commitment(world)
    before = adopted.document.goals.order_by("number")
    decide_lineage(world.document, [(world.goals[0], before[0]), (world.goals[2], None)], **by)
    first_steps.hide(**by)


def commitment(world):
    """It holds a year longer, the next term waits for its goals, and one more document of it came in."""
    document, by = Document.objects.terms().get(), {"by": world.above}
    longer = Term(document.title, document.valid_from, date(2028, 12, 31))
    document = change_term(document, longer, **by)
    open_term(Term("Veřejný závazek", date(2029, 1, 1), date(2032, 12, 31)), **by)
    example = (settings.BASE_DIR / "fixtures" / "verejny-zavazek.md").read_bytes()
    adoption.upload_commitment([SimpleUploadedFile("zavazek.md", example)], by=world.administrator)


def people_who_left(world):
    at(2027, 1, 24, 9)
    act = {"by": world.administrator, "now": timezone.now()}
    reset_factor(world.director, **act)
    sign_out_everywhere(world.director, **act)
    for _piece in export_person(world.staff, **act):
        pass  # it is an event once all of it has been taken
    reduce_person(world.left, **act)


def erasing(world):
    """A name that came out in an edition and in the evaluation of a year: both are withdrawn and followed."""
    at(2027, 1, 25, 9)
    words = ["paní Vlková", "paní Vlkové"]
    chosen = {found.cell for found in verb.places_of(Words(words))}
    verb.erase(words, chosen, seen=chosen, reason="Jméno bez souhlasu.", by=world.administrator)


# What libraries keep


def accounts(world):
    """Sign-ins with and without a second factor, a form that waits in a session, the administration, a directory."""
    for person in (world.director, world.administrator):
        TOTP.activate(person, "JBSWY3DPEHPK3PXP")
        RecoveryCodes.activate(person)
        Authenticator.objects.create(user=person, type=Authenticator.Type.WEBAUTHN, data={"name": "Klíč"})
    for person in (world.head, world.staff, world.above):
        assert signed_in(person).get("/prace/", follow=True).status_code == 200
    for _time in range(2):
        Client().post("/prihlaseni/", {"login": "nikdo@example.cz", "password": "neznám"})
    waiting = Client()
    goal = world.carried
    waiting.post(f"/prace/cil/{goal.pk}/", {"text": "Napsané, když přihlášení vypršelo.", "version": goal.version})
    administration(world)
    signing_in(world)
    for person in (world.head, world.staff):
        own = person.emailaddress_set.get()
        EmailConfirmation.objects.create(email_address=own, created=timezone.now(), key=f"klic-{person.pk}")
        account = SocialAccount.objects.create(user=person, provider="adresar", uid=f"uid-{person.pk}", extra_data={})
        app = SocialApp.objects.create(provider="openid_connect", provider_id=f"adresar-{person.pk}", name="Adresář")
        SocialToken.objects.create(app=app, account=account, token="t", expires_at=timezone.now())
        group = Group.objects.create(name=f"skupina {person.pk}")
        permission = Permission.objects.order_by("pk").first()
        group.permissions.add(permission)
        person.groups.add(group)
        person.user_permissions.add(permission)
    cache.set("první", 1, 10**8)
    cache.set("druhý", 2, 10**8)


def signed_in(person):
    client = Client()
    client.post("/prihlaseni/", {"login": person.email, "password": PASSWORD})
    assert client.session.get("_auth_user_id") == str(person.pk)
    return client


def administration(world):
    """An operator that was added there, renamed and deleted."""
    client = Client()
    client.force_login(world.administrator)
    client.post("/ucet/overeni/", {"password": PASSWORD})
    client.post("/sprava/centres/operator/add/", {"name": "Omyl", "slug": "omyl"})
    operator = Operator.objects.get(slug="omyl")
    client.post(f"/sprava/centres/operator/{operator.pk}/change/", {"name": "Omyl znovu", "slug": "omyl"})
    client.post(f"/sprava/centres/operator/{operator.pk}/delete/", {"post": "yes"})


def signing_in(world):
    """What is written down of it, and what of it are events."""
    client, email = signed_in(world.staff), world.staff.email
    client.post("/ucet/overeni/", {"password": PASSWORD})
    client.post("/odhlaseni/")
    client.post("/prihlaseni/zapomenute-heslo/", {"email": email})
    client.post("/prihlaseni/klic/", {"credential": "{}"})
    client.post("/prihlaseni/", {"login": "odesel@example.cz", "password": PASSWORD})
    for _time in range(6):
        Client().post("/prihlaseni/", {"login": email, "password": "zapomněl"})
    for name in ("add_factor", "remove_factor", "renew_codes", "use_code"):
        sign_ins.note(world.director, name)
    for name in ("change_password", "set_password", "reset_password"):
        sign_ins.note(world.staff, name)


def mail(world):
    """What was sent, what nobody may be sent, what was put off and what still waits; what people do not want."""
    preferences.choose_groups(world.staff, {MailGroup.HAPPENED})
    preferences.choose_groups(world.third, {MailGroup.DEADLINES, MailGroup.MEETINGS})
    DontSendEntry.objects.create(to_address=world.deputy.email, when_added=timezone.now())
    DontSendEntry.objects.create(to_address="vraci.se@example.cz", when_added=timezone.now())
    digest.hand_over(timezone.now())
    outbox.send(timezone.now())
    at(2027, 1, 20, 9)
    notifications.write_reminders(timezone.now())
    digest.hand_over(timezone.now())
    outbox.defer(None, Message.objects.order_by("pk").first(), OSError("schránka je plná"))
    at(2027, 1, 21, 9)
    remind([team_meeting(world.liberec, 2026, 4)], by=world.above)


def site():
    """What happens to the whole of it, by nobody."""
    record_event(SITE, "verify_backup", by=None, role="", at=timezone.now(), content="2027-01-21T02:00:00+00:00")
