"""What the public can meet, all of it once: kinds of targets, editions with changes and errata, centres that open,
close and work elsewhere, standings, an evaluation, what was withdrawn. Its texts are Czech, as people write them."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from centres.erasing import withdraw_row
from centres.models import Centre, Contact, Place, PlaceKind, Role, Service, ServiceItem, SpokenLanguage
from goals.commitment import BlockContent, SectionContent, Term, open_term, write_section
from goals.models import Block, Document, Edition, Section
from goals.public.publishing import publish
from goals.states import BlockPart, Comparator, Kind, Level, Window
from goals.translating import Wording, czech_of, translate, units_of
from networks.models import Announcement, PublicIssue
from networks.states import WORKS, HappeningKind, HappeningStanding, MarkKind, SeriesKind, SeriesLevel
from tests.evaluations.closing_cast import (
    COURSES,
    JANUARY,
    PUBLISHED,
    WORDS,
    YEAR,
    accepted,
    amended,
    evaluated,
    make_lived_year,
    stood,
)
from tests.factories import (
    PUBLISHED_AT,
    approve,
    department_head,
    make_amendment,
    make_centre,
    make_document,
    make_edition,
    make_goal,
    make_network_goal,
    make_operator,
    make_region,
)

NOW, OLD, ADOPTED = 2026, YEAR, 2024
TARGETS = [
    {"kind": Kind.COUNT, "value": 12, "unit": "sociokulturních kurzů", "window": Window.YEAR},
    {"kind": Kind.COUNT, "value": Decimal("1500.5"), "unit": "čtverečků", "comparator": Comparator.MAX},
    {"kind": Kind.FREQUENCY, "value": 2, "unit": "x", "window": Window.MONTH},
    {"kind": Kind.LEVEL, "value": 2000, "unit": "sledujících", "comparator": Comparator.EXACT},
    {"kind": Kind.SHARE, "value": 80, "unit": "% klientů"},
    {"kind": Kind.INCREASE, "value": 10, "baseline": 200, "is_relative": True, "unit": "klientů"},
    {"kind": Kind.INCREASE, "value": -5, "unit": "stížností", "window": Window.HALF_YEAR},
    {"kind": Kind.EACH, "unit": "každý pracovník", "value": 2},
    {"kind": Kind.MILESTONE, "deadline": date(NOW, 6, 30)},
    {"kind": Kind.NARRATIVE},
]


def make_public_world():
    suz = make_operator(slug="suz", name="Správa uprchlických zařízení")
    north, south = make_region(nuts3="CZ051", name="Liberecký kraj"), make_region(nuts3="CZ031", name="Jihočeský kraj")
    lived = make_lived_year("at_risk", COURSES, WORDS, rhythm(Window.QUARTER), rhythm(Window.MONTH), months=[3, 9])
    home = lived.centre
    Centre.objects.filter(pk=home.pk).update(operator=suz, region=north)
    Contact.objects.filter(centre=home).update(
        phone="+420 123 456 789",
        email="liberec@example.cz",
        hours="po–čt 8–17 h",
        closed_days="24. prosince",
        languages="čeština, ukrajinština",
        interpreters="úterý: vietnamština",
        networks="https://example.cz/sit",
        as_of=date(NOW, 1, 5),
    )
    Centre.objects.filter(pk=home.pk).update(
        address="Voroněžská 144/20, Liberec",
        address_as_of="leden 2026",
        website="https://example.cz",
        official_name="Ú",
    )
    for kind in PlaceKind:
        facts = {"kind": kind, "name": "Knihovna", "address": "Náměstí 1", "rhythm": "každé úterý"}
        Place.objects.create(centre=home, as_of=date(NOW, 1, 5), **facts)
    offered = {"centre": home, "as_of": date(NOW, 1, 5), "languages": " ".join(SpokenLanguage.values)}
    for item in ServiceItem:
        Service.objects.create(item=item, times="každé úterý 14–16", **offered)
    Service.objects.create(own_group="clubs", name="klub pro ženy <b>ze světa</b>", **offered)
    branch = make_centre(slug="ceska-lipa", name="CPIC Česká Lípa", region=north, operator=suz, parent=home)
    Centre.objects.filter(pk=branch.pk).update(parent_basis="podle zřizovací listiny")
    _past(lived)
    _present(home, branch, make_centre(slug="pisek", name="CPIC Písek", region=south, operator=suz), lived)
    _changing(home)
    _withdrawn_and_adopted(branch)
    _commitments()
    _regions(north, home)


def _regions(region, centre):
    """A page of a region with something of everything, one for the whole country, and what is to come."""
    line = {"name": "Linka", "website": "https://example.cz", "what_for": "pobyt", "reach": "800 1"}
    facts = {"languages": "čeština", "hours": "po–pá", "checked_on": "2020-01-05"}
    marks = [line | facts | {"kind": kind} for kind in MarkKind.values]
    chapters = {key.value: {"works": [*works], "text": ""} for key, works in WORKS.items()}
    chapters["aims"]["text"] = "Společně v kraji."
    of_series = {"name": "Síť", "place": "Jablonec", "organiser": "Úřad", "aim": "Záměr.", "joining": "Napište."}
    of_series |= {"named": [{"id": 1, "name": "Úřad"}], "unnamed": 2, "topics": ["Zápisy"], "times": 1}
    of_series |= {"conclusions": [{"on": "2026-01-05", "topic": "Zápisy", "text": "Závěr."}], "window": "quarter"}
    levels = [*SeriesLevel.values]
    networks = [
        of_series | {"id": at, "kind": kind, "level": levels[at % len(levels)]} for at, kind in enumerate(SeriesKind)
    ]
    content = chapters | {"joining": "Napište nám.", "networks": networks, "marks": marks}
    once = {"number": 1, "released_at": timezone.now(), "released_by_role": Role.HEAD}
    PublicIssue.objects.create(region=region, content=content, **once)
    PublicIssue.objects.create(content=content | {"networks": []}, **once)
    day = timezone.localdate() + timedelta(days=9)
    for at, kind in enumerate(HappeningKind):
        facts = {"place": "Sál", "about": "Pro každého.", "link": "https://example.cz/kurz", "weeks": at + 1}
        facts |= {"key": f"akce-{at}", "kind": kind, "centre": centre, "region": region, "title": "Kurz", "on": day}
        standing = HappeningStanding.CANCELLED if at else HappeningStanding.ON
        Announcement.objects.create(**facts, standing=standing, made_at=timezone.now())


def _commitments():
    """One that is told in Ukrainian with a stale block and a missing one, and not at all in Russian; an older one, and
    one to come."""
    above = department_head()
    term = Document.objects.terms().get()
    items = (BlockContent(BlockPart.ITEM, "služby jsou bezplatné"), BlockContent(BlockPart.TEXT, "Nic nevyzradíme."))
    link = BlockContent(BlockPart.LINK, "Řád", "https://example.cz/rad", date(NOW, 1, 5))
    facts = [BlockContent(part, "do 31. 12. 2022") for part in (BlockPart.DEADLINE, BlockPart.EVALUATION)]
    for key, content in (
        ("principles", SectionContent("Zásady", items)),
        ("documents", SectionContent("", (link,))),
        ("long_term", SectionContent("Dlouhodobé cíle", tuple(facts))),
        ("strategic", SectionContent("", (BlockContent(BlockPart.RESPONSIBLE, "ředitel"),))),
    ):
        write_section(term, key, content, version=0, by=above)
    words = dict(zip(czech_of(term), WORDS_OF_ALL, strict=True))
    for language, said in (("uk", words), ("vi", {name: f"Lời {at}." for at, name in enumerate(words)})):
        read_all(term, language, said, by=above)
    term.translations.filter(language="uk", text="Правила").update(checked_at=None)
    publish(term, by=above, reason="Spěchá.", now=PUBLISHED_AT)
    block = Block.objects.get(text="Nic nevyzradíme.")
    Block.objects.filter(pk=block.pk).update(text="Nikdy nic nevyzradíme.")
    publish(term, by=above, reason="Spěchá.", erratum="Chybělo slovo.", note="Oprava.", now=PUBLISHED_AT)
    for year in (2012, 2032):
        other = open_term(Term(f"Závazek {year}", date(year, 1, 1), date(year + 2, 12, 31)), by=above)
        if not other.goals.exists():
            make_network_goal(level=Level.LONG_TERM, document=other)
        approve(other.goals.get())
        publish(other, by=above, reason="Spěchá.", now=PUBLISHED_AT)


WORDS_OF_ALL = [
    *("Обов’язання центрів", "директор", "Довгострокові цілі", "до 31. 12. 2022", "щороку"),
    *("Забезпечити рівний доступ до послуг.", "Принципи", "послуги безкоштовні", "Ми нічого не розголошуємо."),
    "Правила",
]


def read_all(document, language, words, *, by):
    """Let a person write and read everything in the language."""
    for unit in units_of(document):
        wording = Wording(words[unit.name], reason="Jinak to nejde.", is_read=True)
        translate(document, language, unit.name, wording, seen=unit.source_hash, version=0, by=by)


def rhythm(window):
    return {"kind": Kind.FREQUENCY, "value": 1, "unit": "x", "window": window}


def _past(lived):
    stood(lived.document, 3)
    amended(lived.goals[0], by=lived.head, text="Uspořádat kurzy čtyři.")
    publish(lived.document, by=lived.above, reason="Chyběl lektor.", erratum="Chyběl řádek.", now=PUBLISHED)
    stood(lived.document, 9)
    accepted(lived)
    evaluated(lived.document)


def _present(home, branch, pisek, lived):
    document = make_document(NOW)
    Section.objects.create(document=document, key="introduction", title="", text="Úvodní slovo.", position=1)
    Section.objects.create(document=document, key="deadline", title="Termín", text="Do konce roku.", position=2)
    served = {
        "serves": approve(make_network_goal(level=Level.LONG_TERM)),
        "responsible": "vedoucí",
        "evidence": "prezenční listiny",
    }
    first = make_goal(
        document, centre=home, targets=TARGETS, text="Kurzy pro všechny.", continues=lived.goals[0], **served
    )
    others = [make_goal(document, centre=centre, text="Šířit povědomí o službách.") for centre in (home, branch, pisek)]
    empty = make_centre(slug="jihlava", name="CPIC Jihlava")
    document.plans.create(centre=empty)
    make_edition(document, first, *others, omissions={empty.pk: "Vedoucí právě nastoupil."}, note="První vydání roku.")
    first.refresh_from_db()
    approve(make_amendment(first, text="Pořádat kurzy pro děti."))
    others[2].refresh_from_db()
    approve(make_amendment(others[2], ends_on=date(NOW, 9, 30), reason="Škola skončila."))
    approve(make_goal(document, centre=branch, text="Založit čtenářský klub.", number=None))
    publish(document, by=department_head(), reason="Ještě chybí.", erratum="V cíli 1 chyběly děti.", now=PUBLISHED_AT)


def _changing(home):
    today = timezone.localdate()
    days = {"stare": {"closed_on": today - timedelta(9)}, "brzy": {"closed_on": today + timedelta(9)}}
    for slug, facts in days.items():
        gone = make_centre(slug=slug, name=f"CPIC Žďár {slug}", operator=home.operator)
        facts |= {"closing_reason": "Skončil nájem.", "successor": home if slug == "stare" else None}
        Centre.objects.filter(pk=gone.pk).update(**facts)
    make_centre(slug="nove", name="CPIC Třebíč", opened_on=today + timedelta(9))


def _withdrawn_and_adopted(centre):
    goal = make_goal(make_document(ADOPTED), centre=centre)
    edition = make_edition(goal.document, goal)
    facts = {"number": 1, "reason": "Bylo v něm jméno klienta.", "by": None, "at": JANUARY}
    withdraw_row(Edition, edition.pk, **facts)
    adopted = {"adopted_from": "Cíle 2024.docx", "adopted_on": date(2026, 1, 5), "approved_on": date(2024, 1, 5)}
    valid = {"valid_from": date(2024, 1, 1), "valid_until": date(2024, 12, 31), "reference_number": "CPIC-1/2024"}
    same = {"document": edition.document, "year": ADOPTED, "title": edition.title, "published_at": edition.published_at}
    same |= {"published_on": edition.published_on, "approved_by_role": Role.DEPARTMENT_HEAD, "checksum": "0" * 64}
    Edition.objects.create(number=2, **same, **adopted, **valid)
