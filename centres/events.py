"""The audit trail of all apps: the one function that writes an event, what events are called, and their timeline."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from types import SimpleNamespace

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from centres.models import ChangeKind, Event, EventSubject, Subject

LABELS = {
    Subject.GOAL: {
        "create": _("Cíl založen"),
        "write": _("Upraveno"),
        "amend": _("Navržena změna"),
        "end": _("Navrženo ukončení"),
        "end_at_once": _("Ukončeno"),
        "resume": _("Ukončení vzato zpět"),
        "mend": _("Opraven překlep"),
        "submit": _("Odesláno ke schválení"),
        "recall": _("Vzato zpět"),
        "return": _("Vráceno k přepracování"),
        "approve": _("Schváleno"),
        "supersede": _("Nahrazeno schválenou změnou"),
        "drop": _("Vyřazeno"),
        "restore": _("Vzato zpět mezi rozepsané"),
        "carry": _("Pokračuje v dalším roce beze změny"),
        "change": _("Pokračuje v dalším roce s úpravou"),
        "retire": _("V dalším roce končí"),
        "continue": _("Určeno, na který cíl navazuje"),
        "feed": _("Určen ukazatel"),
        "set_owner": _("Určen vlastník"),
        "attach": _("Přiložen doklad"),
        "take_away": _("Odebrán doklad"),
        "hand_over": _("Přešlo na nástupce"),
    },
    Subject.DOCUMENT: {
        "open_year": _("Rok otevřen"),
        "join_year": _("Centrum se zapojilo do roku"),
        "change_dates": _("Termíny změněny"),
        "open_term": _("Závazek založen"),
        "change_term": _("Platnost závazku změněna"),
        "write_section": _("Oddíl závazku upraven"),
        "translate": _("Uložen překlad"),
        "read_translation": _("Překlad přečten"),
        "keep_translations": _("Změna češtiny bez vlivu na překlady"),
        "import_language": _("Nahrány překlady"),
        "issue": _("Vydán překlad"),
        "import": _("Zapsány návrhy z dokumentu"),
        "adopt": _("Převzato jako schválené a vydané"),
        "publish": _("Vydáno"),
        "withdraw": _("Vydání staženo a nahrazeno zněním bez vymazaných slov"),
        "withdraw_report": _("Zveřejněná zpráva stažena a nahrazena zněním bez vymazaných slov"),
        "release": _("Zveřejněn stav"),
        "remind": _("Připomenuto odeslání cílů"),
        "evaluate": _("Zveřejněno vyhodnocení roku"),
    },
    Subject.MEETING: {
        "write": _("zapsáno"),
        "close": _("uzavřeno"),
        "reopen": _("znovu otevřeno"),
        "remind": _("připomenuto"),
        "hand_over": _("předáno k uzavření"),
        "hand_back": _("vráceno k doplnění"),
        "ask": _("požádáno o otevření"),
        "decline": _("otevření odmítnuto"),
        "settle": _("vyřízen úkol"),
        "change_action": _("změněn úkol"),
        "attach": _("přiložen soubor"),
        "take_away": _("odebrán soubor"),
    },
    Subject.RECORD: {
        "add": _("zapsáno"),
        "correct": _("opraveno"),
        "remove": _("vzato zpět"),
        "restore": _("znovu započítáno"),
        "attach": _("přiložen doklad"),
        "take_away": _("odebrán doklad"),
    },
    Subject.CLOSING: {
        "write": _("zapsáno"),
        "send": _("odesláno"),
        "recall": _("vzato zpět"),
        "return": _("vráceno k doplnění"),
        "accept": _("přijato"),
        "object": _("vznesena námitka"),
    },
    Subject.CENTRE: {
        "create": _("založeno"),
        "change": _("změněno"),
        **{kind.value: kind.label for kind in ChangeKind},
        "keep_contact": _("upraven kontakt"),
        "confirm_contact": _("ověřen kontakt"),
        "add_place": _("přidáno místo"),
        "change_place": _("změněno místo"),
        "remove_place": _("zrušeno místo"),
        "keep_offer": _("upravena nabídka služeb"),
        "confirm_offer": _("ověřena nabídka služeb"),
        "add_service": _("přidána služba"),
        "change_service": _("změněna služba"),
        "remove_service": _("odebrána služba"),
        "post_print": _("pověšen výtisk cílů"),
        "move_print": _("opraveno, kde visí výtisk cílů"),
        "take_down_print": _("sundán výtisk cílů"),
        "replace_print": _("vyměněn výtisk cílů"),
    },
    Subject.PERSON: {
        "change": _("změněno"),
        "give_role": _("přidělena role"),
        "change_role": _("změněna role"),
        "end_role": _("určen konec role"),
        "take_role": _("odebrána role"),
        "reset_factor": _("zrušeno druhé ověření"),
        "end_sessions": _("odhlášena všechna zařízení"),
        "add_factor": _("přidáno druhé ověření"),
        "remove_factor": _("odebráno druhé ověření"),
        "renew_codes": _("vytvořeny nové záchranné kódy"),
        "use_code": _("použit záchranný kód"),
        "change_password": _("změněno heslo"),
        "set_password": _("nastaveno heslo"),
        "reset_password": _("nastaveno nové heslo přes odkaz z pošty"),
        "export_data": _("staženy osobní údaje"),
        "subscribe": _("založen odběr kalendáře"),
        "unsubscribe": _("zrušen odběr kalendáře"),
        "reduce": _("údaje převedeny na roli"),
    },
    Subject.INVITATION: {
        "invite": _("odeslána"),
        "resend": _("odeslána znovu"),
        "revoke": _("zrušena"),
        "accept": _("přijata"),
    },
    Subject.PARTNER: {
        "create": _("založen"),
        "change": _("změněn"),
        "import": _("převzat z tabulky"),
        "archive": _("archivován"),
        "restore": _("vzat zpět z archivu"),
        "merge": _("sloučen s jiným"),
        "absorb": _("převzal jiného"),
        "split": _("sloučení vzato zpět"),
        "add_mark": _("přidáno označení"),
        "change_mark": _("změněno označení"),
        "remove_mark": _("zrušeno označení"),
        "add_contact": _("přidán kontakt"),
        "change_contact": _("změněn kontakt"),
        "end_contact": _("kontakt skončil"),
        "forget_contact": _("smazány údaje bývalého kontaktu"),
    },
    Subject.SERIES: {
        "create": _("založena"),
        "change": _("změněna"),
        "end": _("ukončena"),
        "resume": _("obnovena"),
        "add_member": _("přidán člen"),
        "change_member": _("změněn člen"),
        "end_member": _("člen skončil"),
        "add_topic": _("přidáno téma"),
        "change_topic": _("změněno téma"),
    },
    Subject.GATHERING: {
        "plan": _("naplánováno"),
        "change": _("změněno"),
        "invite": _("rozeslány pozvánky"),
        "answer": _("přišla odpověď na pozvánku"),
        "cancel": _("zrušeno"),
        "write": _("zapsáno"),
        "close": _("uzavřeno a rozeslán zápis"),
        "reopen": _("otevřeno k opravě zápisu"),
        "settle": _("vyřízen úkol"),
        "change_action": _("změněn úkol"),
    },
    Subject.MONITORING: {
        "begin": _("začat"),
        "write": _("zapsáno"),
        "confirm": _("potvrzen"),
        "reopen": _("otevřen k opravě"),
    },
    Subject.SURVEY: {
        "open": _("spuštěno"),
        "remind": _("připomenuto"),
        "close": _("uzavřeno a sečteno"),
    },
    Subject.SITE: {
        "verify_backup": _("ověřena záloha"),
        "erase": _("vymazána slova"),
        "hide_first_steps": _("skryty první kroky"),
        "review_task": _("zhodnocen úkol ministerstva"),
        "write_region": _("upravena stránka kraje"),
        "release_region": _("zveřejněna stránka kraje"),
        "hide_region": _("stránka kraje stažena z webu"),
        "announce": _("zveřejněna akce"),
        "change_announced": _("změněna zveřejněná akce"),
        "call_off": _("zveřejněná akce zrušena"),
        "hide_announced": _("akce stažena z webu"),
    },
}
# What happens to the whole of it, by nobody in particular.
SITE = SimpleNamespace(pk=0, event_subject=EventSubject(Subject.SITE, _("celý web")))
SELF_EVIDENT = frozenset({Subject.GOAL, Subject.DOCUMENT})  # their labels need no "cíl:" before them


def record_event(thing, name, **facts):
    """Write one event (see `build_event`), in the transaction of the change."""
    event = build_event(thing, name, **facts)
    event.save(force_insert=True)
    return event


def build_event(
    thing, name, *, by, role, at, source="", target="", version=None, comment="", part="", content="", fingerprint=""
):
    """One event about the row (anything with an `event_subject`), not saved, with all names as they are now.

    `by=None, role=""` is the system.
    """
    subject = thing.event_subject
    return Event(
        subject_kind=subject.kind,
        subject_id=subject.pk or thing.pk,
        subject=subject.label,
        number=subject.number,
        centre=subject.centre,
        place=subject.place or (subject.centre.name if subject.centre else ""),
        year=subject.year,
        name=name,
        source=source,
        target=target,
        version=version,
        by=by,
        by_name=str(by or ""),
        by_email=by.email if by else "",
        role=role,
        comment=comment.strip(),
        part=part,
        content=content,
        fingerprint=fingerprint,
        at=at,
    )


def label(event):
    """What happened, beside the thing itself: "Vzato zpět"."""
    return capfirst(LABELS[event.subject_kind].get(event.name, event.name))


def full_label(kind, name):
    """What happened, among events of all kinds: "Záznam: vzato zpět"."""
    short = LABELS[kind].get(name, name)
    return str(short) if kind in SELF_EVIDENT else f"{capfirst(Subject(kind).label)}: {short}"


@dataclass(frozen=True)
class TimelineEntry:
    """One entry of a timeline; `title` says what and who, `text` why and what it concerned."""

    date: datetime
    title: str
    text: str


LONGEST_TIMELINE = 200
"""Events: what a page shows at most of them; all of them are in the log."""


def timeline(events):
    """Steps of the last events (a query, oldest first), newest first; several saves in a row of one person on one day
    are one."""
    *last, before = [*events.reverse()[: LONGEST_TIMELINE + 1], None][: LONGEST_TIMELINE + 1]
    steps = [TimelineEntry(before.at, str(_("Dřívější kroky tu už nejsou, drží je záznam.")), "")] if before else []
    for (name, _by, _day), run in groupby(
        last[::-1], key=lambda event: (event.name, event.by_id, timezone.localdate(event.at))
    ):
        run = list(run)
        if name == "write" and len(run) > 1:
            steps.append(step(run[-1], str(_("uloženo %(times)s×") % {"times": len(run)})))
        else:
            steps += [step(event) for event in run]
    return steps[::-1]


def step(event, note=""):
    """The event as an entry of a timeline; the note stands where it has no reason of its own."""
    text = f"{event.get_part_display()}: {event.comment}" if event.part else event.comment
    return TimelineEntry(event.at, f"{label(event)} – {event.author}", text or note)


def changes(before, after, fields):
    """What differs between two states of a row, in words: "Adresa: – → Nádražní 1; Web: …"."""
    found = []
    for name in fields:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            field = before._meta.get_field(name)
            labels = dict(field.flatchoices)
            old, new = (_shown(labels.get(value, value)) for value in (old, new))
            found.append(f"{capfirst(field.verbose_name)}: {old} → {new}")
    return "; ".join(found)


def _shown(value):
    if isinstance(value, bool):
        return _("ano") if value else _("ne")
    return "–" if value in {None, ""} else value
