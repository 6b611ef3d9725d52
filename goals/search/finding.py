"""One search: the question in its form, what is found in which order, and what to try where nothing is."""

from operator import attrgetter

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from centres.czech import czech_order
from centres.languages import address_in
from goals.filters import ANY_CENTRE, ANY_KIND, Select
from goals.search.rows import HELP, is_named
from goals.search.words import TOKEN, excerpt, terms_of

LONGEST_QUERY = 200
MOST_WORDS = 10  # of which the page says how often each is there
ON_A_PAGE = 20
CHOSEN = ("year", "centre", "kind", "status")
NO_WORD = _("Napište aspoň jedno slovo. Hvězdičky, uvozovky a jiná znaménka nic nehledají.")


class SearchForm(forms.Form):
    q = forms.CharField(
        label=_("Co hledáte"),
        required=False,
        max_length=LONGEST_QUERY,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    year = forms.ChoiceField(label=_("Rok"), required=False)
    centre = forms.ChoiceField(label=_("Centrum"), required=False, widget=Select)
    kind = forms.ChoiceField(label=_("Druh"), required=False)
    status = forms.ChoiceField(label=_("Stav"), required=False)

    def __init__(self, data, corpus):
        super().__init__(data)
        centres = sorted(corpus.centres.items(), key=lambda centre: czech_order(centre[1]))
        choices = {
            "year": [("", _("Všechny roky")), *((str(year), year) for year in corpus.years)],
            "centre": [("", ANY_CENTRE), *centres],
            "kind": [("", ANY_KIND), *((value, kind.label) for value, kind in corpus.kinds.items())],
            "status": [("", _("Jakýkoli stav")), *((value, one.label) for value, one in corpus.statuses.items())],
        }
        for name, found in choices.items():
            self.fields[name].choices = found

    def clean_q(self):
        query = self.cleaned_data["q"]
        if query and not terms_of(query, ""):
            raise ValidationError(NO_WORD)
        return query


class Search:
    """`asked` is what stands in the address; `language` that of the page."""

    def __init__(self, corpus, asked, language):
        self.corpus, self.asked, self.language = corpus, asked, language
        self.form = SearchForm(asked if self.is_asked else None, corpus)

    @property
    def is_asked(self):
        return any(self.asked.get(name) for name in ("q", *CHOSEN))

    @cached_property
    def is_narrowed(self):
        return any(self.asked.get(name) for name in CHOSEN)

    @cached_property
    def is_invalid(self):
        return self.form.is_bound and not self.form.is_valid()

    @cached_property
    def query(self):
        return "" if self.is_invalid or not self.is_asked else self.form.cleaned_data["q"]

    def with_words(self, query):
        """Rows with all of the words; those first that they name, then those that say them in their text, the newest
        years before others, help last."""
        terms = {language: terms_of(query, language) for language in (self.language, "cs")}
        rows = [row for rows in self.corpus.having(terms) for row in sorted(rows, key=attrgetter("rank"))]
        if any(term.isdigit() for found in terms.values() for term in found):
            rows.sort(key=lambda row: not is_named(row, terms[row.language]))
        # Not sorted once more: of a common word there are thousands.
        return [*(row for row in rows if row.kind is not HELP), *(row for row in rows if row.kind is HELP)]

    @cached_property
    def found(self):
        if self.is_invalid or not self.is_asked:
            return []
        found = self.with_words(self.query)
        if not self.is_narrowed:
            return found
        chosen = {name: self.form.cleaned_data[name] for name in CHOSEN}
        return [row for row in found if _is_chosen(row, **chosen)]

    def page(self, number):
        """The page of results, each with its address in the language and its text in pieces."""
        page = Paginator(self.found, ON_A_PAGE).get_page(number)
        terms = {language: terms_of(self.query, language) for language in (self.language, "cs")}
        page.object_list = [
            {
                "row": row,
                "url": address_in(self.language, row.url),
                "title": excerpt(row.title, terms[row.language], row.language),
                "pieces": excerpt(row.text, terms[row.language], row.language),
            }
            for row in page.object_list
        ]
        return page

    # Where nothing is found

    @cached_property
    def count_of_all(self):
        """How many there are without what was chosen."""
        return len(self.with_words(self.query)) if self.is_narrowed and self.query else 0

    @cached_property
    def words(self):
        """What was typed, a word each, with how many rows have it; nothing of a whole paragraph, which takes as many
        searches as it has words and makes a list that nobody reads."""
        tokens = dict.fromkeys(TOKEN.findall(self.query))
        if len(tokens) > MOST_WORDS:
            return []
        return [(token, len(self.with_words(token))) for token in tokens if terms_of(token, self.language)]

    @cached_property
    def nearest(self):
        """The query with the nearest word in place of each that nobody wrote; empty where that finds nothing either."""
        words = [token if count else self._alike(token) for token, count in self.words]
        nearest = " ".join(words) if all(words) else ""
        return nearest if nearest and nearest != self.query and self.with_words(nearest) else ""

    def _alike(self, token):
        return self.corpus.nearest(terms_of(token, self.language)[0], token)


def _is_chosen(row, *, year, centre, kind, status):
    return (
        (not year or str(row.year) == year)
        and (not centre or row.centre == centre)
        and (not kind or row.kind.value == kind)
        and (not status or (row.status is not None and row.status.value == status))
    )
