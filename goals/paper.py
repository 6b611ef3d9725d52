"""What a document that was approved and published elsewhere says of itself: what is asked about it, and said of it."""

from dataclasses import asdict, dataclass, fields
from datetime import date

from django.utils.translation import gettext as _

from centres.models import Role
from goals.formatting import format_date

APPROVERS = (Role.DEPARTMENT_HEAD, Role.DIRECTOR)


@dataclass(frozen=True)
class Facts:
    """What the paper says of itself."""

    source: str
    approved_on: date
    approved_by_role: str
    published_on: date
    valid_from: date
    valid_until: date
    edition_number: int
    reference_number: str = ""

    @classmethod
    def of(cls, trial):
        """As they were kept with the trial."""
        kept = {name: trial.facts[name] for name in cls.__dataclass_fields__}
        return cls(**{name: date.fromisoformat(it) if name in DATES else it for name, it in kept.items()})

    @property
    def as_kept(self):
        return {name: it.isoformat() if name in DATES else it for name, it in asdict(self).items()}

    def problems(self, *, year, today):
        """Pairs of a field and the sentence about it; a commitment is of no one year."""
        if self.approved_on > today:
            yield "approved_on", _("Schválení nemůže být v budoucnosti. Co schválené není, zapište jako návrhy.")
        if self.published_on > today:
            yield "published_on", _("Vydání nemůže být v budoucnosti. Co vydané není, zapište jako návrhy.")
        if self.published_on < self.approved_on:
            yield "published_on", _("Dokument nemohl vyjít dřív, než byl schválený.")
        if self.valid_until < self.valid_from:
            yield "valid_until", _("Platnost nemůže skončit dřív, než začala.")
        for name in DATES if year else ():
            if abs(getattr(self, name).year - year) > 1:
                sentence = _("Den je daleko od roku %(year)s, na který cíle jsou. Zkontrolujte ho.")
                yield name, sentence % {"year": year}


DATES = tuple(field.name for field in fields(Facts) if field.type is date)


def in_words(facts):
    """What the paper says of itself in one sentence, for whoever confirms it and for the log."""
    words = {
        "approved": format_date(facts.approved_on),
        "role": Role(facts.approved_by_role).label,
        "published": format_date(facts.published_on),
        "edition": facts.edition_number,
        "from": format_date(facts.valid_from),
        "until": format_date(facts.valid_until),
        "reference": _(", č. j. %(number)s") % {"number": facts.reference_number} if facts.reference_number else "",
        "source": facts.source,
    }
    sentence = _(
        "Schváleno %(approved)s (%(role)s), vydáno %(published)s jako vydání %(edition)s%(reference)s, platí od "
        "%(from)s do %(until)s; převzato z dokumentu „%(source)s“."
    )
    return sentence % words
