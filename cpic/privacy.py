"""What is kept of whom and for how long, as the page about personal data says it. Times are read where they are
decided, so that the page cannot say another one; what only the organisation knows comes from the settings, or is said
to be open."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from centres import sessions
from goals import adoption
from goals.mail import outbox
from networks.meetings import minutes
from networks.partners import contacts
from networks.surveys import keeping
from networks.surveys.counting import LEAST


@dataclass(frozen=True)
class KeptData:
    """Rows of one kind of people: what is kept and until when. `name` is the anchor on the page."""

    name: str
    title: str
    about: str
    rows: list[tuple[str, str]]


def duration(time: timedelta) -> str:
    """The time in days, or in hours or minutes where it is a day or less."""
    minutes_in_all = round(time.total_seconds() / 60)
    if minutes_in_all > 24 * 60:
        days = round(minutes_in_all / 60 / 24)
        return ngettext("%(count)s den", "%(count)s dní", days) % {"count": days}
    if minutes_in_all % 60 == 0 and minutes_in_all > 60:
        hours = minutes_in_all // 60
        return ngettext("%(count)s hodina", "%(count)s hodin", hours) % {"count": hours}
    return ngettext("%(count)s minuta", "%(count)s minut", minutes_in_all) % {"count": minutes_in_all}


SECONDS = {"s": 1, "m": 60, "h": 60 * 60, "d": 24 * 60 * 60}


def counted_for(rate: str) -> int:
    """Seconds that a limit counts for: 300 of "5/5m/user", as django-allauth documents its rates."""
    _amount, time, _per = rate.split("/")
    return int(time[:-1] or 1) * SECONDS[time[-1]]


def longest_count() -> timedelta:
    """How long tries from one place are counted at most."""
    rates = [*filter(None, settings.ACCOUNT_RATE_LIMITS.values())]
    rates += [rate for limits in settings.SIGN_IN_LIMITS.values() for rate in limits.values()]
    return timedelta(seconds=max(counted_for(rate) for text in rates for rate in text.split(",")))


def kept() -> list[KeptData]:
    return [_of_readers(), _of_people(), _of_contacts(), _of_members(), _of_what_came_out()]


def _days_set(days):
    """A time that only the organisation knows, or that nobody has said it."""
    return duration(timedelta(days=days)) if days else _("Zatím to nikdo neurčil.")


def _of_readers():
    return KeptData(
        *("ctenari", _("Když stránky jen čtete")),
        _("Nic o sobě neříkáte, nic se vám do prohlížeče neukládá a co hledáte, se nezapisuje."),
        [
            (
                _("Záznam serveru: čas, adresa IP, adresa stránky a jak se představil prohlížeč"),
                _days_set(settings.LOG_DAYS),
            ),
            (
                _("Adresa IP toho, kdo zkouší uhodnout heslo nebo odkaz, který není jeho"),
                _("nejdéle %(time)s") % {"time": duration(longest_count())},
            ),
        ],
    )


def _of_people():
    after = {"time": duration(timedelta(days=settings.PERSON_RETENTION_DAYS))}
    session = {
        "idle": duration(timedelta(seconds=settings.SESSION_COOKIE_AGE)),
        "longest": duration(timedelta(seconds=settings.SESSION_LONGEST)),
    }
    invitation = {"time": duration(timedelta(days=settings.INVITATION_DAYS))}
    return KeptData(
        *("pracovnici", _("Když tu pracujete")),
        _("Účet má jen ten, kdo dostal pozvánku. Co je o něm uložené, si stáhne na stránce svého účtu."),
        [
            (
                _("Jméno, pracovní e-mail, role, otisk hesla a druhý faktor"),
                _("dokud trvá role; %(time)s po jejím konci zbude z účtu jen název role") % after,
            ),
            (
                _("Co kdo napsal, odeslal, schválil nebo uzavřel"),
                _("trvale, je to doklad o rozhodnutí; jméno v něm nahradí role zároveň s účtem"),
            ),
            (_("Jména v uzavřených zápisech z porad"), _("trvale, zápis se po uzavření nemění")),
            (
                _("Přihlášení a nezdařené pokusy o ně: čas, adresa IP, prohlížeč"),
                duration(timedelta(days=settings.SIGN_IN_DAYS)),
            ),
            (
                _("Trvající přihlášení"),
                _("do odhlášení nebo zavření prohlížeče; bez práce %(idle)s, celkem nejdéle %(longest)s") % session,
            ),
            (
                _("Rozepsaný text toho, komu přihlášení mezitím vypršelo"),
                duration(timedelta(seconds=sessions.WITH_TYPING)),
            ),
            (
                _("Pozvánka k účtu: jméno a e-mail pozvaného"),
                _("odkaz v ní platí %(time)s; nepřijatou správce vymaže na požádání") % invitation,
            ),
            (_("Upozornění a záznam o tom, že e-mail odešel"), duration(outbox.KEPT_FOR)),
            (_("E-mail, který se nepodařilo doručit"), duration(timedelta(days=settings.INVITATION_DAYS))),
            (_("Nahraný dokument s cíli, než se z něj cíle zapíšou"), duration(adoption.KEPT_FOR)),
        ],
    )


def _of_contacts():
    return KeptData(
        *("kontakty", _("Když jste pracovním kontaktem partnera nebo vás zveme na setkání")),
        _(
            "Kontakty slouží ke svolání setkání a rozeslání zápisů. "
            "Veřejnost je nevidí a zápisy ze setkání lidi nejmenují."
        ),
        [
            (
                _("Jméno, funkce, pracovní e-mail a telefon"),
                _("dokud kontakt trvá, a pak %(time)s") % {"time": duration(contacts.RETAINED)},
            ),
            (
                _("Jméno toho, kdo přijde na setkání místo vás"),
                _("%(time)s po setkání") % {"time": duration(contacts.INSTEAD_RETAINED)},
            ),
            (_("Které organizace na setkání byly a na čem se shodly"), _("trvale, bez jmen lidí")),
            (
                _("Odkaz v e-mailu, který otevře zápis ze setkání"),
                _("platí %(time)s") % {"time": duration(minutes.READABLE_FOR)},
            ),
        ],
    )


def _of_members():
    return KeptData(
        *("dotazniky", _("Když odpovídáte v dotazníku")),
        _(
            "Odpovědi se ukládají bez jména a bez času a nejde zjistit, čí která je. "
            "Ukazují se jen součty, a to nejméně %(least)s odpovědí."
        )
        % {"least": LEAST},
        [
            (_("Odpovědi"), _("do konce dotazníku; pak z nich zbudou součty")),
            (_("Otisk klíče z pozvánky, který patří ke kraji, ne k člověku"), _("do konce dotazníku")),
            (
                _("Dotazník po setkání"),
                _("zavře se sám nejpozději za %(time)s") % {"time": duration(keeping.ASKED_FOR)},
            ),
        ],
    )


def _of_what_came_out():
    return KeptData(
        *("zverejnene", _("Když je o vás něco v tom, co vyšlo")),
        _(
            "Zveřejněné cíle a jejich vyhodnocení jmenují role, ne lidi. Když se tam osobní údaj přesto dostane, "
            "slova se vymažou a vyjde opravené vydání."
        ),
        [(_("Všechno, co je tu uvedené, i v zálohách databáze"), _days_set(settings.BACKUP_DAYS))],
    )
