"""What members are asked, in our own words, and what they are told when a link opens nothing: all in five languages."""

from django.utils.translation import gettext_lazy as _

RATED = {
    "use": _("Setkání platformy mi pomáhají v práci."),
    "members": _("U stolu jsou všichni, kdo u něj být mají."),
    "trust": _("Členové sítě si navzájem důvěřují."),
    "purpose": _("Víme, k čemu síť je a co má letos dokázat."),
    "influence": _("Moje organizace může ovlivnit, o čem se jedná."),
    "results": _("Na čem se domluvíme, to se také stane."),
    "roles": _("Je jasné, kdo má co na starosti."),
    "information": _("Informace dostávám včas a rozumím jim."),
    "meetings": _("Setkání mají dobrý program a délku."),
    "speed": _("Síť umí rychle reagovat, když se něco stane."),
    "foreigners": _("Pohled cizinců je v síti slyšet."),
    "leading": _("Centrum síť vede dobře."),
}
SCALE = {
    5: _("rozhodně ano"),
    4: _("spíše ano"),
    3: _("napůl"),
    2: _("spíše ne"),
    1: _("rozhodně ne"),
}
AGREES = frozenset({4, 5})
OPEN = {
    "change": _("Co má síť dělat jinak?"),
    "missing": _("Co nebo kdo vám v síti chybí?"),
}

AFTER_RATED = {
    "useful": _("Setkání mi k něčemu bylo."),
    "space": _("Na to, co potřebuji řešit, byl čas."),
}
AFTER_OPEN = {
    "next": _("Co máme příště udělat jinak?"),
}


def asked(survey):
    """The rated and the open questions of a year's evaluation, or of one after a meeting."""
    return (AFTER_RATED, AFTER_OPEN) if survey.gathering_id else (RATED, OPEN)


INVITES = _("Jaké bylo setkání? Tři otázky, jedna minuta, bez přihlášení a bez jména.")

OVER = _("Hodnocení už skončilo. Děkujeme, že jste chtěli odpovědět.")
USED = _("Tímto odkazem už někdo odpověděl. Každý odkaz platí jednou.")
FULL = _("Odpovědělo už tolik lidí, kolik jich na setkání bylo. Děkujeme.")
UNKNOWN = _("Tento odkaz neznáme, nebo už hodnocení skončilo.")
