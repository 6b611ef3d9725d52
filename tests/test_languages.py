"""The public site in five languages: nothing falls back to Czech unnoticed, what stays Czech says so, and an address is
one page for everybody."""

import ast
import calendar
import gettext
import re
import unicodedata
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import django
import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation
from django.utils.translation import trans_real
from django.utils.translation.template import templatize

from centres.languages import BEGIN, CZECH, END, address_in, language_of
from centres.models import (
    Centre,
    Operator,
    PlaceKind,
    Region,
    Role,
    ServiceGroup,
    ServiceItem,
    SpokenLanguage,
)
from centres.outages import Silent
from evaluations.progress import captions
from evaluations.states import COUNTED, Result, SlotState, Status
from goals.formatting import describe
from goals.states import BLOCK_FACTS, COMMITMENT_SECTIONS, Comparator, Kind, Scope, Window
from networks.states import HappeningKind, MarkKind, RegionChapter, RegionWork, SeriesKind, SeriesLevel
from tests import once
from tests.crawler import links_of
from tests.evaluations.picture_cast import month_slots, standing
from tests.languages_cast import make_public_world
from tests.reading_pages import Page

pytestmark = [pytest.mark.django_db]
ROOT = settings.BASE_DIR
TEMPLATES = ROOT / "templates"
CODES = [code for code, _name in settings.LANGUAGES]
OTHERS = [code for code in CODES if code != CZECH]


# English is what Django itself says where it has no translation.
DJANGO = gettext.translation("django", Path(django.__file__).parent / "conf" / "locale", ["cs"])._catalog
DJANGO = {key[0] if isinstance(key, tuple) else key for key in DJANGO}


class Unknown(gettext.NullTranslations):
    """Takes the place of the language that a catalogue falls back to, and remembers what it was asked for."""

    def __init__(self):
        super().__init__()
        self.asked = set()

    def gettext(self, message):
        self.asked.add(message)
        return message

    def ngettext(self, one, more, number):
        self.asked.add(one)
        return one


@pytest.fixture(scope="module")
def unknown():
    """What each language is asked for and does not know."""
    found = {code: Unknown() for code in OTHERS}
    with pytest.MonkeyPatch.context() as patch:
        for code in OTHERS:
            patch.setattr(trans_real.translation(code), "_fallback", found[code])
        yield found


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with once.kept(django_db_blocker):
        make_public_world()
        yield


# The whole site in every language

# What nobody comes to by links: refusals, filters, addresses of what is not there.
BESIDE = [
    *("/cile/2026/?region=nikde", "/cile/2026/?q=ponorka", "/cile/2026/?region=CZ051&kind=count", "/nic/"),
    *("/cile/2026/?q=%00", f"/cile/2026/?q={'a' * 101}", "/cile/1999/", "/centra/nic/", "/cile/2026/999/"),
    *("/cile/2026/vydani/99/", "/centra/jihlava/2026/", "/cile/2026/stav/", "/cile/2026/hodnoceni/"),
    *(
        "/cile/2026/hodnoceni/9/",
        "/cile/2025/stav/",
        "/cile/2025/stav/9/",
        "/cile/2025/stav/1/",
        "/cile/2025/hodnoceni/1/",
        "/cile/2024/vydani/1/",
    ),
    *("/hledat/?q=kurz", "/hledat/?q=kurz+xxxxxxxx", "/hledat/?q=***", f"/hledat/?q={'a' * 201}"),
    *("/hledat/?centre=liberec", "/hledat/?q=kurz&year=1999", "/hledat/?q=kurz&kind=centre"),
    *("/cile/2024/vydani/1.pdf", "/cile/2024/vydani/2.pdf"),
]


# Leaflets in a language that lacks them, where links lead to the Czech ones; and open data, which are only Czech.
ONE_ADDRESS = re.compile(r"/zavazek/\d+(/velke-pismo)?\.pdf$|/data/.|/cile/srovnani/[a-z0-9-]+\.")


