"""The catalogue of the data as DCAT-AP-CZ (interface of 2024-05-28) asks for: names of that norm stand here alone.
A data set of the catalogue is one of ours for one year, in what holds of it."""

from django.conf import settings

from goals.data.files import LICENCES, METADATA, XLSX
from goals.data.norms import MEDIA_TYPES

CONTEXT = (
    "https://ofn.gov.cz/dcat-ap-cz-rozhraní-katalogů-otevřených-dat/2024-05-28/"
    "kontexty/rozhraní-katalogů-otevřených-dat.jsonld"
)
CODELIST = "http://publications.europa.eu/resource/authority"
TERMS = "https://data.gov.cz/podmínky-užití"
CZECHIA = "https://linked.cuzk.cz/resource/ruian/stat/1"
DISTRIBUTIONS = {
    "csv": ("CSV", "text/csv"),
    "json": ("JSON", "application/json"),
    "xlsx": ("XLSX", XLSX),
}
JSON_LD = "JSON_LD", "application/ld+json"


def is_complete():
    """Whether it was said who publishes, and on what terms; nothing of that is made up."""
    return bool(settings.PUBLISHER and settings.PUBLISHER_IRI and settings.DATA_TERMS)


def terms():
    """The four parts of the terms of use, of which the last is a promise: tests/goals/test_open_data.py looks."""
    found = {"typ": "Specifikace podmínek užití", "osobní_údaje": f"{TERMS}/neobsahuje-osobní-údaje/"}
    licence = LICENCES.get(settings.DATA_TERMS)
    if licence:
        author = {"cs": settings.PUBLISHER}
        kinds = ("autorské_dílo", "databáze_jako_autorské_dílo", "databáze_chráněná_zvláštními_právy")
        return found | dict.fromkeys(kinds, licence) | {"autor": author, "autor_databáze": author}
    return found | {
        "autorské_dílo": f"{TERMS}/neobsahuje-autorská-díla/",
        "databáze_jako_autorské_dílo": f"{TERMS}/není-autorskoprávně-chráněnou-databází/",
        "databáze_chráněná_zvláštními_právy": f"{TERMS}/není-chráněna-zvláštním-právem-pořizovatele-databáze/",
    }


def catalogue_of(address, home, data_sets):
    """The catalogue under its address, with the page for people and the addresses of its data sets."""
    return {
        "@context": CONTEXT,
        "typ": "Katalog",
        "iri": address,
        "název": {"cs": "Katalog otevřených dat o cílech center na podporu integrace cizinců"},
        "popis": {"cs": "Cíle center, jejich plnění a veřejný závazek, jak byly zveřejněny."},
        "poskytovatel": settings.PUBLISHER_IRI,
        "domovská_stránka": home,
        "datová_sada": data_sets,
    }


def data_set_of(issue, home, address):
    """One data set; `address` gives where it is in a format."""
    data_set, iri = issue.data_set, address("jsonld")
    title = f"{data_set.title} {issue.year}" if issue.source.is_numbered else str(data_set.title)
    schemas = {"csv": address(METADATA), "json": issue.schema}
    files = [
        _distribution(f"{iri}#{file_format}", title, address(file_format), name, media, schemas.get(file_format))
        for file_format, (name, media) in DISTRIBUTIONS.items()
    ]
    return _data_set(data_set, iri, title, issue.source.frequency, home, files)


def norm_set_of(norm_file, iri, home, address):
    """A data set that is one file by a norm, at the address."""
    name, media = JSON_LD
    files = [_distribution(f"{iri}#{name}", str(norm_file.title), address, name, media, norm_file.schema)]
    found = _data_set(norm_file, iri, str(norm_file.title), norm_file.frequency, home, files)
    return found | {"specifikace": [norm_file.norm]}


def _data_set(about, iri, title, frequency, home, distributions):
    return {
        "@context": CONTEXT,
        "typ": "Datová sada",
        "iri": iri,
        "název": {"cs": title},
        "popis": {"cs": str(about.about)},
        "poskytovatel": settings.PUBLISHER_IRI,
        "téma": [f"{CODELIST}/data-theme/GOVE"],
        "periodicita_aktualizace": f"{CODELIST}/frequency/{frequency}",
        "klíčové_slovo": {"cs": list(about.keywords)},
        "prvek_rúian": [CZECHIA],
        "dokumentace": home,
        "distribuce": distributions,
    }


def _distribution(iri, title, address, name, media_type, schema):
    return {
        "typ": "Distribuce",
        "iri": iri,
        "název": {"cs": f"{title}, {name}"},
        "podmínky_užití": terms(),
        "přístupové_url": address,
        "soubor_ke_stažení": address,
        "formát": f"{CODELIST}/file-type/{name}",
        "typ_média": f"{MEDIA_TYPES}/{media_type}",
        **({"schéma": schema} if schema else {}),
    }
