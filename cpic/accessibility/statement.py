"""The accessibility statement (Act 99/2019, § 8): what the two files say, in sentences of everyday words."""

from datetime import timedelta

from django.conf import settings
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cpic.accessibility import record as records
from goals.public.cache import public_page

REVIEWED_EVERY = timedelta(days=365)


def meanings():
    """What is wrong where a rule is broken, by the guideline of WCAG 2.2 that it belongs to."""
    return {
        "1.1": _("Obrázek nebo značka nemá popis slovy."),
        "1.2": _("Zvuk nebo video nemá titulky ani přepis."),
        "1.3": _("Z kódu stránky nejde poznat, co k čemu patří: nadpis, tabulka, popisek nebo část stránky."),
        "1.4": _("Něco se špatně čte: má malý kontrast, rozlišuje to jen barva, nebo se to při zvětšení nevejde."),
        "2.1": _("Něco se nedá ovládat klávesnicí."),
        "2.2": _("Na něco je málo času, nebo se to hýbe a nejde to zastavit."),
        "2.3": _("Něco na stránce bliká."),
        "2.4": _("Na stránce se špatně hledá cesta: něco nemá jméno, nebo má stejné jméno jako něco jiného."),
        "2.5": _("Na něco se prstem nebo myší špatně trefuje."),
        "3.1": _("Není uvedeno, jakým jazykem je text napsaný."),
        "3.2": _("Stránka se chová jinak, než by člověk čekal."),
        "3.3": _("Pole formuláře nemá popisek, nebo není vysvětlená chyba."),
        "4.1": _("Něco, co se ovládá, nemá jméno nebo roli, které by pomůcka přečetla."),
        "": _("Stránka se nedrží doporučení, které pomůckám usnadňuje práci."),
    }


def tried_by_hand():
    """What a person can have tried, by the keys of by_hand.json."""
    return {
        "keyboard": _("Jen s klávesnicí: je vidět, kde člověk je, dostane se všude a zase pryč."),
        "zoom": _("Při zvětšení na 400 %: nic se neztrácí a nečte se ze strany na stranu."),
        "spacing": _("S většími mezerami mezi písmeny, slovy a řádky: text se nepřekrývá a nic z něj nechybí."),
        "forced_colors": _("V barvách, které si vynutil systém: je vidět, co je odkaz, tlačítko a stav."),
        "screen_reader": _("S hlasovou čtečkou."),
        "voice": _("S ovládáním hlasem."),
        "people": _("S lidmi, kteří pomůcky používají každý den."),
        "other_browsers": _("V jiném prohlížeči než Chromium, třeba ve Firefoxu nebo Safari."),
        "files": _("Soubory ke stažení s hlasovou čtečkou; jen formát PDF kontroluje program."),
    }


def areas():
    return {
        "public": _("veřejné stránky"),
        "work": _("stránky pro pracovníky"),
        "administration": _("správa číselníků"),
    }


def known_faults(record):
    """Each page with what is wrong there, as (title, address, [(sentence, engine, rule)])."""
    said, found = meanings(), {}
    for finding in sorted(record.findings):
        address = record.pages[finding.page]["address"]
        faults = found.setdefault(finding.page, (finding.title, address, []))[2]
        fault = said.get(finding.guideline, said[""]), finding.engine, finding.rule
        if fault not in faults:
            faults.append(fault)
    return list(found.values())


@public_page
def statement(request):
    record, by_hand = records.read(), records.by_hand()
    today, day = timezone.localdate(), records.day_of(record.day)
    words, names = tried_by_hand(), areas()
    context = {
        "record": record,
        "day": day,
        "has_changed": records.has_changed_since(record.sources),
        "engines": [(name, facts["version"], len(facts["rules"])) for name, facts in record.engines.items()],
        "counts": [(names[area], *numbers) for area, numbers in record.counts().items()],
        "faults": known_faults(record),
        "tried": [words[key] for key in by_hand["tried"]],
        "not_tried": [words[key] for key in by_hand["not_tried"]],
        "tried_on": records.day_of(by_hand["day"]),
        "tools": by_hand["tools"],
        "tried_at": by_hand["pages"],
        "contact": settings.ACCESSIBILITY_CONTACT,
        "is_example": not settings.IS_PRODUCTION,
        "review": day + REVIEWED_EVERY,
        "is_overdue": today > day + REVIEWED_EVERY,
    }
    return render(request, "public/accessibility.html", context)
