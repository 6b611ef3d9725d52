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


class ActivityKind(TextChoices):
    """What a centre does in its region beside meetings."""

    SCHOOL = "school", _("kontakt se školou")
    EMPLOYER = "employer", _("kontakt se zaměstnavatelem")
    AUTHORITY = "authority", _("kontakt s úřadem nebo jinou organizací")
    TALK = "talk", _("přednáška")
    OPEN_DAY = "open_day", _("den otevřených dveří")
    JOINT_EVENT = "joint_event", _("sportovní nebo kulturní akce s partnerem")
    TRAINING = "training", _("školení pro jiné")
    MAILING = "mailing", _("rozeslané informace")


WITH_SOMEBODY = frozenset({ActivityKind.SCHOOL, ActivityKind.EMPLOYER, ActivityKind.AUTHORITY})
"""Contacts, which are with a partner."""


class MonitoringKey(TextChoices):
    """The chapters of the monitoring of a region, in the order in which they are read."""

    EMPLOYERS = "employers", _("Průmyslové zóny a zaměstnavatelé")
    HOUSING = "housing", _("Ubytování a vyloučené lokality")
    SCHOOLS = "schools", _("Školy a žáci")
    SAFETY = "safety", _("Bezpečnostní situace")
    MOOD = "mood", _("Nálada většinové společnosti")
    COMMUNITIES = "communities", _("Komunity cizinců")
    MISSING = "missing", _("Chybějící služby")
    PROGRAMMES = "programmes", _("Programy ministerstva školství")


class RegionNumber(TextChoices):
    """Numbers that every region says each quarter, so that they can be compared."""

    EMPLOYED = "employed", _("Zaměstnaných cizinců")
    BY_AGENCIES = "by_agencies", _("Z toho přes agentury práce")
    EMPLOYERS_MET = "employers_met", _("Zaměstnavatelů, se kterými je centrum v kontaktu")
    HOSTELS = "hostels", _("Ubytoven s cizinci")
    HOUSED = "housed", _("Cizinců na ubytovnách")
    LOCALITIES = "localities", _("Vyloučených lokalit s cizinci")
    KINDERGARTEN = "kindergarten", _("Dětí cizinců v mateřských školách")
    PRIMARY = "primary", _("Žáků cizinců v základních školách")
    SECONDARY = "secondary", _("Žáků cizinců ve středních školách")
    INCIDENTS = "incidents", _("Řešených incidentů")
    COMPLAINTS = "complaints", _("Stížností a sporů v sousedství")
    GROUPS = "groups", _("Komunit, se kterými je centrum v kontaktu")
    UNMET = "unmet", _("Žádostí, které nebylo kam předat")
    IN_PROGRAMMES = "in_programmes", _("Škol v rozvojových programech")


MEASURED_IN = {
    MonitoringKey.EMPLOYERS: (RegionNumber.EMPLOYED, RegionNumber.BY_AGENCIES, RegionNumber.EMPLOYERS_MET),
    MonitoringKey.HOUSING: (RegionNumber.HOSTELS, RegionNumber.HOUSED, RegionNumber.LOCALITIES),
    MonitoringKey.SCHOOLS: (RegionNumber.KINDERGARTEN, RegionNumber.PRIMARY, RegionNumber.SECONDARY),
    MonitoringKey.SAFETY: (RegionNumber.INCIDENTS,),
    MonitoringKey.MOOD: (RegionNumber.COMPLAINTS,),
    MonitoringKey.COMMUNITIES: (RegionNumber.GROUPS,),
    MonitoringKey.MISSING: (RegionNumber.UNMET,),
    MonitoringKey.PROGRAMMES: (RegionNumber.IN_PROGRAMMES,),
}


class MinistryTask(TextChoices):
    """The ten tasks of the ministry's recommendation for new actors, in their order and in our words."""

    TRAINING = "training", _("Postarat se o školení")
    MAPPING = (
        "mapping",
        _("Dávat dotace na síťování, vzdělávání aktérů včetně organizací cizinců a mapování situace"),
    )
    EXCHANGE = (
        "exchange",
        _("Udržovat stálou výměnu informací mezi neziskovými organizacemi, centry, ministerstvem a dalšími zájemci"),
    )
    PLATFORMS = (
        "platforms",
        _("Dát krajským platformám větší váhu a říkat o nich těm, kdo dostávají dotace na integraci cizinců"),
    )
    LINE = "line", _("Provozovat informační linku pro cizince")
    METHODS = "methods", _("Radit nováčkům s metodikou konkrétní práce s cizinci")
    INFORMATION = "information", _("Pomáhat informacemi")
    GRANTS = "grants", _("Říct příjemcům dotací, že síťování je")
    MAILINGS = "mailings", _("Rozesílat informace, aby o sobě aktéři věděli")
    EVALUATION = (
        "evaluation",
        _("Nechat členy krajských platforem a samosprávy průběžně hodnotit, jak síťování funguje"),
    )