@pytest.fixture(scope="module")
def site(world, unknown):
    """Every public page in every language, by language and Czech address: the answer and the page as it is read."""
    client, pages = Client(), defaultdict(dict)
    for code in CODES:
        waiting = [address_in(code, path) for path in ["/", *BESIDE]]
        while waiting:
            address = waiting.pop()
            path = address_in(CZECH, address)
            if path in pages[code] or language_of(address) != code or path.startswith("/prihlaseni/"):
                continue
            answer = client.get(address)
            pages[code][path] = answer, Page(answer.content.decode()) if is_page(answer) else None
            waiting += links_of(answer, address)
    return pages


def is_page(answer):
    return answer["Content-Type"].startswith("text/html")


def pages_of(site, code):
    return {path: page for path, (_answer, page) in site[code].items() if page}


def test_every_address_is_there_in_every_language(site):
    statuses = {
        code: {path: answer.status_code for path, (answer, _page) in site[code].items() if not ONE_ADDRESS.match(path)}
        for code in CODES
    }

    assert len(statuses[CZECH]) > 50
    assert {200, 400, 404, 410} == set(statuses[CZECH].values())
    assert all(statuses[code] == statuses[CZECH] for code in OTHERS)
    assert all(page.language == code for code in CODES for page in pages_of(site, code).values())


def test_no_page_asks_for_a_phrase_that_is_not_translated(site, unknown):
    asked = {code: sorted(one.asked - (DJANGO if code == "en" else set())) for code, one in unknown.items()}

    assert asked == {code: [] for code in OTHERS}


# Letters that no other of the languages has, and words that are Czech only. Of a page in Cyrillic any Latin word is.
CZECH_LETTERS = re.compile(r"[ěščřžůťďňĚŠČŘŽŮŤĎŇ]")
CZECH_WORDS = re.compile(
    r"\b(?:cíl[eůy]?|centr[auy]|rok[au]?|podle|stav[uy]?|vydání|kraj[eů]?|nebo|je|jsou|není|bylo|datum|od|pro|z|ze|ve)\b"
)
LATIN = re.compile(r"[A-Za-zÀ-ž]{2,}")
# Latin everywhere: codes of languages, formats, units, checksums, reference numbers, addresses of the net, what the
# visitor asked for.
NEUTRAL = re.compile(
    r"\bIP\b|\bCPIC\b|\bXIIIa\b|"
    r"\bWCAG\b|\bAA\b|\bEN\s301|\b(?:Chromium|Firefox|Safari)\b|"
    r"\b(?:en|uk|ru|vi) \d+\.|\bPDF\b|\bWord\b|\bCSVW?\b|\bJSON(?:-LD)?\b|\bXLSX\b|\bDCAT-AP-CZ\b|Creative Commons BY|\bkB\b|\bcookie\b|\b[0-9a-f]{64}\b|CPIC-1/2024|https?://\S+|\S+@\S+|«nic»|nikde|\ba{101}\b|\x00"
)


def czech_in(code, text):
    text = NEUTRAL.sub("", text)
    if code in {"uk", "ru"}:
        return LATIN.findall(text)
    return CZECH_LETTERS.findall(text) + (CZECH_WORDS.findall(text) if code == "en" else [])


@pytest.mark.parametrize("code", OTHERS)
def test_nothing_is_czech_that_is_not_marked_so(site, code):
    found = {
        path: said
        for path, page in pages_of(site, code).items()
        if (said := [text.strip() for own, text in page.texts if own == code and czech_in(code, text)])
    }

    assert found == {}


@pytest.mark.parametrize("code", OTHERS)
def test_titles_and_descriptions_have_nothing_czech_but_names(site, code):
    """They cannot be marked in parts; a name is the same in every language."""
    names = [*Centre.objects.values_list("name", flat=True), *Region.objects.values_list("name", flat=True)]
    names += Operator.objects.values_list("name", flat=True)
    known = re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)))
    heads = {path: [known.sub("", text) for text in page.head] for path, page in pages_of(site, code).items()}

    assert all(len(head) == 2 for path, head in heads.items() if path in {"/", "/cile/2026/", "/cile/2026/1/"})
    assert {path: head for path, head in heads.items() if czech_in(code, " ".join(head))} == {}


