"""What happened to meetings, records and closings, in words: the labels of acts, said once."""

from django.utils.translation import gettext_lazy as _

LABELS = {
    ("meeting", "write"): _("Porada zapsána"),
    ("meeting", "close"): _("Měsíc uzavřen"),
    ("meeting", "reopen"): _("Měsíc znovu otevřen"),
    ("meeting", "remind"): _("Připomenuta porada"),
    ("record", "add"): _("Záznam přidán"),
    ("record", "correct"): _("Záznam opraven"),
    ("record", "remove"): _("Záznam vzat zpět"),
    ("record", "restore"): _("Záznam vrácen mezi platné"),
    ("record", "attach"): _("K záznamu přiložen doklad"),
    ("record", "take_away"): _("Od záznamu odebrán doklad"),
    ("closing", "write"): _("Uzávěrka zapsána"),
    ("closing", "send"): _("Uzávěrka odeslána"),
    ("closing", "recall"): _("Uzávěrka vzata zpět"),
    ("closing", "return"): _("Uzávěrka vrácena"),
    ("closing", "accept"): _("Uzávěrka přijata"),
}


def kind_of(act):
    """What the act is about: a meeting, a record or a closing."""
    return next(kind for kind in ("meeting", "record", "closing") if getattr(act, f"{kind}_id"))


def label(act):
    return str(LABELS.get((kind_of(act), act.name), act.name))
