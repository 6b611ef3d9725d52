"""What happened to meetings, records and closings, in words: the labels of acts, said once."""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

LABELS = {
    "meeting": {
        "write": _("zapsáno"),
        "close": _("uzavřeno"),
        "reopen": _("znovu otevřeno"),
        "remind": _("připomenuto"),
    },
    "record": {
        "add": _("zapsáno"),
        "correct": _("opraveno"),
        "remove": _("vzato zpět"),
        "restore": _("znovu započítáno"),
        "attach": _("přiložen doklad"),
        "take_away": _("odebrán doklad"),
    },
    "closing": {
        "write": _("zapsáno"),
        "send": _("odesláno"),
        "recall": _("vzato zpět"),
        "return": _("vráceno k doplnění"),
        "accept": _("přijato"),
    },
}
KINDS = {"meeting": _("porada"), "record": _("záznam"), "closing": _("uzávěrka")}


def kind_of(act):
    """What the act is about: a meeting, a record or a closing."""
    return next(kind for kind in KINDS if getattr(act, f"{kind}_id"))


def label(act):
    """ "Vzato zpět": beside the thing itself."""
    return capfirst(LABELS[kind_of(act)].get(act.name, act.name))


def full_label(kind, name):
    """ "Záznam: vzato zpět": among acts of all kinds."""
    return f"{capfirst(KINDS[kind])}: {LABELS[kind].get(name, name)}"