# How much of a page may be Czech, by what it is: most on a page whose content are names.
CZECH_SHARE = {"/centra/": 0.45, "/centra/x/": 0.35, "/cile/2026/vydani/": 0.4, "/cile/": 0.3, "error": 0.1}
CZECH_SHARE |= {
    "/zavazek/": 0.25,
    "/data/": 0.7,
    "/kraje/": 0.45,
    "/o-centrech/": 0.4,
    "/v-nouzi": 0.45,
    "/pristupnost/": 0.3,
    "/hledat/": 0.6,  # a Czech word finds Czech texts
    "/": 0.2,
}  # of data the first rows are shown


@pytest.mark.parametrize("code", OTHERS)
def test_czech_is_the_smaller_part_of_every_page(site, code):
    too_much = {}
    for path, page in pages_of(site, code).items():
        czech, own = len(page.said_in(CZECH)), len(page.said_in(code))
        is_error = site[code][path][0].status_code in {400, 404}
        kind = "error" if is_error else "/centra/x/" if re.match("/centra/.", path) else ""
        kind = kind or next(kind for kind in CZECH_SHARE if path.startswith(kind))
        if czech > CZECH_SHARE[kind] * (czech + own):
            too_much[path] = czech / (czech + own)

    assert too_much == {}


def test_wordings_names_and_reasons_stay_czech_and_are_marked(site):
    page = pages_of(site, "uk")["/cile/2026/1/"]
    czech = page.said_in(CZECH)

    said = ("Pořádat kurzy pro děti.", "CPIC Liberec", "sociokulturních kurzů", "Důvod změny.", "prezenční listiny")
    assert [words for words in said if words not in czech] == []
    assert "щонайменше 12" in page.said_in("uk")


@pytest.mark.parametrize("code", OTHERS)
def test_one_sentence_says_why_and_leads_to_the_centres(site, code):
    for path in ("/", "/cile/2026/", "/cile/2026/1/", "/centra/liberec/", "/cile/2025/hodnoceni/"):
        page = site[code][path][0].content.decode()
        reason = re.search(rf'<p class="hint czech-note">\s*([^<]+<a href="/{code}/centra/">[^<]+</a>[^<]*)</p>', page)
        assert reason, path
    assert "czech-note" not in site[CZECH]["/"][0].content.decode()


@pytest.mark.parametrize("code", CODES)
def test_every_picture_has_words(site, code):
    silent = [path for path, page in pages_of(site, code).items() for words in page.pictures if not any(words)]
    pictures = sum(len(page.pictures) for page in pages_of(site, code).values())

    assert pictures > 20
    assert silent == []


# Addresses


def test_switcher_names_each_language_itself_and_keeps_page_and_filter(site):
    page = pages_of(site, "en")["/cile/2026/?region=CZ051&kind=count"]
    links = [link for link in page.links if link.get("class") == "languages__link"]

    assert [link["lang"] for link in links] == [link["hreflang"] for link in links] == CODES
    query = "?region=CZ051&kind=count"
    assert [link["href"] for link in links] == [f"{address_in(code, '/cile/2026/')}{query}" for code in CODES]
    assert [link["lang"] for link in links if "aria-current" in link] == ["en"]
    for _code, name in settings.LANGUAGES:
        assert name in page.said_in(_code)


def test_alternates_are_reciprocal_and_czech_is_the_default(site):
    for path, (answer, _page) in site[CZECH].items():
        if answer.status_code != 200 or not is_page(answer):
            continue
        pages = [pages_of(site, code)[path] for code in CODES]
        own = [[link["href"] for link in page.links if link.get("rel") == "canonical"] for page in pages]
        links = [
            [link for link in page.links if link.get("rel") == "alternate" and "hreflang" in link] for page in pages
        ]
        sets = [{link["hreflang"]: link["href"] for link in found} for found in links]
        address = path.split("?")[0]
        expected = {code: f"http://testserver{address_in(code, address)}" for code in CODES}
        assert all(found == expected | {"x-default": expected[CZECH]} for found in sets), path
        assert own == [[expected[code]] for code in CODES], path


