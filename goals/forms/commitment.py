"""The commitment: the term for which it holds, and what stands in a section of it."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centres.fields import DateField
from goals import blocks
from goals.commitment import BlockContent, SectionContent, Term
from goals.forms.adoption import SKIP
from goals.forms.fields import KeyField, TextField, VersionField
from goals.importing import FORMATS, LANGUAGES
from goals.models.documents import LONGEST_WORDING
from goals.states import BLOCK_FACTS, LEVEL_OF, BlockPart, SectionKey

LONGEST_SECTION = 4 * LONGEST_WORDING
EMPTY_LINKS = 2
LINK_FIELDS = ("text", "url", "as_of")
WITH_FACTS = {*LEVEL_OF, SectionKey.OPERATIONAL_GOALS}


class TermForm(forms.Form):
    title = TextField(label=gettext_lazy("Název dokumentu"), max_length=200)
    valid_from = DateField(label=gettext_lazy("Platí od"))
    valid_until = DateField(label=gettext_lazy("Platí do"))
    version = VersionField()
    key = KeyField()

    def clean(self):
        facts = super().clean()
        if not self.errors:
            for name, sentence in self.term.problems(others=()):
                self.add_error(name, sentence)
        return facts

    @property
    def term(self):
        return Term(*(self.cleaned_data[name] for name in ("title", "valid_from", "valid_until")))


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each cleaned as one would be."""

    def clean(self, data, initial=None):
        return [super(FilesField, self).clean(one, initial) for one in data or [None]]


class FilesForm(forms.Form):
    files = FilesField(
        label=gettext_lazy("Závazek"),
        widget=ManyFiles(attrs={"accept": ",".join(FORMATS)}),
        help_text=gettext_lazy(
            "Word (.docx), PDF, nebo prostý text (.txt, .md). Jazyky mohou být v jednom souboru, nebo každý zvlášť; "
            "poznají se samy."
        ),
        error_messages={
            "required": gettext_lazy("Vyberte soubor."),
            "invalid": gettext_lazy("Soubor nepřišel celý. Vyberte ho znovu."),
            "empty": gettext_lazy("Soubor je prázdný."),
            "max_length": gettext_lazy("Název souboru je příliš dlouhý. Zkraťte ho."),
        },
    )


class TrialForm(forms.Form):
    """When the commitment holds, and what the parts are of which nobody can tell."""

    title = TermForm.base_fields["title"]
    valid_from = TermForm.base_fields["valid_from"]
    valid_until = TermForm.base_fields["valid_until"]
    version = VersionField()

    def __init__(self, *args, asked, chosen, **kwargs):
        super().__init__(*args, **kwargs)
        self.asked = asked
        for part in asked:
            words = {"where": part.where, "words": part.beginning}
            self.fields[f"part_{part.number}"] = forms.ChoiceField(
                label=_("Co je část od „%(words)s“ (%(where)s)") % words,
                choices=[("", _("Vyberte")), *LANGUAGES.items(), (SKIP, _("Vynechat"))],
                initial=(chosen.get(str(part.number)) or SKIP) if str(part.number) in chosen else "",
                error_messages={"required": _("Vyberte jazyk, nebo že se část vynechá.")},
            )

    def clean(self):
        facts = super().clean()
        if not self.errors:
            for name, sentence in self.term.problems(others=()):
                self.add_error(name, sentence)
        return facts

    @property
    def term(self):
        return Term(*(self.cleaned_data[name] for name in ("title", "valid_from", "valid_until")))

    @property
    def chosen(self):
        answers = {str(part.number): self.cleaned_data[f"part_{part.number}"] for part in self.asked}
        return {number: "" if answer == SKIP else answer for number, answer in answers.items()}


class SectionForm(forms.Form):
    title = TextField(label=gettext_lazy("Nadpis"), max_length=200, required=False)
    text = TextField(
        label=gettext_lazy("Text oddílu"),
        rows=12,
        max_length=LONGEST_SECTION,
        required=False,
        help_text=gettext_lazy("Odstavce oddělte prázdným řádkem. Řádek, který začíná pomlčkou, je položka výčtu."),
    )
    version = VersionField()

    def __init__(self, *args, key, section=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.key, self.written = SectionKey(key), list(section.blocks.all()) if section else []
        self.fields["title"].help_text = _("Necháte-li prázdné, bude nadepsaný: %(title)s.") % {"title": self.key.label}
        if self.key in WITH_FACTS:
            for part in BLOCK_FACTS:
                help_text = _("Co řádek, to jedna věta.")
                self.fields[part] = TextField(
                    label=part.label, rows=2, max_length=LONGEST_WORDING, required=False, help_text=help_text
                )
        self.links = range(len(self._of(BlockPart.LINK)) + EMPTY_LINKS if self.key == SectionKey.DOCUMENTS else 0)
        for at in self.links:
            names = {"number": at + 1}
            texts = _("Dokument %(number)s: název") % names, _("Dokument %(number)s: adresa") % names
            self.fields[f"link_{at}_text"] = TextField(label=texts[0], max_length=200, required=False)
            self.fields[f"link_{at}_url"] = TextField(label=texts[1], max_length=500, required=False)
            day = _("Dokument %(number)s: ke dni") % names
            self.fields[f"link_{at}_as_of"] = DateField(label=day, required=False)
        for name, value in self._written(section).items():
            self.initial.setdefault(name, value)

    def _of(self, part):
        return [block for block in self.written if block.part == part]

    def _written(self, section):
        """What the form starts from."""
        values = {"version": section.version if section else 0, "title": section.title if section else ""}
        values["text"] = blocks.typed(self.written)
        values |= {part: "\n".join(block.text for block in self._of(part)) for part in BLOCK_FACTS}
        for at, block in enumerate(self._of(BlockPart.LINK)):
            values |= {f"link_{at}_{name}": getattr(block, name) for name in LINK_FIELDS}
        return values

    def clean(self):
        facts = super().clean()
        if "text" in facts and any(len(text) > LONGEST_WORDING for _part, text in blocks.parsed(facts["text"])):
            self.add_error("text", _("Jeden z odstavců je příliš dlouhý. Rozdělte ho prázdným řádkem."))
        for at in self.links:
            self._clean_link(at, facts)
        return facts

    def _clean_link(self, at, facts):
        """All three or none; the address of a page."""
        values = {name: facts.get(f"link_{at}_{name}") for name in LINK_FIELDS}
        if not any(values.values()):
            return
        sentences = {
            "text": _("Napište název dokumentu."),
            "url": _("Napište adresu, například https://example.cz/pravidla."),
            "as_of": _("Napište, ke kterému dni odkaz vede na platné znění."),
        }
        for name, sentence in sentences.items():
            if not values[name] and f"link_{at}_{name}" not in self.errors:
                self.add_error(f"link_{at}_{name}", sentence)
        if values["url"]:
            try:
                URLValidator(schemes=["http", "https"])(values["url"])
            except ValidationError:
                self.add_error(f"link_{at}_url", sentences["url"])

    @property
    def content(self):
        facts = self.cleaned_data
        found = [BlockContent(part, text) for part, text in blocks.parsed(facts["text"])]
        for part in BLOCK_FACTS:
            lines = (line.strip().removeprefix("- ") for line in facts.get(part, "").splitlines())
            found += [BlockContent(part, line) for line in lines if line]
        for at in self.links:
            if facts[f"link_{at}_text"]:
                link = {name: facts[f"link_{at}_{name}"] for name in LINK_FIELDS}
                found.append(BlockContent(BlockPart.LINK, **link))
        return SectionContent(facts["title"], tuple(found))
