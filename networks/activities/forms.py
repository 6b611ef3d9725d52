"""One form for all that a centre does in its region; each kind has the fields that it needs."""

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centres.fields import DateField
from centres.models import Centre
from evaluations.fields import CountField
from evaluations.models.meetings import LARGEST_AMOUNT
from evaluations.models.records import LONGEST_RECORD_NOTE
from evaluations.records.forms import LONGEST_TITLE
from evaluations.records.records import RecordContent, content_problems
from goals.formatting import shortened
from goals.forms.fields import KeyField, VersionField
from networks.fields import Impersonal
from networks.models import Partner
from networks.models.activities import DETAILS, LONGEST_DETAIL
from networks.states import WITH_SOMEBODY, ActivityKind

FIELDS = {
    ActivityKind.SCHOOL: ("partner", "people", "countries", "enrolment"),
    ActivityKind.EMPLOYER: ("partner", "people", "countries", "accommodation", "health_care", "practices"),
    ActivityKind.AUTHORITY: ("partner",),
    ActivityKind.TALK: ("partner", "people"),
    ActivityKind.OPEN_DAY: ("people",),
    ActivityKind.JOINT_EVENT: ("partner", "people"),
    ActivityKind.TRAINING: ("partner", "people"),
    ActivityKind.MAILING: ("people", "sent_to"),
}
ALWAYS = {"centre", "on", "title", "note", "version", "key"}
TITLES = {
    ActivityKind.TALK: gettext_lazy("Téma přednášky"),
    ActivityKind.TRAINING: gettext_lazy("Téma školení"),
    ActivityKind.MAILING: gettext_lazy("Co se rozeslalo"),
}
PEOPLE = {
    ActivityKind.SCHOOL: gettext_lazy("Žáků cizinců"),
    ActivityKind.EMPLOYER: gettext_lazy("Zaměstnaných cizinců"),
    ActivityKind.MAILING: gettext_lazy("Kolika adresátům"),
}
COUNTRY = re.compile(r"\s*([^\W\d_][^\d]*?)\s*[:–-]?\s*(\d{1,6})\s*")
LONGEST_NAME, MOST_COUNTRIES = 60, 60


class CountriesField(Impersonal):
    """ "Ukrajina 120, Mongolsko 15", as pairs."""

    def clean(self, value):
        pairs = []
        for piece in filter(str.strip, re.split(r"[,;\n]", super().clean(value))):
            found = COUNTRY.fullmatch(piece)
            if found is None or len(found[1]) > LONGEST_NAME:
                sentence = _("„%(piece)s“ není země a počet. Pište třeba „Ukrajina 120, Mongolsko 15“.")
                raise ValidationError(sentence % {"piece": shortened(piece.strip())})
            pairs.append([found[1], int(found[2])])
        names = [name.casefold() for name, _number in pairs]
        if twice := next((name for name, _number in pairs if names.count(name.casefold()) > 1), None):
            raise ValidationError(_("„%(name)s“ je tu dvakrát. Sečtěte to do jednoho čísla.") % {"name": twice})
        if len(pairs) > MOST_COUNTRIES:
            raise ValidationError(_("Zemí je tu nejvýše %(most)s.") % {"most": MOST_COUNTRIES})
        return pairs

    def prepare_value(self, value):
        return ", ".join(f"{name} {number}" for name, number in value) if isinstance(value, list) else value


class ActivityForm(forms.Form):
    centre = forms.ModelChoiceField(Centre.objects.none(), label=gettext_lazy("Centrum"), empty_label=None)
    partner = forms.ModelChoiceField(
        Partner.objects.none(), label=gettext_lazy("S kým"), required=False, empty_label="—"
    )
    on = DateField(label=gettext_lazy("Den"))
    title = Impersonal(label=gettext_lazy("O čem to bylo"), max_length=LONGEST_TITLE, required=False)
    people = CountField(label=gettext_lazy("Účastníků"), least=0, most=LARGEST_AMOUNT, required=False)
    countries = CountriesField(
        label=gettext_lazy("Země původu"),
        max_length=LONGEST_DETAIL * 4,
        required=False,
        help_text=gettext_lazy("Země a počet: „Ukrajina 120, Mongolsko 15“."),
    )
    accommodation = Impersonal(
        label=gettext_lazy("Kde a jak jsou ubytovaní"), max_length=LONGEST_DETAIL, required=False, rows=2
    )
    health_care = Impersonal(label=gettext_lazy("Lékařská péče"), max_length=LONGEST_DETAIL, required=False, rows=2)
    enrolment = Impersonal(
        label=gettext_lazy("Zápisy: co se připravuje a co je potřeba"),
        max_length=LONGEST_DETAIL,
        required=False,
        rows=2,
    )
    practices = Impersonal(
        label=gettext_lazy("Praxe agentury práce"), max_length=LONGEST_DETAIL, required=False, rows=2
    )
    sent_to = Impersonal(
        label=gettext_lazy("Podle jakého seznamu"),
        max_length=LONGEST_DETAIL,
        required=False,
        help_text=gettext_lazy("Například: členové krajské platformy."),
    )
    note = Impersonal(
        label=gettext_lazy("Poznámka"),
        rows=3,
        max_length=LONGEST_RECORD_NOTE,
        required=False,
        help_text=gettext_lazy("Bez jmen a údajů klientů."),
    )
    version = VersionField()
    key = KeyField()

    def __init__(self, *args, kind, indicator, centres, partners, today, record=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind, self.indicator, self.today, self.record = kind, indicator, today, record
        self.fields["centre"].queryset, self.fields["partner"].queryset = centres, partners
        self.only_centre = record.centre if record else centres.first()
        if record or len(centres) == 1:
            del self.fields["centre"]
        for name in set(self.fields) - ALWAYS - set(FIELDS[kind]):
            del self.fields[name]
        self.fields["on"].widget.attrs["max"] = today.isoformat()
        self.fields["title"].label = TITLES.get(kind, self.fields["title"].label)
        if kind in WITH_SOMEBODY:
            self.fields["partner"].required = True
        else:
            self.fields["title"].required = True
        if "people" in self.fields:
            self.fields["people"].label = PEOPLE.get(kind, self.fields["people"].label)

    def clean(self):
        facts = super().clean()
        known = sum(number for _name, number in facts.get("countries") or ())
        if "people" in facts and facts["people"] is not None and known > facts["people"]:
            sentence = _("Země dávají dohromady %(known)s, celkem je ale zapsáno %(all)s. Opravte jedno z toho.")
            self.add_error("countries", sentence % {"known": known, "all": facts["people"]})
        if not self.errors and self.content.indicator:
            for field, problem in content_problems(self.content, today=self.today):
                self.add_error(field, problem)
        return facts

    @property
    def chosen_centre(self):
        return self.cleaned_data.get("centre") or self.only_centre

    @property
    def content(self):
        facts, partner = self.cleaned_data, self.cleaned_data.get("partner")
        return RecordContent(
            self.record.indicator if self.record else self.indicator,
            facts["on"],
            amount=self.record.amount if self.record else Decimal(1),
            title=facts["title"] or shortened(str(partner), LONGEST_TITLE - 1),
            topic=self.record.topic if self.record else "",
            participants=facts.get("people"),
            note=facts["note"],
            links=self.record.links if self.record else "",
        )

    @property
    def details(self):
        facts = self.cleaned_data
        texts = {name: facts.get(name, "") for name in DETAILS}
        return {"partner": facts.get("partner"), "countries": facts.get("countries", []), **texts}
