"""Help inside: one page for each role, question by question. What stands in „…“ is what the screen says, word for word;
tests/cpic/test_guide.py finds each of these words in the product, so that the help cannot drift away from it."""

import json
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from centres.models import Role

PICTURES = settings.BASE_DIR / "static" / "help"


@dataclass(frozen=True)
class GuideAnswer:
    """How something is done: `key` is its anchor, `pages` are names of addresses where somebody may ask this, `picture`
    is a file that tools/pictures.py makes, `alt` what it shows."""

    key: str
    question: str
    steps: tuple[str, ...]
    pages: tuple[str, ...] = ()
    picture: str = ""
    alt: str = ""

    @property
    def size(self) -> tuple[int, int]:
        return tuple(sizes()[self.picture])


@dataclass(frozen=True)
class Guide:
    slug: str
    roles: frozenset[Role]
    title: str
    lead: str
    answers: tuple[GuideAnswer, ...]


@cache
def sizes() -> dict[str, list[int]]:
    """Width and height of each picture, so that pages do not jump when it comes."""
    return json.loads((PICTURES / "sizes.json").read_text("utf-8"))


WHAT_WAITS = GuideAnswer(
    "co-na-me-ceka",
    _("Jak zjistím, co na mě čeká?"),
    (
        _("Otevřete „Moje práce“. Nahoře je všechno, co máte udělat, a do kdy; odkaz u každé věci vede rovnou tam."),
        _("Když je seznam prázdný, nic nedlužíte. Až bude co dělat, přijde vám e-mail."),
        _("Které e-maily chcete, si zvolíte v „Můj účet“ pod „Zvolit, co má chodit e-mailem“."),
    ),
    ("work", "account", "my-goals", "mail-preferences"),
    "moje-prace",
    _("Začátek pracovního prostředí: seznam toho, co na vedoucí centra čeká, s termíny a odkazy."),
)
RECORDS = GuideAnswer(
    "co-se-stalo",
    _("Jak zapíšu, co se stalo?"),
    (
        _("V centru otevřete záznamy měsíce. V „Zapsat, co se stalo“ vyberte, co to bylo, kolik a kdy."),
        _("Stiskněte „Zapsat“. Počítá se to samo do všech cílů, ke kterým to patří; nikam dalším to nepište."),
        _("Účast, poznámku nebo odkaz přidáte pod „Účastníci, poznámka, odkazy“. Jména klientů nepište nikdy."),
        _("Celý měsíc najednou nahrajete z tabulky: „Nahrát ze souboru“, „Stáhnout vzor“, „Vyzkoušet soubor“."),
    ),
    ("records", "record", "record-add", "records-import", "centre-statistics", "record-evidence"),
    "zaznamy",
    _("Formulář, kterým se zapíše, co se v centru stalo: druh, počet a den."),
)
FILL_MEETING = (
    _("Otevřete poradu z „Moje práce“ odkazem „Otevřít poradu“. U každého cíle je vidět, co říkají čísla."),
    _("Zvolte, jak cíl stojí, a napište, co je nového a jaký je další krok. Stačí věta."),
    _("Kdykoli stiskněte „Uložit rozepsané“. Když psal i někdo jiný, stránka ukáže obě znění a nic se neztratí."),
)
NETWORKS = GuideAnswer(
    "setkani",
    _("Jak svolám setkání platformy a rozešlu zápis?"),
    (
        _("V „Sítě a partneři“ otevřete síť, stiskněte „Naplánovat setkání“ a vyplňte den, místo a program."),
        _("„Rozeslat pozvánky“ pošle e-mail s kalendářem; kdo přijde, se zapisuje samo podle odpovědí."),
        _("Při setkání otevřete „Vést setkání a zapsat ho“, pište a ukládejte „Uložit rozepsané“."),
        _("Nakonec stiskněte „Uzavřít a rozeslat zápis“. Zápis se pak nemění a započítá se do cílů."),
    ),
    (
        *("networks", "series", "series-new", "gathering", "gathering-new", "gathering-hold", "gathering-invite"),
        *("partners", "partner", "partner-edit", "activities", "monitorings", "monitoring", "region-page"),
    ),
)