def test_sitemap_has_every_page_in_every_language(client, site):
    text = client.get("/sitemap.xml").content.decode()
    listed = set(re.findall(r"<loc>http://testserver([^<]+)</loc>", text))

    there = {path for path, (answer, _) in site[CZECH].items() if answer.status_code == 200 and is_page(answer)}
    withdrawn = {"/cile/2024/vydani/1/"}
    apart = {path for path in there if path.endswith("/2026/srovnani/2024/")}  # links lead to years not side by side
    wanted = {path for path in there if "?" not in path} - withdrawn - apart
    assert listed >= {address_in(code, path) for code in CODES for path in wanted}
    assert not listed & {address_in(code, path) for code in CODES for path in withdrawn}
    assert {address_in(CZECH, address) for address in listed} <= there
    assert text.count("<xhtml:link") == len(listed) * (len(CODES) + 1)
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()


@pytest.mark.parametrize("address", ["/de/", "/cs/", "/EN/", "/en/prace/", "/en/prihlaseni/", "/en/en/", "/enx/"])
def test_address_that_is_none_is_a_page_that_says_so(client, world, address):
    answer = client.get(address)

    assert answer.status_code == 404
    page = Page(answer.content.decode())
    assert page.language == ("en" if address.startswith("/en/") else CZECH)
    homes = [link["href"] for link in page.links if link.get("class") == "languages__link"]
    assert homes == [address_in(code, "/") for code in CODES]


def test_only_the_address_decides_the_language(world):
    client = Client(headers={"accept-language": "uk,en"})
    client.cookies["django_language"] = "ru"

    answer = client.get("/")

    assert Page(answer.content.decode()).language == CZECH
    assert "Language" not in answer.headers.get("Vary", "")
    assert not answer.cookies
    assert Page(client.get("/prihlaseni/").content.decode()).language == CZECH
    assert client.get("/en")["Location"] == "/en/"


def test_page_in_memory_holds_for_its_own_address(client, world):
    czech, english = client.get("/cile/2026/"), client.get("/en/cile/2026/")
    assert czech["ETag"] != english["ETag"]

    again = client.get("/en/cile/2026/", headers={"if-none-match": english["ETag"]})
    other = client.get("/en/cile/2026/", headers={"if-none-match": czech["ETag"]})

    assert (again.status_code, other.status_code) == (304, 200)
    assert Page(other.content.decode()).language == "en"


def test_file_has_one_address(client, site):
    answer = client.get("/vi/cile/2026/vydani/2.pdf")

    assert answer.status_code == 200
    assert answer["Link"] == '<http://testserver/cile/2026/vydani/2.pdf>; rel="canonical"'
    assert answer["Content-Language"] == CZECH
    assert "Link" not in client.get("/cile/2026/vydani/2.pdf")


# Errors


@pytest.mark.parametrize("code", OTHERS)
def test_every_error_is_in_the_language_of_its_address(world, unknown, monkeypatch, code):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    home = address_in(code, "/")
    monkeypatch.setattr(settings, "DATA_UPLOAD_MAX_MEMORY_SIZE", 9)
    answers = {
        400: client.post(home, "x", content_type="text/plain; charset=utf-7"),
        403: client.post(home, "a=b", content_type="application/x-www-form-urlencoded"),
        413: client.post(home, "a=" + "b" * 20, content_type="application/x-www-form-urlencoded"),
        404: client.get(f"{home}nic/"),
        410: client.get(f"{home}cile/2024/vydani/1.pdf"),
    }
    monkeypatch.setattr("goals.public.queries.current_editions", lambda: 1 / 0)
    answers[500] = client.get(f"{home}cile/")
    monkeypatch.setattr("goals.public.cache.content_version", _away)
    answers[503] = client.get(f"{home}centra/")

    assert {status: answer.status_code for status, answer in answers.items()} == {status: status for status in answers}
    pages = [Page(answer.content.decode()) for answer in answers.values()]
    with translation.override(code):
        pages += [Page(render_to_string(name, request=RequestFactory().get("/"))) for name in ("429.html", "403.html")]
    assert {page.language for page in pages} == {code}
    assert [text for page in pages for own, text in page.texts if own == code and czech_in(code, text)] == []
    assert unknown[code].asked - (DJANGO if code == "en" else set()) == set()


