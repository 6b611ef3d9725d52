"""When two rows are one organisation, whether a number can be an IČO, and what kind a name speaks of. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from goals.formatting import fold
from networks.states import SHARES_ICO, PartnerKind

SHORT = {
    "zs": "zakladni skola",
    "ms": "materska skola",
    "ss": "stredni skola",
    "sou": "stredni odborne uciliste",
    "vos": "vyssi odborna skola",
    "gym": "gymnazium",
    "up": "urad prace",
    "mu": "mestsky urad",
    "ou": "obecni urad",
    "ku": "krajsky urad",
    "ppp": "pedagogicko psychologicka poradna",
    "kr": "kraj",
    "ddm": "dum deti a mladeze",
    "npi": "narodni pedagogicky institut",
    "mas": "mistni akcni skupina",
    "cr": "",
    "ceske": "",
    "republiky": "",
}
LEGAL = re.compile(
    r"\b(?:spol\. ?s ?r\. ?o|s\. ?r\. ?o|a\. ?s|z\. ?s|z\. ?u|o\. ?p\. ?s|p\. ?o|v\. ?o\. ?s)\b\.?"
    r"|\b(?:s\.?r\.?o|ops|prispevkova organizace|zapsany spolek|zapsany ustav|obecne prospesna spolecnost"
    r"|statutarniho mesta|statutarni mesto)\b"
)
# The first that fits; stems of folded words.
STEMS = (
    (PartnerKind.FOREIGN_POLICE, ("cizineck",)),
    (PartnerKind.MUNICIPAL_POLICE, ("mestska polici", "obecni polici")),
    (PartnerKind.STATE_POLICE, ("polici", "pcr")),
    (PartnerKind.LABOUR_INSPECTORATE, ("inspektorat prace", "oip", "inspekce prace")),
    (PartnerKind.LABOUR_OFFICE, ("urad prace",)),
    (PartnerKind.RESIDENCE_OFFICE, ("oamp", "azylove a migracni")),
    (PartnerKind.TAX_OFFICE, ("financni urad",)),
    (PartnerKind.TRADE_OFFICE, ("zivnostensk",)),
    (PartnerKind.CHILD_PROTECTION, ("ospod", "socialne pravni ochran")),
    (PartnerKind.COUNSELLING, ("pedagogicko psychologick",)),
    (PartnerKind.PEDAGOGICAL_INSTITUTE, ("narodni pedagogick",)),
    (PartnerKind.AFTER_SCHOOL, ("dum deti", "skolni klub", "stredisko volneho casu")),
    (PartnerKind.PRIMARY_SCHOOL, ("zakladni skol",)),
    (PartnerKind.KINDERGARTEN, ("materska skol", "materske skol")),
    (PartnerKind.SECONDARY_SCHOOL, ("stredni ", "gymnazi", "uciliste", "obchodni akademi")),
    (PartnerKind.UNIVERSITY, ("univerzit", "vysoka skol", "vysoke skol", "fakult")),
    (PartnerKind.LIBRARY, ("knihovn",)),
    (PartnerKind.MINISTRY, ("ministerstv",)),
    (PartnerKind.REGION, ("krajsky urad",)),
    (PartnerKind.AGENCY, ("agentura prace", "personaln")),
    (PartnerKind.CHAMBER, ("komor",)),
    (PartnerKind.LOCAL_ACTION_GROUP, ("mistni akcni",)),
    (PartnerKind.HEALTH, ("nemocnic", "poliklinik", "zdravot")),
    (PartnerKind.CHURCH, ("farnost", "cirk", "sbor ")),
    (PartnerKind.VOLUNTEERS, ("dobrovoln",)),
    (PartnerKind.NON_GOVERNMENTAL, ("charit", "diakoni", "spolek", "nadac", "clovek v tisni", "neziskov")),
    (PartnerKind.TOWN, ("mestsky urad", "obecni urad", "magistrat", "mestys", "mesto ", "obec ")),
)


def is_ico(text: str) -> bool:
    """Eight digits of which the last one checks the others (weights 8 to 2, modulo 11)."""
    if not re.fullmatch(r"[0-9]{8}", text) or text == "00000000":
        return False
    rest = sum(int(digit) * weight for digit, weight in zip(text, range(8, 1, -1), strict=False)) % 11
    return int(text[7]) == (11 - rest) % 10


def as_ico(text: str) -> str:
    """As it is kept: without spaces, with the zeros that spreadsheets drop from the front."""
    digits = re.sub(r"\s", "", text)
    return digits.zfill(8) if re.fullmatch(r"[0-9]{5,8}", digits) else digits


def words_of(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", fold(text)))


def name_key(name: str) -> str:
    """What is left of a name when it is compared: no diacritics, no legal form, abbreviations in full."""
    words = " ".join(SHORT.get(word, word) for word in words_of(LEGAL.sub(" ", fold(name))).split())
    return " ".join(words.split())


def guessed_kind(text: str) -> PartnerKind | None:
    """The kind that a name, or a cell that says what something is, speaks of."""
    folded = f"{name_key(text)} "
    exact = next((kind for kind in PartnerKind if words_of(str(kind.label)) == words_of(text)), None)
    return exact or next((kind for kind, stems in STEMS if any(stem in folded for stem in stems)), None)


@dataclass(frozen=True)
class Identity:
    """By what an organisation is known again."""

    key: str
    towns: frozenset[str]
    ico: str
    kind: str

    @classmethod
    def of(cls, name: str, towns: str, ico: str, kind: str) -> "Identity":
        places = frozenset(words_of(town) for town in towns.split(",") if town.strip())
        named, _comma, place = name.rpartition(",")
        return cls(name_key(named if named.strip() and words_of(place) in places else name), places, ico, kind)

    def is_same(self, other: "Identity") -> bool:
        """The same number, unless offices share it; or the same name where no town speaks against it."""
        if self.ico and self.ico == other.ico and SHARES_ICO.isdisjoint({self.kind, other.kind}):
            return True
        both = self.towns & other.towns if self.towns and other.towns else self.towns | other.towns
        if self.towns and other.towns and not both:
            return False
        return self.key == other.key or self._key_without(both) == other._key_without(both) != ""

    def _key_without(self, towns: frozenset[str]) -> str:
        """ "ZŠ Husova Písek" of the town Písek is "ZŠ Husova" too."""
        key = self.key
        for town in towns:
            key = re.sub(rf"\b{re.escape(name_key(town))}\b", " ", key)
        return " ".join(key.split())


def like(identity: Identity, others: Iterable[tuple[int, Identity]]) -> list[int]:
    """Keys of those of the others that are the same organisation."""
    return [pk for pk, other in others if identity.is_same(other)]
