"""The small vocabularies of networks, each said once: what a partner is, what a series is, how a meeting goes."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from goals.states import Tagged


class PartnerKind(TextChoices):
    """What kind of actor an organisation is; absences at meetings are told by these kinds."""

    REGION = "region", _("krajský úřad")
    TOWN = "town", _("město nebo obec")
    MINISTRY = "ministry", _("ministerstvo")
    STATE_POLICE = "state_police", _("Policie ČR a její územní odbory")
    FOREIGN_POLICE = "foreign_police", _("cizinecká policie")
    MUNICIPAL_POLICE = "municipal_police", _("městská policie")
    LABOUR_OFFICE = "labour_office", _("úřad práce")
    RESIDENCE_OFFICE = "residence_office", _("pracoviště OAMP")
    LABOUR_INSPECTORATE = "labour_inspectorate", _("inspektorát práce")
    TAX_OFFICE = "tax_office", _("finanční úřad")
    TRADE_OFFICE = "trade_office", _("živnostenský úřad")
    CHILD_PROTECTION = "child_protection", _("orgán sociálně-právní ochrany dětí")
    KINDERGARTEN = "kindergarten", _("mateřská škola")
    PRIMARY_SCHOOL = "primary_school", _("základní škola")
    SECONDARY_SCHOOL = "secondary_school", _("střední škola")
    AFTER_SCHOOL = "after_school", _("školní klub nebo dům dětí a mládeže")
    COUNSELLING = "counselling", _("pedagogicko-psychologická poradna")
    PEDAGOGICAL_INSTITUTE = "pedagogical_institute", _("Národní pedagogický institut")
    UNIVERSITY = "university", _("vysoká škola")
    LIBRARY = "library", _("knihovna")
    EMPLOYER = "employer", _("zaměstnavatel")
    AGENCY = "agency", _("agentura práce")
    CHAMBER = "chamber", _("hospodářská nebo agrární komora")
    LOCAL_ACTION_GROUP = "local_action_group", _("místní akční skupina")
    SOCIAL_SERVICE = "social_service", _("sociální služba")
    NON_GOVERNMENTAL = "non_governmental", _("nezisková organizace")
    OF_FOREIGNERS = "of_foreigners", _("organizace cizinců")
    VOLUNTEERS = "volunteers", _("dobrovolníci")
    HEALTH = "health", _("zdravotnictví")
    CHURCH = "church", _("církev")
    OTHER = "other", _("jiné")


SHARES_ICO = frozenset(
    {
        *(PartnerKind.MINISTRY, PartnerKind.STATE_POLICE, PartnerKind.FOREIGN_POLICE, PartnerKind.LABOUR_OFFICE),
        *(PartnerKind.RESIDENCE_OFFICE, PartnerKind.LABOUR_INSPECTORATE, PartnerKind.TAX_OFFICE),
        *(PartnerKind.TRADE_OFFICE, PartnerKind.CHILD_PROTECTION, PartnerKind.PEDAGOGICAL_INSTITUTE),
    }
)
"""Workplaces of one office have one IČO together, or that of their town: by it they are not the same partner."""


class Experience(TextChoices):
    EXPERIENCED = "experienced", _("zkušený aktér")
    NEW = "new", _("nový aktér")


class MarkKind(TextChoices):
    """What an organisation is for others: whom to turn to when one does not know."""

    EXPERT = "expert", _("expertní organizace")
    UMBRELLA = "umbrella", _("střešní organizace")
    INFORMATION_LINE = "information_line", _("informační linka")


class SeriesKind(TextChoices):
    PLATFORM = "platform", _("krajská platforma")
    WORKING_GROUP = "working_group", _("pracovní skupina")
    LOCAL_NETWORK = "local_network", _("místní síť")
    COMMITTEE = "committee", _("komise nebo skupina jiného zřizovatele")


class SeriesLevel(TextChoices):
    REGION = "region", _("kraj")
    DISTRICT = "district", _("okres nebo ORP")
    TOWN = "town", _("město nebo obec")
    ACCOMMODATION = "accommodation", _("ubytovací zařízení")


class Seat(TextChoices):
    """As what an organisation has nominated who comes for it."""

    EXPERT = "expert", _("odborný zástupce")
    DECISION_MAKER = "decision_maker", _("zástupce s rozhodovací pravomocí")


class GatheringState(Tagged):
    PLANNED = "planned", "neutral", "dash", _("plánované")
    INVITED = "invited", "primary", "clock", _("pozvánky odeslané")
    CLOSED = "closed", "success", "lock", _("uzavřené, se zápisem")
    REOPENED = "reopened", "warning", "clock", _("otevřené k opravě")
    CANCELLED = "cancelled", "neutral", "cross", _("zrušené")


class Answer(Tagged):
    """What an invited organisation answered."""

    NONE = "", "neutral", "question", _("bez odpovědi")
    YES = "yes", "success", "check", _("přijde")
    OTHER = "other", "success", "check", _("přijde někdo jiný")
    NO = "no", "warning", "cross", _("omluveno")