def _away():
    raise Silent("gone")


# Sentences that the product makes

TARGET = {"comparator": Comparator.MIN, "unit": "", "window": "", "unit_forms": "", "scope": "", "deadline": None}
TARGET |= {"value": None, "baseline": None, "is_relative": False}
COURSES = TARGET | {"kind": Kind.COUNT, "value": Decimal(1200), "unit": "kurzů", "window": Window.YEAR}
MORE = TARGET | {"kind": Kind.INCREASE, "value": Decimal(-10), "baseline": Decimal(200), "is_relative": True}
BY_JUNE = TARGET | {"kind": Kind.MILESTONE, "deadline": date(2026, 6, 30)}
BY_FIVE = TARGET | {"kind": Kind.INCREASE, "value": Decimal(5), "unit": "kurzů"}
MEETINGS = TARGET | {"kind": Kind.FREQUENCY, "value": Decimal(2), "unit": "porad", "window": Window.MONTH}
EACH = TARGET | {"kind": Kind.EACH, "value": Decimal(3), "unit": "SP", "unit_forms": "kurz, kurzy, kurzu, kurzů"}
SAID = {
    "en": ["at least 1,200 [kurzů] per year", "decrease from 200 by 10% to 180", "by 30 June 2026"],
    "uk": ["щонайменше 1 200 [kurzů] за рік", "зменшення з 200 на 10 % до 180", "до 30.06.2026"],
    "ru": ["не менее 1 200 [kurzů] за год", "снижение с 200 на 10 % до 180", "до 30.06.2026"],
    "vi": ["ít nhất 1.200 [kurzů] trong một năm", "giảm 10%, từ 200 thành 180", "đến ngày 30/06/2026"],
}
WITH_UNITS = {
    "en": ["increase in the number of [kurzů] by 5", "at least 2 [porady] a month", "[SP]: 3 [kurzy]"],
    "uk": ["зростання кількості [kurzů] на 5", "щонайменше 2 [porady] на місяць", "[SP]: 3 [kurzy]"],
    "ru": ["рост числа [kurzů] на 5", "не менее 2 [porady] в месяц", "[SP]: 3 [kurzy]"],
    "vi": ["số lượng [kurzů] tăng 5", "ít nhất 2 [porady] mỗi tháng", "[SP]: 3 [kurzy]"],
}
COUNTS = {
    "en": ["7 of 12", "of 1 region", "of 21 regions", "2 of 4 months", "missed: March", "9 at risk, 1 not assessed"],
    "uk": [
        "7 із 12",
        "із 1 краю",
        "із 21 краю",
        "2 із 4 місяців",
        "пропущено: березень",
        "9 під загрозою, 1 без оцінки",
    ],
    "ru": ["7 из 12", "из 1 края", "из 21 края", "2 из 4 месяцев", "пропущено: март", "9 под угрозой, 1 без оценки"],
    "vi": [
        "7 trên 12",
        "trên 1 vùng",
        "trên 21 vùng",
        "2 trên 4 tháng",
        "bỏ lỡ: tháng 3",
        "9 có nguy cơ, 1 chưa đánh giá",
    ],
}


def plain(text):
    return text.replace("\u00a0", " ").replace(BEGIN, "[").replace(END, "]")


@pytest.mark.parametrize("code", OTHERS)
def test_targets_are_said_in_the_language_with_their_czech_unit_set_apart(code):
    with translation.override(code):
        said = [
            plain(describe(SimpleNamespace(**facts))) for facts in (COURSES, MORE, BY_JUNE, BY_FIVE, MEETINGS, EACH)
        ]

    assert said == SAID[code] + WITH_UNITS[code]