RESPONSIBLE = {
    MinistryTask.TRAINING: "MV, CPIC, NNO",
    MinistryTask.MAPPING: "MV",
    MinistryTask.EXCHANGE: "MV",
    MinistryTask.PLATFORMS: "CPIC",
    MinistryTask.LINE: "MV",
    MinistryTask.METHODS: _("MV, NNO, na úrovni krajů CPIC"),
    MinistryTask.INFORMATION: "MV, NNO, CPIC",
    MinistryTask.GRANTS: _("MV spolu s rozhodnutím o dotaci"),
    MinistryTask.MAILINGS: "NNO, CPIC",
    MinistryTask.EVALUATION: "CPIC",
}


class TaskState(Tagged):
    NOT_BEGUN = "not_begun", "neutral", "dash", _("nezačatý")
    GOING = "going", "primary", "clock", _("plní se")
    DONE = "done", "success", "check", _("splněný")
    STUCK = "stuck", "warning", "cross", _("vázne")


class RegionWork(TextChoices):
    """What centres do for others in a region, in words that are the same everywhere and so can be read in five
    languages; what is particular a region's page says in its own."""

    JOINING_FORCES = "joining_forces", _("Spolupráce hlavních aktérů v integraci cizinců a společný postup")
    EXCHANGE = "exchange", _("Sledování situace v kraji a výměna informací")
    PREVENTION = "prevention", _("Předcházení napětí mezi cizinci a většinovou společností")
    PUPILS = "pupils", _("Přehled o počtech dětí a žáků cizinců")
    SCHOOLS_MET = "schools_met", _("Propojování škol, krajského úřadu, školních klubů a dalších, kdo dětem pomáhají")
    PROGRAMMES = "programmes", _("Zprávy o podpoře vzdělávání cizinců a o programech ministerstva školství")
    ENROLMENT = "enrolment", _("Pomoc při zápisech do prvních tříd, tlumočení a překlady")
    PARENTS = "parents", _("Přednášky pro rodiče a ve školách")
    ZONES = "zones", _("Sledování situace v průmyslových zónách")
    EMPLOYERS_MET = "employers_met", _("Spolupráce se zaměstnavateli: počty, země původu, ubytování, lékařská péče")
    INTRODUCED = "introduced", _("Představení služeb centra zaměstnavatelům a zaměstnancům")
    TOGETHER = "together", _("Sportovní a kulturní akce, dny otevřených dveří")
    SOCIAL = "social", _("Odborné sociální poradenství")
    LEGAL = "legal", _("Právní poradenství")
    CZECH = "czech", _("Kurzy češtiny")
    COURSES = "courses", _("Sociokulturní kurzy a přednášky")
    INTERPRETING = "interpreting", _("Tlumočení a překlady, také při jednání na úřadech")


class RegionChapter(TextChoices):
    """The parts of a region's page in which works can be ticked and words added; columns of `RegionPage`."""

    AIMS = "aims", _("Cíle koordinace")
    SCHOOLS = "schools", _("Školy")
    EMPLOYERS = "employers", _("Zaměstnavatelé")
    SERVICES = "services", _("Služby centra")


WORKS = {
    RegionChapter.AIMS: (RegionWork.JOINING_FORCES, RegionWork.EXCHANGE, RegionWork.PREVENTION),
    RegionChapter.SCHOOLS: (
        *(RegionWork.PUPILS, RegionWork.SCHOOLS_MET, RegionWork.PROGRAMMES),
        *(RegionWork.ENROLMENT, RegionWork.PARENTS),
    ),
    RegionChapter.EMPLOYERS: (
        *(RegionWork.ZONES, RegionWork.EMPLOYERS_MET, RegionWork.INTRODUCED, RegionWork.TOGETHER),
    ),
    RegionChapter.SERVICES: (
        *(RegionWork.SOCIAL, RegionWork.LEGAL, RegionWork.CZECH, RegionWork.COURSES, RegionWork.INTERPRETING),
    ),
}


class HappeningKind(TextChoices):
    """What stands in the calendar of the public."""

    MEETING = "meeting", _("setkání sítě")
    COURSE = "course", _("kurz")
    EVENT = "event", _("akce")


class HappeningStanding(TextChoices):
    ON = "on", _("koná se")
    CANCELLED = "cancelled", _("zrušeno")
    HIDDEN = "hidden", _("stažené z webu")