HEAD = Guide(
    "vedouci-centra",
    frozenset({Role.HEAD, Role.DEPUTY}),
    _("Nápověda pro vedoucí centra"),
    _("Píšete a odesíláte cíle, uzavíráte porady a nakonec rok. Platí i pro zástupce."),
    (
        WHAT_WAITS,
        GuideAnswer(
            "cile-na-rok",
            _("Jak připravím cíle na příští rok?"),
            (
                _("V „Moje práce“ u cílů na příští rok otevřete „Začít“, později „Pokračovat“."),
                _("Loňské cíle už tam jsou. U každého zvolte „Pokračuje“, nebo „Změnit nebo ukončit“."),
                _(
                    "Nový cíl přidáte tlačítkem „Napsat nový cíl“. Napište větu; „Navrhnout ze znění“ z ní "
                    "přečte čísla."
                ),
                _("„Uložit rozepsané“ můžete mačkat kdykoli. Dokud cíle neodešlete, vidí je jen vaše centrum."),
            ),
            ("plan", "goal-new", "goal-edit", "continue", "plan-draft", "plan-order"),
            "novy-cil",
            _("Formulář nového cíle: znění a pod ním cílové hodnoty, které jde ze znění navrhnout."),
        ),
        GuideAnswer(
            "odeslani",
            _("Jak cíle odešlu ke schválení a co když se vrátí?"),
            (
                _("Stiskněte „Zkontrolovat a odeslat“. Stránka řekne, co chybí; vede odtud odkaz „Doplnit“."),
                _("Když nechybí nic, stiskněte „Odeslat … cílů ke schválení“."),
                _("Než někdo rozhodne, jde cíle vrátit k sobě: „Vzít odeslané cíle zpět“."),
                _(
                    "Vrácený cíl má u sebe důvod. Otevřete „Upravit“, opravte ho a odešlete znovu; ostatních "
                    "se to netýká."
                ),
            ),
            ("plan-check", "plan-submitted", "goal-submit", "plan-recall"),
        ),
        GuideAnswer(
            "zmena",
            _("Jak změním nebo ukončím schválený cíl během roku?"),
            (
                _("Na stránce cíle stiskněte „Navrhnout změnu“, nebo „Ukončit během roku“, a napište důvod."),
                _("Než změnu schválí vedoucí odboru, platí původní znění. Co platilo dřív, zůstane u cíle vidět."),
                _("Pouhý překlep opraví vedoucí odboru: řekněte mu o něm."),
            ),
            ("work-goal", "goal-amend", "goal-end", "goal-progress"),
        ),
        GuideAnswer(
            "porada",
            _("Jak vyplním a uzavřu poradu?"),
            (
                *FILL_MEETING,
                _("Nakonec stiskněte „Uzavřít … a vytvořit zápis“. Na co máte myslet, se stránka zeptá předem."),
                _("Uzavřený měsíc už nejde přepsat. O jeho otevření si můžete říct: „Požádat o otevření“."),
            ),
            ("meetings", "meeting", "meeting-close", "meeting-closed", "meeting-ask", "minutes"),
            "porada",
            _("Jeden cíl na poradě: co říkají čísla, volba, jak cíl stojí, a pole pro to, co je nového."),
        ),
        RECORDS,
        GuideAnswer(
            "kdo-ma-cil",
            _("Jak určím, kdo má který cíl na starosti?"),
            (
                _("Na stránce cílů centra otevřete „Kdo má který cíl na starosti“ a vyberte ke každému cíli člověka."),
                _("Stiskněte „Uložit vlastníky“. Veřejnost jména nevidí."),
                _("Který ukazatel se do cíle počítá, určíte odkazem „Co se počítá do kterého cíle“."),
            ),
            ("goal-owner", "plan-owners", "feeds", "still-goals", "centre-standing"),
        ),
        GuideAnswer(
            "uzaverka",
            _("Jak uzavřu rok?"),
            (
                _(
                    "Po Novém roce otevřete z „Moje práce“ uzávěrku. U každého cíle je navržený výsledek "
                    "podle čísel a porad."
                ),
                _("Výsledek potvrďte, nebo změňte a napište proč. K celému roku přidejte pár vět."),
                _("Stiskněte „Odeslat uzávěrku“. Vedoucí odboru ji přijme, nebo vrátí s důvodem."),
            ),
            ("closing", "closing-confirm", "closing-sent", "closing-object"),
        ),
        NETWORKS,
        GuideAnswer(
            "centrum",
            _("Jak udržím kontakt centra a lidi v něm?"),
            (
                _(
                    "V „Centra“ otevřete své centrum a „Upravit nebo potvrdit kontakt“. Když údaje platí, "
                    "stačí „Uložit, údaje platí“."
                ),
                _("Další pracoviště přidá „Přidat místo“. Obojí čte veřejnost."),
                _("Pracovníky a zástupce určíte v „Lidé“: „Dát roli nebo pozvat“."),
            ),
            ("network", "centre-work", "contact-edit", "place-add", "place-edit", "people", "centre-people", "invite"),
        ),
    ),
)
STAFF = Guide(
    "pracovnik",
    frozenset({Role.STAFF}),
    _("Nápověda pro pracovníky center"),
    _("Zapisujete, co se stalo, vyplňujete poradu a navrhujete cíle. Měsíc zabere pět minut."),
    (
        WHAT_WAITS,
        RECORDS,
        GuideAnswer(
            "porada",
            _("Jak vyplním poradu?"),
            (
                *FILL_MEETING,
                _("Až je vyplněno, stiskněte „Uložit a předat k uzavření“. Uzavírá vedoucí centra."),
            ),
            ("meetings", "meeting", "meeting-closed", "meeting-ask", "minutes"),
            "porada",
            _("Jeden cíl na poradě: co říkají čísla, volba, jak cíl stojí, a pole pro to, co je nového."),
        ),
        GuideAnswer(
            "navrh-cile",
            _("Jak navrhnu cíl na příští rok?"),
            (
                _("Otevřete cíle centra na příští rok a stiskněte „Napsat nový cíl“."),
                _("Napište větu. „Navrhnout ze znění“ z ní přečte, co se bude měřit; návrh můžete změnit."),
                _("Uložte ho tlačítkem „Uložit rozepsané“. Ke schválení ho odešle vedoucí centra."),
            ),
            ("plan", "goal-new", "goal-edit", "continue"),
        ),
        GuideAnswer(
            "moje-cile",
            _("Kde jsou cíle, které mám na starosti, a úkoly z porad?"),
            (
                _("V „Moje cíle“. U každého cíle je, kdy se naposledy pohnul."),
                _("Úkol z porady otevřete a napište, jak dopadl; pak zmizí ze seznamu."),
            ),
            ("my-goals", "action-item", "work-goal", "goal-progress"),
        ),
        GuideAnswer(
            "doklady",
            _("Jak přiložím prezenční listinu nebo plakát?"),
            (
                _("U záznamu, cíle nebo porady stiskněte „Přiložit soubor“ a vyberte PDF, obrázek nebo tabulku."),
                _("Jména účastníků do příloh nepatří. Přílohy veřejnost nevidí."),
            ),
            ("record-evidence", "goal-evidence", "meeting-evidence"),
        ),
        NETWORKS,
    ),
)
DEPARTMENT_HEAD = Guide(
    "vedouci-odboru",
    frozenset({Role.DEPARTMENT_HEAD}),
    _("Nápověda pro vedoucí odboru"),
    _("Otevíráte rok, rozhodujete o cílech, vydáváte je a vidíte, která centra a cíle se zpožďují."),
    (
        WHAT_WAITS,
        GuideAnswer(
            "otevreni-roku",
            _("Jak otevřu další rok?"),
            (
                _("V „Moje práce“ stiskněte „Otevřít další rok“, zadejte termíny a potvrďte „Otevřít rok“."),
                _("Centra dostanou e-mail a mají u sebe loňské cíle připravené."),
                _("Rok schválený na papíře se nahraje ze souboru: „Nahrát dokument s cíli“ a „Vyzkoušet“."),
            ),
            ("year-open", "documents", "document", "document-adopt", "first-steps", "year-dates", "lineage"),
        ),
        GuideAnswer(
            "rozhodovani",
            _("Jak schválím nebo vrátím cíle centra?"),
            (
                _("V „Moje práce“ nebo v přehledu roku otevřete „Rozhodnout“."),
                _(
                    "Vlevo je cíl, jak ho centrum odeslalo, vedle něj loňský cíl a jak dopadl. U každého "
                    "zvolte schválit, nebo vrátit."
                ),
                _("Kdo vrací, píše důvod. Stiskněte „Potvrdit rozhodnutí“; centrum dostane e-mail."),
                _("Překlep, který nic nemění, opravíte na stránce cíle: „Opravit překlep“."),
            ),
            ("plan-decide", "goal-decide", "plan-decided", "goal-decided", "plan", "work-goal", "goal-mend"),
            "rozhodnuti",
            _("Rozhodnutí o cíli: odeslané znění, cílová hodnota a volba schválit, nebo vrátit s důvodem."),
        ),
        GuideAnswer(
            "vydani",
            _("Jak cíle vydám?"),
            (
                _("V přehledu roku stiskněte „Připravit vydání“. Stránka vyjmenuje, co vyjde a co chybí."),
                _("„Prohlédnout vydání …“ ukáže stránky i PDF, než je uvidí kdokoli jiný."),
                _("„Vydat vydání …“ ho zveřejní. Vydané se nemění; změna vyjde jako další vydání s důvodem."),
            ),
            ("publish", "published", "commitment-publish", "commitment-published"),
        ),
        GuideAnswer(
            "prehled",
            _("Jak poznám, co se zpožďuje?"),
            (
                _("V přehledu „Jak stojí“ jsou centra a měsíce, cíle, které zaostávají, a kdo nemá uzavřenou poradu."),
                _("Centrům, která cíle neodeslala, pošle připomínku „Připomenout všem“ v přehledu roku."),
                _("Uzavřený měsíc, ve kterém je chyba, jde centru na čas vrátit: „Znovu otevřít“."),
            ),
            (
                *("work-year", "network-standing", "network-statistics", "still-goals", "remind", "plans-remind"),
                *("meeting-reopen", "meeting-decline", "centre-standing"),
            ),
            "prehled",
            _("Tabulka center a měsíců: v každém políčku je písmeno, které říká, jak cíle stály."),
        ),
        GuideAnswer(
            "zverejneni",
            _("Jak zveřejním, jak cíle stojí, a vyhodnocení roku?"),
            (
                _(
                    "Během roku: v přehledu roku „Zveřejnit průběžný stav“, vyberte den, „Ukázat“ a "
                    "„Zveřejnit stav k …“."
                ),
                _("Po roce přijměte uzávěrky: „Rozhodnout“ u každého centra a „Potvrdit rozhodnutí“."),
                _("Pak „Připravit vyhodnocení roku“ a „Zveřejnit vyhodnocení roku …“. Tím je rok uzavřený."),
                _("Za centrum bez vedoucího uzavřete rok vy: „Uzavřít za centrum“."),
            ),
            ("standing-release", "evaluation-release", "closings", "closing-decide", "closing"),
        ),
        GuideAnswer(
            "zavazek",
            _("Jak píšu závazek a dlouhodobé cíle a jak je vydám v jazycích?"),
            (
                _("V „Dlouhodobé cíle“ upravte oddíly závazku, nebo stiskněte „Napsat dlouhodobý cíl“."),
                _("V „Překlady“ je u každého jazyka, co chybí a co je starší než čeština."),
                _("Když změna češtiny na překlady nemá vliv, řekněte to: „Změna se překladů netýká“."),
            ),
            (
                *("commitment", "commitment-section", "commitment-new", "commitment-term", "commitment-files"),
                *("translations", "translation-language", "translation", "translations-keep", "translation-publish"),
            ),
        ),
        GuideAnswer(
            "porada-vedoucich",
            _("Jak vedu poradu vedoucích?"),
            (
                _(
                    "Otevřete ji z „Moje práce“ odkazem „Otevřít poradu“. U dlouhodobých cílů je vidět, čím "
                    "která centra přispěla."
                ),
                _("Zvolte, jak cíl stojí, napište úkoly a stiskněte „Uzavřít … a vytvořit zápis“."),
            ),
            ("heads-meetings", "heads-meeting", "heads-meeting-close", "annual-meeting", "annual-meeting-close"),
        ),
        GuideAnswer(
            "lide-a-centra",
            _("Jak určím vedoucí centra, otevřu nebo zavřu centrum?"),
            (
                _("V „Lidé“ stiskněte „Dát roli nebo pozvat“. Roli ukončíte u člověka: „Ukončit nebo změnit“."),
                _("V „Centra“ je „Otevřít nové centrum“; u centra „Přejmenovat“ a „Zavřít, nebo spojit s jiným“."),
                _("Co centrum udělalo, zůstává; stránka předem řekne, co se stane s jeho cíli a lidmi."),
            ),
            ("people", "person", "invite", "centre-people", "network", "centre-work", "centre-open", "centre-close"),
        ),
    ),
)
DIRECTOR = Guide(
    "reditel",
    frozenset({Role.DIRECTOR}),
    _("Nápověda pro ředitele"),
    _("Rok na jedné stránce, strategické cíle a jejich hodnocení jednou za rok."),
    (
        WHAT_WAITS,
        GuideAnswer(
            "rok",
            _("Kde vidím celý rok?"),
            (
                _(
                    "Stránka „Na jedné stránce“ říká, kolik cílů se plní, které nejvíc zaostávají a jak "
                    "stojí dlouhodobé cíle."
                ),
                _("Podrobnosti jsou v přehledu „Jak stojí“. Obojí jde vytisknout nebo stáhnout jako tabulku."),
            ),
            ("director-page", "network-standing", "network-statistics", "work-year", "centre-standing", "still-goals"),
            "rok",
            _("Rok na jedné stránce: kolik operačních cílů se plní, kolik porad je uzavřeno a jak stojí cíle sítě."),
        ),
        GuideAnswer(
            "strategicky-cil",
            _("Jak rozhodnu o strategickém nebo dlouhodobém cíli?"),
            (
                _(
                    "Otevřete ho z „Moje práce“ odkazem „Rozhodnout“, přečtěte si, co platí teď, a zvolte "
                    "schválit, nebo vrátit."
                ),
                _("Kdo vrací, píše důvod. Potvrďte to tlačítkem „Potvrdit rozhodnutí“."),
            ),
            ("commitment", "goal-decide", "goal-decided", "work-goal", "commitment-term"),
        ),
        GuideAnswer(
            "hodnoceni",
            _("Jak zhodnotím strategické cíle za rok?"),
            (
                _(
                    "Po výroční poradě otevřete z „Moje práce“ své hodnocení. U každého cíle je, jak rok "
                    "dopadl v centrech."
                ),
                _("Zvolte, jak cíl stojí, napište větu a stiskněte „Uzavřít … a vytvořit zápis“."),
            ),
            ("director-meeting", "director-meeting-close", "director-meeting-closed", "annual-meeting"),
        ),
    ),
)
ADMINISTRATOR = Guide(
    "spravce",
    frozenset({Role.ADMINISTRATOR}),
    _("Nápověda pro správce"),
    _("Lidé a jejich role, centra, výmazy a záznam událostí."),
    (
        WHAT_WAITS,
        GuideAnswer(
            "pozvani",
            _("Jak dám někomu roli nebo ho pozvu?"),
            (
                _("V „Lidé“ stiskněte „Dát roli nebo pozvat“, vyplňte jméno, pracovní e-mail, roli a odkdy platí."),
                _("Kdo účet nemá, dostane odkaz. Když vyprší, pošlete ho znovu: „Poslat znovu“."),
                _("Zástupce má vždy konec. Kdo schvaluje, vydává nebo spravuje, potřebuje druhé ověření."),
            ),
            ("people", "invite", "centre-people", "first-steps"),
            "lide",
            _("Seznam lidí s jejich rolemi a tlačítko Dát roli nebo pozvat."),
        ),
        GuideAnswer(
            "odchod",
            _("Co když někdo odejde nebo ztratí telefon?"),
            (
                _(
                    "U člověka stiskněte „Ukončit nebo změnit“ a zadejte poslední den. Stránka řekne, co na "
                    "něj čeká a kdo to převezme."
                ),
                _("Ztracený telefon: „Zrušit druhé ověření“. Ukradený počítač: „Odhlásit na všech zařízeních“."),
                _("Po uplynutí lhůty jde z účtu nechat jen roli: „Převést údaje na roli“."),
                _("Kdo chce vědět, co je o něm uložené, dostane to: „Stáhnout údaje o osobě“."),
            ),
            ("person", "person-edit", "role"),
        ),
        GuideAnswer(
            "centra",
            _("Jak otevřu, přejmenuju nebo zavřu centrum?"),
            (
                _(
                    "V „Centra“ stiskněte „Otevřít nové centrum“, nebo u centra „Přejmenovat“ a „Zavřít, "
                    "nebo spojit s jiným“."
                ),
                _("Minulost se nepřepisuje: starší roky dál říkají, jak se centrum jmenovalo tehdy."),
            ),
            ("network", "centre-work", "centre-open", "centre-rename", "centre-move", "centre-branch", "centre-close"),
        ),
        GuideAnswer(
            "vymaz",
            _("Jak vymažu slova, která tu neměla být?"),
            (
                _("V „Výmazy“ napište ta slova a stiskněte „Najít“. Ukáže se každé místo, kde stojí, i v souborech."),
                _(
                    "Napište důvod a stiskněte „Vymazat natrvalo“. Vydání se jménem se stáhne a nahradí ho "
                    "vydání bez něj."
                ),
                _("Vzít zpět to nejde. Co ještě udělat, třeba u vytištěných listů, řekne další stránka."),
            ),
            ("erase", "erased"),
        ),
        GuideAnswer(
            "zaznam",
            _("Kde je, kdo co udělal?"),
            (
                _("V „Záznam“. Vybírá se podle dne, centra a člověka; „Stáhnout záznam“ dá celý výběr jako tabulku."),
                _("Záznam nejde změnit, ani správcem."),
            ),
            ("log",),
        ),
        GuideAnswer(
            "dokument",
            _("Jak nahraju rok, který vyšel na papíře?"),
            (
                _("Stiskněte „Nahrát dokument s cíli“, vyberte soubor a „Vyzkoušet“. Zatím se nic nezapíše."),
                _(
                    "Odpovězte, na co se stránka ptá, a zvolte „Zapsat jako návrhy“. Převzít rok jako "
                    "schválený může vedoucí odboru."
                ),
            ),
            ("documents", "document", "document-facts", "document-adopt", "lineage"),
        ),
    ),
)
TRANSLATOR = Guide(
    "prekladatel",
    frozenset({Role.TRANSLATOR}),
    _("Nápověda pro překladatele"),
    _("Jedna část na obrazovce, vedle ní čeština a co se v ní změnilo."),
    (
        WHAT_WAITS,
        GuideAnswer(
            "preklad",
            _("Jak překládám?"),
            (
                _(
                    "V „Překlady“ otevřete svůj jazyk a stiskněte „Pokračovat v překladu“. Začne se tím, co "
                    "chybí nebo zestárlo."
                ),
                _("Vlevo je čeština, pod ní co se změnilo. Napište překlad a stiskněte „Přečteno, platí“."),
                _("Když si nejste jistí, stiskněte „Jen uložit“: veřejnost to zatím neuvidí."),
            ),
            ("translations", "translation-language", "translation"),
            "preklad",
            _("Stránka jazyka: kolik částí závazku je přeložených, odkud se pokračuje a soubory ke stažení."),
        ),
        GuideAnswer(
            "nesouhlasi",
            _("Co znamená, že překlad neříká totéž?"),
            (
                _(
                    "Stránka porovnává čísla, dny a odkazy. Když se liší, zeptá se proč; napište to, nebo "
                    "překlad opravte."
                ),
                _("Slova, která se opakují, překládejte pokaždé stejně."),
            ),
            (),
        ),
        GuideAnswer(
            "soubor",
            _("Můžu překládat ve svém programu?"),
            (
                _(
                    "Ano. „Stáhnout jako tabulku (.xlsx)“ dá všechny části; vyplněnou tabulku vrátíte přes "
                    "„Nahrát vyplněný soubor“."
                ),
                _("Na web jde to, co někdo přečetl, až to vydá vedoucí odboru."),
            ),
            ("translation-import",),
        ),
    ),
)
GUIDES = (HEAD, STAFF, DEPARTMENT_HEAD, DIRECTOR, ADMINISTRATOR, TRANSLATOR)


def guide_for(rights) -> Guide | None:
    """Whose page is the person's; whoever has several roles gets the first."""
    return next((guide for guide in GUIDES if guide.roles & rights.roles), None)


def address_for(rights, page: str) -> str:
    """Where help about the page is (the name of its address): the answer that fits it in the person's own guide."""
    guide = guide_for(rights)
    if guide is None:
        return reverse("help")
    own = reverse("help-role", args=[guide.slug])
    return next((f"{own}#{answer.key}" for answer in guide.answers if page in answer.pages), own)


@require_safe
def own_help(request):
    guide = guide_for(request.rights)
    return redirect("help-role", guide.slug) if guide else render(request, "work/help.html", {"guides": GUIDES})


@require_safe
def role_help(request, slug):
    guide = next((guide for guide in GUIDES if guide.slug == slug), None)
    if guide is None:
        raise Http404
    return render(request, "work/help_role.html", {"guide": guide, "guides": GUIDES})