@pytest.mark.parametrize("code", OTHERS)
def test_progress_is_said_in_the_language(code):
    slots = month_slots(["done", "done", "missed", "open"] + ["ahead"] * 8)
    counts = {Status.AT_RISK: 9, Status.UNRATED: 1}
    with translation.override(code):
        said = [captions.achieved_words(standing(7, 12, 9), SimpleNamespace(**COURSES))]
        said += [captions.of_each(number, Scope.REGION) for number in (1, 21)]
        said += [captions.windows_words(slots, Window.MONTH), captions.missed_words(slots, Window.MONTH)]
        said.append(captions.counts_words(counts))

    assert [plain(text) for text in said] == COUNTS[code]


# The catalogues
# What the public can reach, read from the source: a branch that no example takes is no excuse

ERRORS = ("400", "403", "403_csrf", "404", "413", "429", "500", "503", "being_prepared", "withdrawn_file")
PAGES = [
    *(TEMPLATES / "public").glob("*.html"),
    *(TEMPLATES / "evaluations" / "public").glob("*.html"),
    *(TEMPLATES / f"{name}.html" for name in ERRORS),
    *(TEMPLATES / "django" / "forms").glob("*.html"),
    *(TEMPLATES / "networks").glob("questionnaire*.html"),
    *(TEMPLATES / "networks" / "public").glob("*.html"),
    TEMPLATES / "pdf" / "leaflet.html",
    TEMPLATES / "opensearch.xml",
]
MODULES = [
    *("centres/outages.py", "goals/amounts.py", "goals/filters.py", "goals/formatting.py", "goals/public/queries.py"),
    *(
        "cpic/about.py",
        "cpic/accessibility/statement.py",
        "cpic/privacy.py",
        "goals/public/asking.py",
        "goals/public/feeds.py",
        "goals/public/views.py",
    ),
    *("goals/data/sources.py", "goals/data/views.py", "goals/data/norms.py", "networks/public/data.py"),
    *("goals/noticeboard/standing.py", "goals/noticeboard/public_views.py"),
    *("goals/pdf/leaflet.py", "goals/blocks.py", "goals/templatetags/commitment.py"),
    *("evaluations/progress/captions.py", "evaluations/progress/sentences.py"),
    *("evaluations/reports/public.py", "evaluations/reports/data.py", "evaluations/templatetags/reports.py"),
    *("evaluations/reports/comparing.py", "evaluations/reports/two_years.py", "evaluations/reports/public_views.py"),
    *("networks/surveys/questions.py", "networks/surveys/forms.py"),
    *("networks/public/queries.py", "networks/public/views.py"),
    *("goals/search/rows.py", "goals/search/published.py", "goals/search/finding.py", "evaluations/reports/search.py"),
]
MODELS = ["goals/models/editions.py", "evaluations/models/reports.py"]  # the lazy ones there name columns
CALLED = {"_", "gettext", "gettext_noop", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext_lazy"}
LITERAL = r'(u?"(?:[^"\\]|\\.)*"|u?\'(?:[^\'\\]|\\.)*\')'
CALL = re.compile(rf"(?<!\w)(n?)(?:gettext|_)\(\s*{LITERAL}(?:,\s*{LITERAL})?", re.DOTALL)


def public_templates():
    """Those pages and all that they are made of."""
    waiting, found = list(PAGES), {}
    while waiting:
        file = waiting.pop()
        if file in found:
            continue
        found[file] = file.read_text("utf-8")
        waiting += [TEMPLATES / name for name in re.findall(r'{% (?:include|extends) "([^"]+\.html)"', found[file])]
    return found


def phrases_of_templates():
    for source in public_templates().values():
        for _n, one, more in CALL.findall(templatize(source)):
            yield tuple(ast.literal_eval(text) for text in (one, more) if text)


def phrases_of_modules():
    for name in (*MODULES, *MODELS):
        for node in ast.walk(ast.parse((ROOT / name).read_text("utf-8"))):
            called = getattr(getattr(node, "func", None), "id", "")
            if called in ({"gettext"} if name in MODELS else CALLED):
                texts = [ast.literal_eval(arg) for arg in node.args[:2] if isinstance(arg, ast.Constant)]
                if texts:  # else one of those that are named elsewhere
                    yield ("\x04".join(texts),) if called == "pgettext_lazy" else tuple(texts)


VOCABULARIES = (Comparator, Kind, PlaceKind, Result, Role, Scope, SlotState, Status, Window)
VOCABULARIES += (HappeningKind, MarkKind, RegionChapter, RegionWork, SeriesKind, SeriesLevel)
VOCABULARIES += (ServiceGroup, ServiceItem, SpokenLanguage)
# What Django says well in English, and not well or not at all in the others.
OF_DJANGO = {
    "Select a valid choice. %(value)s is not one of the available choices.",
    "Null characters are not allowed.",
    *calendar.month_name[1:],
    "…",  # between numbers of pages; as everywhere
}


def reachable():
    """The first form of all that the public can meet, as it stands in the source."""
    words = {str(member.label) for states in VOCABULARIES for member in states} | set(map(str, COUNTED.values()))
    words |= {str(member.label) for member in (*COMMITMENT_SECTIONS, *BLOCK_FACTS)}
    return {phrase[0] for phrase in (*phrases_of_templates(), *phrases_of_modules())} | words


def catalogue(code):
    """Translations of ours by phrase: one text, or all forms of a count."""
    with (ROOT / "locale" / code / "LC_MESSAGES" / "django.mo").open("rb") as file:
        found = defaultdict(list)
        for key, text in gettext.GNUTranslations(file)._catalog.items():
            found[key[0] if isinstance(key, tuple) else key].append(text)
    found.pop("")
    return found


CATALOGUES = {code: catalogue(code) for code in OTHERS}


@pytest.mark.parametrize("code", OTHERS)
def test_catalogue_holds_exactly_what_the_public_can_meet(code):
    own = set() if code == "en" else OF_DJANGO

    assert len(CATALOGUES[code]) > 300
    assert set(CATALOGUES[code]) == reachable() | own


@pytest.mark.parametrize("code", [CZECH, *OTHERS])
def test_compiled_catalogue_is_that_of_the_source(code):
    source = (ROOT / "locale" / code / "LC_MESSAGES" / "django.po").read_text("utf-8")
    written = [ast.literal_eval(text) for text in re.findall(r'^msgstr(?:\[\d\])? (".*")$', source, re.MULTILINE)]

    assert sorted(filter(None, written)) == sorted(text for texts in catalogue(code).values() for text in texts)


def test_no_phrase_is_asked_for_with_a_number_and_without():
    """An older Python 3.11 finds the translation of a count only where a number is given."""
    phrases = [*phrases_of_templates(), *phrases_of_modules()]
    counted, single = ({phrase[0] for phrase in phrases if bool(phrase[1:]) is is_count} for is_count in (True, False))

    assert counted & single == set()


@pytest.mark.parametrize(("code", "forms"), [("en", 2), ("uk", 4), ("ru", 4), ("vi", 1)])
def test_counts_have_all_forms_of_the_language(code, forms):
    counted = {phrase for phrase, *more in (*phrases_of_templates(), *phrases_of_modules()) if more}
    own = trans_real.translation(code)

    assert len(counted) > 10
    assert {len(CATALOGUES[code][phrase]) for phrase in counted} == {forms}
    assert own.ngettext("%(counter)s cíl", "%(counter)s cílů", 22) in CATALOGUES[code]["%(counter)s cíl"]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", {1: "goal", 2: "goals", 21: "goals"}),
        ("uk", {1: "ціль", 2: "цілі", 5: "цілей", 11: "цілей", 21: "ціль", 22: "цілі"}),
        ("ru", {1: "цель", 2: "цели", 5: "целей", 11: "целей", 21: "цель", 22: "цели"}),
        ("vi", {1: "mục tiêu", 5: "mục tiêu"}),
    ],
)
def test_count_takes_the_form_of_its_language(code, said):
    with translation.override(code):
        assert {number: translation.ngettext("cíl", "cílů", number) for number in said} == said


