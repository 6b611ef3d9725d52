"""What comes out as data: of editions here; apps above put what they let out into the list. Only frozen rows are read,
but for what centres offer: that is as of a day, like all facts about centres, and has neither years nor numbers.

Left out on purpose is what may name somebody or tell how to reach them: who answers for a goal, contacts of centres.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from operator import attrgetter

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from centres.languages import is_czech
from centres.models import Centre, ServiceGroup, ServiceItem
from centres.offer import services_of
from goals.amounts import unit_counted
from goals.data.datasets import DataColumn, DataSet, Reference, Type
from goals.formatting import NO_BREAK_SPACE, describe
from goals.models import Edition, EditionGoal, EditionTarget
from goals.public import queries
from goals.states import LEVEL_OF, BlockPart, Comparator, Kind, Level, Scope, SectionKey, Window


@dataclass(frozen=True)
class DataSource:
    """A series of what comes out under numbers, and the data sets that are made of each."""

    data_sets: tuple[DataSet, ...]
    newest: Callable[[], list]  # what holds, one of each year, newest first
    find: Callable  # that of a year and a number, without a number the one that holds; raises NotPublished
    year: Callable  # None of what is only as of today
    issued_on: Callable
    issued_at: Callable
    frequency: str  # as the codelist of the European Union calls it
    issued: Callable[[], Iterable] = tuple  # all that came out, also what was withdrawn since
    is_numbered: bool = True  # comes out under years and numbers; else it is what holds today, as of a day


def origin(of, number):
    """Columns that say where a row comes from; with them rows of several files can stand together."""
    return (
        DataColumn("rok", Type.WHOLE, "Rok, u závazku první rok jeho platnosti.", of("first_year")),
        DataColumn("vydani", Type.WHOLE, number, of("number")),
    )


def centre_columns(of):
    return (
        DataColumn("centrum", Type.TEXT, "Zkratka centra, jak je v adresách webu.", of("slug"), may_be_empty=True),
        DataColumn("centrum_nazev", Type.TEXT, "Název centra v den vydání.", of("name"), may_be_empty=True),
        DataColumn("kraj_nuts3", Type.TEXT, "Kód kraje podle NUTS 3.", of("nuts3"), may_be_empty=True),
        DataColumn("kraj", Type.TEXT, "Název kraje.", of("region"), may_be_empty=True),
    )


def _forms(target):
    return str(unit_counted(target.kind, target.unit, target.unit_forms) or "")


def measure_columns():
    """What a target says; reports have the same columns as editions."""
    return (
        DataColumn("druh", Type.TEXT, "Co se měří.", attrgetter("kind"), words=dict(Kind.choices)),
        DataColumn("porovnani", Type.TEXT, "Kdy je splněno.", attrgetter("comparator"), words=dict(Comparator.choices)),
        DataColumn("hodnota", Type.NUMBER, "Kolik.", attrgetter("value"), may_be_empty=True),
        DataColumn("jednotka", Type.TEXT, "Čeho; u druhu „každý“ kdo.", attrgetter("unit"), may_be_empty=True),
        DataColumn("tvary_jednotky", Type.TEXT, "Co se počítá, za čísly 1, 2, 1,5 a 5.", _forms, may_be_empty=True),
        DataColumn("obdobi", Type.TEXT, "Za jak dlouho.", attrgetter("window"), True, dict(Window.choices)),
        DataColumn("termin", Type.DAY, "Do kdy.", attrgetter("deadline"), may_be_empty=True),
        DataColumn("vychozi_stav", Type.NUMBER, "U růstu a poklesu od jaké hodnoty.", attrgetter("baseline"), True),
        DataColumn(
            "v_procentech", Type.TRUTH, "Zda hodnota růstu nebo poklesu jsou procenta.", attrgetter("is_relative")
        ),
        DataColumn(
            "plati_pro", Type.TEXT, "Kdo to má splnit každý zvlášť.", attrgetter("scope"), True, dict(Scope.choices)
        ),
        DataColumn("slovy", Type.TEXT, "Totéž slovy.", lambda target: describe(target).replace(NO_BREAK_SPACE, " ")),
    )


def _of_edition(name):
    return attrgetter(f"edition.{name}")


def of_centre(name):
    """Of a goal; those of the network have none."""
    return lambda goal: getattr(goal.centre, name) if goal.centre else None


EDITION_NUMBER = "Číslo vydání."

CENTRES = DataSet(
    "centra",
    _("Centra"),
    _("Centra, která mají ve vydání cíle, s krajem a hlavním centrem, jak se ten den jmenovala."),
    ("centra na podporu integrace cizinců", "integrace"),
    (
        *origin(_of_edition, EDITION_NUMBER),
        DataColumn("poradi", Type.WHOLE, "Pořadí ve vydání.", attrgetter("position")),
        *(column for column in centre_columns(attrgetter) if column.name != "centrum"),
        DataColumn("centrum", Type.TEXT, "Zkratka centra, jak je v adresách webu.", attrgetter("slug")),
        DataColumn("hlavni_centrum", Type.TEXT, "U pobočky zkratka hlavního centra.", attrgetter("parent_slug"), True),
    ),
    ("rok", "vydani", "centrum"),
    lambda edition: edition.centres.select_related("edition"),
)

GOALS = DataSet(
    "cile",
    _("Cíle center"),
    _("Znění operačních cílů, jak je vydání schválilo a očíslovalo."),
    ("cíle", "centra na podporu integrace cizinců", "integrace"),
    (
        *origin(_of_edition, EDITION_NUMBER),
        DataColumn("cislo", Type.WHOLE, "Číslo cíle, stejné ve všech vydáních roku.", attrgetter("number")),
        DataColumn("uroven", Type.TEXT, "Čí cíl to je.", attrgetter("level"), words=dict(Level.choices)),
        *centre_columns(of_centre),
        DataColumn("poradi", Type.WHOLE, "Pořadí v centru.", attrgetter("position")),
        DataColumn("zneni", Type.TEXT, "Schválené znění.", attrgetter("text")),
        DataColumn("slouzi", Type.TEXT, "Znění dlouhodobého cíle, kterému slouží.", attrgetter("serves"), True),
        DataColumn("doklad", Type.TEXT, "Čím se splnění doloží.", attrgetter("evidence"), may_be_empty=True),
        DataColumn("schvaleno", Type.DAY, "Den schválení znění.", attrgetter("approved_on")),
        DataColumn("duvod_zmeny", Type.TEXT, "Důvod, pokud znění mění dřívější.", attrgetter("reason"), True),
        DataColumn("navazuje_na_rok", Type.WHOLE, "Rok cíle, na který navazuje.", attrgetter("continues_year"), True),
        DataColumn("navazuje_na_cislo", Type.WHOLE, "A jeho číslo.", attrgetter("continues_number"), may_be_empty=True),
        DataColumn("skoncil", Type.DAY, "Den, kdy cíl během roku skončil.", attrgetter("ends_on"), may_be_empty=True),
    ),
    ("rok", "vydani", "cislo"),
    lambda edition: EditionGoal.objects.filter(edition=edition).select_related("edition", "centre"),
    (Reference(("rok", "vydani", "centrum"), CENTRES, ("rok", "vydani", "centrum")),),
)

TARGETS = DataSet(
    "cilove-hodnoty",
    _("Cílové hodnoty"),
    _("Co se u kterého cíle měří: kolik, čeho, za jak dlouho a do kdy."),
    ("cíle", "ukazatele", "integrace"),
    (
        *origin(_of_edition, EDITION_NUMBER),
        DataColumn("cislo", Type.WHOLE, "Číslo cíle.", attrgetter("goal.number")),
        DataColumn("poradi", Type.WHOLE, "Pořadí hodnoty u cíle.", attrgetter("position")),
        *measure_columns(),
    ),
    ("rok", "vydani", "cislo", "poradi"),
    lambda edition: (
        EditionTarget.objects.filter(edition=edition)
        .select_related("edition", "goal")
        .order_by("goal__number", "position")
    ),
    (Reference(("rok", "vydani", "cislo"), GOALS, ("rok", "vydani", "cislo")),),
)


@dataclass(frozen=True)
class CommitmentRow:
    """A paragraph of the commitment, or one of its goals."""

    edition: Edition
    position: int
    section: str
    title: str
    part: str
    text: str
    url: str = ""
    number: int | None = None


GOAL = "goal"  # beside the kinds of blocks


def _passages(edition):
    """All that the commitment says, in its order; goals stand in the section of their level, or after all others."""
    left, found = list(EditionGoal.objects.filter(edition=edition).order_by("position", "number")), []
    sections = [(section.key, section.title, section.blocks, section.text) for section in edition.sections.all()]
    there = {key for key, _title, _blocks, _text in sections}
    sections += [(key, "", [], "") for key in LEVEL_OF if key not in there]
    for key, title, blocks, text in sections:
        title = title or (str(SectionKey(key).label) if key else "")
        for block in blocks or ([{"part": BlockPart.TEXT, "text": text}] if text else []):
            found.append((key, title, block["part"], block["text"], block.get("url", ""), None))
        level = LEVEL_OF.get(key)
        found += [(key, title, GOAL, goal.text, "", goal.number) for goal in left if goal.level == level]
    return [CommitmentRow(edition, position, *facts) for position, facts in enumerate(found, start=1)]


COMMITMENT = DataSet(
    "zavazek",
    _("Veřejný závazek"),
    _("Odstavce, položky a cíle veřejného závazku, jeden po druhém."),
    ("veřejný závazek", "sociální služby", "integrace"),
    (
        *origin(_of_edition, EDITION_NUMBER),
        DataColumn("poradi", Type.WHOLE, "Pořadí v závazku.", attrgetter("position")),
        DataColumn("oddil", Type.TEXT, "Oddíl.", attrgetter("section"), True, dict(SectionKey.choices)),
        DataColumn("oddil_nazev", Type.TEXT, "Nadpis oddílu.", attrgetter("title"), may_be_empty=True),
        DataColumn("druh", Type.TEXT, "Co to je.", attrgetter("part"), words=dict(BlockPart.choices) | {GOAL: "cíl"}),
        DataColumn("cislo_cile", Type.WHOLE, "U cíle jeho číslo.", attrgetter("number"), may_be_empty=True),
        DataColumn("zneni", Type.TEXT, "Znění.", attrgetter("text")),
        DataColumn("odkaz", Type.TEXT, "Adresa odkazu.", attrgetter("url"), may_be_empty=True),
    ),
    ("rok", "vydani", "poradi"),
    _passages,
)

ISSUED = {
    "year": attrgetter("first_year"),
    "issued_on": attrgetter("published_on"),
    "issued_at": attrgetter("published_at"),
}


@dataclass(frozen=True)
class Directory:
    """What open centres offer today, one row for each service."""

    rows: tuple
    as_of: date

    @classmethod
    def today(cls):
        """None while no centre has said anything."""
        centres = Centre.objects.open_on(timezone.localdate()).filter(services__isnull=False).distinct()
        centres = centres.select_related("region").prefetch_related("services")
        rows = []
        for centre in centres:
            for position, service in enumerate(services_of(centre), start=1):
                service.centre, service.position = centre, position
                rows.append(service)
        return cls(tuple(rows), max(service.as_of for service in rows)) if rows else None

    @property
    def issued_at(self):
        return timezone.make_aware(datetime.combine(self.as_of, time()))

    @staticmethod
    def find(year=None, number=None):
        found = Directory.today()
        if found is None or year is not None or number is not None:
            words = str(_("Taková data tu nejsou.")), str(_("Otevřená data"))
            raise queries.NotPublished(words[0], url=reverse("open-data"), label=words[1])
        return found


def _called_in(language, of):
    """A name of the catalogue in the language; what a centre added itself has one in Czech only."""

    def read(service):
        with override(language):
            return str(of(service))

    return read


def _name_columns(name, about, of):
    return tuple(
        DataColumn(f"{name}_{code}", Type.TEXT, f"{about} Jazyk: {code}.", _called_in(code, of), may_be_empty=True)
        for code, _label in settings.LANGUAGES
    )


def _in_page_language(service):
    return service if service.item or is_czech() else ""


SERVICES = DataSet(
    "sluzby",
    _("Služby center"),
    _("Co která otevřená centra nabízejí, v jakých jazycích a kdy, podle katalogu sítě a jejich vlastních slov."),
    ("sociální služby", "kurzy češtiny", "právní poradenství", "integrace"),
    (
        DataColumn("centrum", Type.TEXT, "Zkratka centra, jak je v adresách webu.", attrgetter("centre.slug")),
        DataColumn("centrum_nazev", Type.TEXT, "Název centra.", attrgetter("centre.name")),
        DataColumn("kraj_nuts3", Type.TEXT, "Kód kraje podle NUTS 3.", attrgetter("centre.region.nuts3")),
        DataColumn("kraj", Type.TEXT, "Název kraje.", attrgetter("centre.region.name")),
        DataColumn("poradi", Type.WHOLE, "Pořadí v nabídce centra.", attrgetter("position")),
        DataColumn(
            "skupina", Type.TEXT, "Skupina služeb.", attrgetter("group.value"), words=dict(ServiceGroup.choices)
        ),
        DataColumn(
            "sluzba",
            Type.TEXT,
            "Služba z katalogu sítě; prázdné u té, kterou centrum přidalo samo.",
            attrgetter("item"),
            may_be_empty=True,
            words=dict(ServiceItem.choices),
        ),
        *_name_columns("skupina", "Název skupiny.", attrgetter("group.label")),
        *_name_columns("sluzba", "Název služby; vlastní služba centra ho má jen česky.", _in_page_language),
        DataColumn(
            "jazyky", Type.TEXT, "Kódy jazyků podle ISO 639-1, oddělené mezerou.", attrgetter("languages"), True
        ),
        DataColumn("kdy", Type.TEXT, "Kdy, slovy centra.", attrgetter("times"), may_be_empty=True),
        DataColumn("overeno", Type.DAY, "Den, kdy centrum údaj naposledy ověřilo.", attrgetter("as_of")),
    ),
    ("centrum", "poradi"),
    attrgetter("rows"),
)

SOURCES = [
    DataSource(
        (GOALS, TARGETS, CENTRES),
        lambda: list(queries.current_editions()),
        queries.edition_of,
        frequency="IRREG",
        issued=Edition.objects.operational,
        **ISSUED,
    ),
    DataSource(
        (COMMITMENT,),
        lambda: queries.commitments()[::-1],
        queries.commitment_of,
        frequency="IRREG",
        issued=Edition.objects.of_commitments,
        **ISSUED,
    ),
    DataSource(
        (SERVICES,),
        lambda: [found] if (found := Directory.today()) else [],
        Directory.find,
        year=lambda row: None,
        issued_on=attrgetter("as_of"),
        issued_at=attrgetter("issued_at"),
        frequency="IRREG",
        is_numbered=False,
    ),
]


def newest_address(name, year, file_format):
    """Where the file of what holds is; a set without years has one for ever."""
    if year is None:
        return reverse("data-today", args=[name, file_format])
    return reverse("data-newest", args=[name, year, file_format])


def source_of(name):
    """The data set of that name with its source; None where there is none."""
    pairs = ((source, data_set) for source in SOURCES for data_set in source.data_sets)
    return next(((source, data_set) for source, data_set in pairs if data_set.name == name), None)
