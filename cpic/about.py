"""Pages that every site of an office has: what the centres are, how to read this site, what it keeps of people and what
it leaves in a browser."""

from collections import defaultdict

from django.conf import settings
from django.shortcuts import render
from django.utils.translation import gettext as _

from centres.cookies import BROWSER, TYPING, MessageCookie
from cpic.privacy import kept
from evaluations.states import Result, Status
from goals.public.cache import public_page
from networks.public.addresses import slug_of
from networks.public.queries import centres_in


def cookies_of_workers():
    """Each by its name, what it is for, and how long it stays (held by tests/cpic/test_about.py)."""
    return [
        (settings.SESSION_COOKIE_NAME, _("drží přihlášení"), _("do odhlášení nebo zavření prohlížeče")),
        (settings.CSRF_COOKIE_NAME, _("chrání formuláře před podvrženým odesláním"), _("jeden rok")),
        (
            BROWSER,
            _("pozná prohlížeč, ve kterém se už přihlašovali, aby je cizí pokusy o heslo nezamkly"),
            _("půl roku"),
        ),
        (TYPING, _("vrátí rozepsaný text tomu, kdo ho psal, když přihlášení mezitím vyprší"), _("dva týdny")),
        (MessageCookie.cookie_name, _("přenese zprávu na další stránku, třeba že je uloženo"), _("do další stránky")),
    ]


@public_page
def cookies(request):
    return render(request, "public/cookies.html", {"cookies": cookies_of_workers()})


def meanings():
    """What a status and a result mean, in a sentence of everyday words."""
    return {
        Status.DONE: _("Cíl je hotový."),
        Status.ON_TRACK: _("Jde podle plánu."),
        Status.AT_RISK: _("Zpožďuje se, ale ještě se dá stihnout."),
        Status.OFF_TRACK: _("Podle plánu nejde."),
        Status.UNRATED: _("Zatím se nehodnotil."),
    }, {
        Result.FULFILLED: _("Stalo se všechno, co cíl sliboval."),
        Result.PARTLY: _("Stala se jen část."),
        Result.NOT: _("Nestalo se to."),
        Result.UNJUDGED: _("Na konci roku se to nedalo posoudit; u cíle je napsané proč."),
    }


@public_page
def reading(request):
    statuses, results = meanings()
    context = {"statuses": statuses.items(), "results": results.items()}
    return render(request, "public/reading.html", context)


def operators():
    """Who runs centres today, and in which regions: whoever has most of them first."""
    found = defaultdict(dict)
    for centre in centres_in():
        found[centre.operator].setdefault(centre.region, []).append(centre)
    rows = [
        {
            "operator": operator,
            "regions": [
                {"region": region, "slug": slug_of(region)} for region in sorted(regions, key=lambda one: one.position)
            ],
            "centres": sum(map(len, regions.values())),
        }
        for operator, regions in found.items()
    ]
    return sorted(rows, key=lambda row: (-row["centres"], row["operator"].name))


@public_page
def about(request):
    return render(request, "public/about.html", {"operators": operators()})


@public_page
def privacy(request):
    context = {
        "groups": kept(),
        "controller": settings.CONTROLLER,
        "contact": settings.PRIVACY_CONTACT,
        "contact_name": settings.PRIVACY_CONTACT.removeprefix("mailto:").removeprefix("https://"),
        "is_example": not settings.IS_PRODUCTION,
    }
    return render(request, "public/privacy.html", context)