SAME = {"en": {"Cookies"}, "uk": {"%(number)s\u00a0%%", "…"}, "ru": {"%(number)s\u00a0%%", "…"}, "vi": {"…"}}
FACT = re.compile(r"%\((\w+)\)")
CZECH_ONLY = {"z", "of", "from", "noun"}  # a preposition by the number, a form of the noun


@pytest.mark.parametrize("code", OTHERS)
def test_every_phrase_is_translated_with_all_its_facts(code):
    assert {phrase for phrase, texts in CATALOGUES[code].items() if phrase in texts} == SAME[code]
    for phrase, texts in CATALOGUES[code].items():
        facts = set(FACT.findall(phrase))
        for text in texts:
            assert text.strip() == text != "", phrase
            assert set(FACT.findall(text)) <= facts, phrase
            assert facts - set(FACT.findall(text)) <= CZECH_ONLY, phrase
            assert text[-1:] in ".:" or phrase[-1:] not in ".:", phrase


TYPOGRAPHY = {
    "en": r"[„«»]|(?<!=)\"(?!%|>)|'|\s[,.;:]",
    "uk": r"[„“”]|(?<!=)\"(?!%|>)|'|\s[,.;:]| [–—]|[ыэёъЫЭЁЪ]",
    "ru": r"[„“”]|(?<!=)\"(?!%|>)|'|\s[,.;:]| [–—]|[іїєґІЇЄҐ]",
    "vi": r"[„«»]|(?<!=)\"(?!%|>)|'|\s[,.;:]|\u00ad",
}


