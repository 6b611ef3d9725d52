"""What a region's page says: works to tick, words of its own, and what of networks comes out with them."""

from django import forms
from django.utils.translation import gettext_lazy

from goals.formatting import format_date, shortened
from goals.forms.fields import VersionField
from networks.fields import Impersonal
from networks.models.public import LONGEST_WORDS
from networks.states import WORKS, RegionChapter, RegionWork

GONE = gettext_lazy("Něco z vybraného tu mezitím není. Vyberte z toho, co se nabízí.")
OFFERED = {
    "series": gettext_lazy("Sítě, které se ukážou"),
    "topics": gettext_lazy("Témata, která se ukážou"),
    "conclusions": gettext_lazy("Závěry setkání, které se zveřejní"),
    "marks": gettext_lazy("Na koho se obrátit v nouzi a v pochybnosti"),
}


class Chosen(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def __init__(self, queryset, described, **kwargs):
        super().__init__(queryset, required=False, error_messages={"invalid_choice": GONE}, **kwargs)
        self.label_from_instance = described


DESCRIBED = {
    "series": lambda one: f"{one} ({one.get_kind_display()})",
    "topics": lambda one: f"{one} ({one.series})",
    "conclusions": lambda one: f"{format_date(one.gathering.on)}, {one.topic}: {shortened(one.conclusion, 160)}",
    "marks": lambda one: f"{one.partner}, {one}",
}


class RegionPageForm(forms.Form):
    version = VersionField()

    def __init__(self, *args, offered, with_chapters, **kwargs):
        super().__init__(*args, **kwargs)
        for chapter in RegionChapter if with_chapters else ():
            self.fields[f"works_{chapter}"] = forms.MultipleChoiceField(
                label=chapter.label,
                choices=[(work.value, RegionWork(work).label) for work in WORKS[chapter]],
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
            self.fields[chapter.value] = Impersonal(
                label=gettext_lazy("Vlastními slovy: %(chapter)s") % {"chapter": chapter.label},
                rows=3,
                max_length=LONGEST_WORDS,
                required=False,
            )
        self.fields["joining"] = Impersonal(
            label=gettext_lazy("Jak se zapojí nový aktér"), rows=3, max_length=LONGEST_WORDS, required=False
        )
        for name, label in OFFERED.items():
            rows = getattr(offered, name)
            if rows.exists():
                self.fields[name] = Chosen(rows, DESCRIBED[name], label=label)

    @property
    def facts(self):
        said = self.cleaned_data
        words = {name: said[name] for name in (*RegionChapter.values, "joining") if name in said}
        works = [work for chapter in RegionChapter for work in said.get(f"works_{chapter}", ())]
        chosen = {name: sorted(one.pk for one in said.get(name, ())) for name in OFFERED}
        return words | {"chosen": {"works": works} | chosen}