@pytest.mark.parametrize("code", OTHERS)
def test_typography_is_that_of_the_language(code):
    """Quotation marks, the apostrophe, a dash that begins no line, letters of this language, one form of each."""
    texts = [text for texts in CATALOGUES[code].values() for text in texts]
    wrong = re.compile(TYPOGRAPHY[code])

    assert [text for text in texts if wrong.search(re.sub(r'="[^"]*"', "", text))] == []
    assert [text for text in texts if unicodedata.normalize("NFC", text) != text] == []


# The glossary


def glossary():
    """Rows of the table: for each language the term and what it is recognised by."""
    rows = (ROOT / "locale" / "GLOSSARY.md").read_text("utf-8").splitlines()
    for row in [row for row in rows if row.startswith("|")][2:]:
        cells = [cell.replace("\\|", "|").strip() for cell in re.split(r"(?<!\\)\|", row)[1:-1]]
        terms = [re.fullmatch(r"([^`]+?)(?: `(.+)`)?", cell).groups() for cell in cells]
        rules = [(term, re.compile(rf"\b(?:{rule or term})", re.IGNORECASE)) for term, rule in terms]
        yield dict(zip(CODES, rules, strict=True))


def test_glossary_has_the_terms_of_the_field_in_five_languages():
    terms = {row[CZECH][0] for row in glossary()}

    assert all(len(row) == len(CODES) for row in glossary())
    field = {"centrum", "vedoucí centra", "poradenství", "dlouhodobý pobyt", "dočasná ochrana", "mezinárodní ochrana"}
    assert terms >= field | {"cílová skupina", "cíl", "vydání", "veřejný závazek"}
    for row in glossary():
        assert all(rule.search(term) for term, rule in row.values()), row[CZECH][0]


@pytest.mark.parametrize("code", OTHERS)
def test_terms_are_translated_as_the_glossary_says(code):
    held = 0
    for row in glossary():
        for phrase, texts in CATALOGUES[code].items():
            if row[CZECH][1].search(FACT.sub("", phrase)):
                held += 1
                assert all(row[code][1].search(FACT.sub("", text)) for text in texts), (row[code][0], phrase, texts)

    assert held > 150
