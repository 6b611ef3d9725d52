"""The public side: numbered, frozen publications. Rows are only ever added; triggers refuse everything else."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from centres.languages import is_czech
from centres.models import Role
from goals.models.documents import Document
from goals.models.goals import Measure
from goals.states import DocumentKind, Level, SectionKey

WHOLE = {"format": "pdf", "language": "cs", "centre": ""}


class EditionQuerySet(models.QuerySet):
    def operational(self):
        return self.filter(document__kind=DocumentKind.OPERATIONAL)

    def for_year(self, year):
        return self.operational().filter(document__year=year)

    def of_commitments(self):
        return self.filter(document__kind=DocumentKind.COMMITMENT)

    def current(self):
        """The last edition of each document: the one that holds."""
        newer = Edition.objects.filter(document=models.OuterRef("document"), number__gt=models.OuterRef("number"))
        return self.filter(~models.Exists(newer))

    def with_content(self):
        """Sections, centres, goals and targets in document order, in five more queries; `goals` of the edition are then
        those of no centre."""
        goals = EditionGoal.objects.order_by("position", "number").prefetch_related("targets")
        centres = EditionCentre.objects.prefetch_related(models.Prefetch("goals", goals))
        network = models.Prefetch("goals", goals.filter(centre=None))
        return self.prefetch_related("sections", network, models.Prefetch("centres", centres))


class Rendered(models.Model):
    """What is frozen and shown by files, of which the PDF is drawn after it was frozen."""

    class Meta:
        abstract = True

    @property
    def pdf(self):
        """The file (`files` are best fetched with the row); None while it is being prepared."""
        return next((file for file in self.files.all() if file.is_pdf), None)


class Edition(Rendered):
    """Number, date, the approving role, and a checksum over everything the rows below it say."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="editions", verbose_name=_("dokument"))
    number = models.PositiveSmallIntegerField(_("číslo"))
    year = models.PositiveSmallIntegerField(_("rok"), null=True)
    title = models.CharField(_("název"), max_length=200)
    reference_number = models.CharField(_("číslo jednací"), max_length=60, blank=True)
    published_at = models.DateTimeField(_("vydáno"))
    published_on = models.DateField(_("datum vydání"))
    approved_by_role = models.CharField(_("schválil/a"), max_length=20, choices=Role)
    note = models.TextField(_("poznámka k vydání"), blank=True)
    erratum = models.TextField(_("oprava předchozího vydání"), blank=True)
    # Centres whose goals are not in it, each with its slug, its name and the reason; newer than the first editions.
    omissions = models.JSONField(_("bez koho vyšlo"), default=list)
    # Of an edition that came out elsewhere, before the goals were kept here; empty where it came out here.
    adopted_from = models.CharField(_("převzato z dokumentu"), max_length=200, blank=True)
    adopted_on = models.DateField(_("převzato"), null=True)
    approved_on = models.DateField(_("schváleno"), null=True)
    valid_from = models.DateField(_("platí od"), null=True)
    valid_until = models.DateField(_("platí do"), null=True)
    checksum = models.CharField(_("kontrolní součet"), max_length=64)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-number"]
        verbose_name = _("vydání")
        verbose_name_plural = _("vydání")
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="edition_number_is_given_once")]

    def __str__(self):
        return _("Vydání %(number)s") % {"number": self.number}

    def get_absolute_url(self):
        return reverse("edition" if self.year else "commitment-edition", args=[self.first_year, self.number])

    @property
    def numbered_heading(self):
        return gettext("%(title)s, vydání %(number)s") % {"title": self.heading, "number": self.number}

    @property
    def pdf_url(self):
        return reverse("edition-pdf" if self.year else "commitment-edition-pdf", args=[self.first_year, self.number])

    @property
    def word_url(self):
        return reverse("edition-word" if self.year else "commitment-edition-word", args=[self.first_year, self.number])

    @property
    def document_url(self):
        """Of the page that shows the newest edition of the same document."""
        return reverse("year" if self.year else "public-commitment-term", args=[self.first_year])

    @property
    def first_year(self):
        """By which its address is known: the year, or of a commitment the one in which it begins to hold."""
        return self.year or (self.valid_from or self.published_on).year

    @property
    def heading(self):
        """Its title, in another language what it is: titles are words of people."""
        if is_czech():
            return self.title
        if self.year is None:
            return gettext("Veřejný závazek")
        return gettext("Operační cíle center %(year)s") % {"year": self.year}


class EditionSection(models.Model):
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="sections")
    key = models.CharField(max_length=20, choices=SectionKey)
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    # Of the commitment, each with its id (goals/blocks.py); left out of the content of others.
    blocks = models.JSONField(default=list)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["edition", "position"], name="edition_section_position_is_free")]

    def __str__(self):
        return self.title


class FrozenCentre(models.Model):
    """The centre as it was called, and where it belonged, on the day when it came out."""

    slug = models.SlugField()
    name = models.CharField(max_length=120)
    nuts3 = models.CharField(max_length=5)
    region = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True
        ordering = ["position"]

    def __str__(self):
        return self.name


class EditionCentre(FrozenCentre):
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="centres")
    parent_slug = models.SlugField(blank=True)
    parent_name = models.CharField(max_length=120, blank=True)
    # Of an edition of the commitment, which names all centres there are and has goals of none.
    operator = models.CharField(max_length=120, blank=True, default="")
    contact = models.CharField(max_length=300, blank=True, default="")

    class Meta(FrozenCentre.Meta):
        constraints = [models.UniqueConstraint(fields=["edition", "slug"], name="edition_centre_is_there_once")]


class EditionGoal(models.Model):
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="goals")
    centre = models.ForeignKey(EditionCentre, models.PROTECT, null=True, related_name="goals")
    level = models.CharField(max_length=20, choices=Level)
    number = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    folded_text = models.TextField()  # without case and diacritics, for the search that works alike on both engines
    approved_on = models.DateField()
    continues_year = models.PositiveSmallIntegerField(null=True)
    continues_number = models.PositiveSmallIntegerField(null=True)
    # Newer than the first editions: left out of the content where empty, so that their checksums hold.
    serves = models.TextField(blank=True)  # wording of the long-term goal
    responsible = models.CharField(max_length=120, blank=True)
    evidence = models.TextField(blank=True)
    reason = models.TextField(blank=True)  # of the amendment that this wording came with
    ends_on = models.DateField(null=True)  # of a goal that was ended during its year

    class Meta:
        ordering = ["centre__position", "position", "number"]
        constraints = [models.UniqueConstraint(fields=["edition", "number"], name="edition_goal_number_is_there_once")]

    def __str__(self):
        return _("Cíl %(number)s") % {"number": self.number}


class EditionTarget(Measure):
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="targets")
    goal = models.ForeignKey(EditionGoal, models.PROTECT, related_name="targets")

    class Meta(Measure.Meta):
        constraints = [models.UniqueConstraint(fields=["goal", "position"], name="edition_target_position_is_free")]


class FrozenFileManager(models.Manager):
    def get_queryset(self):
        """Without the content, which is read where a file is sent, not where a page says how large it is."""
        return super().get_queryset().defer("content")

    def pdfs(self):
        """The whole as PDF in Czech, the one that every edition, evaluation and minutes gets."""
        return self.filter(**WHOLE)


class FrozenFile(models.Model):
    """A rendering made once. The first file seals what it shows: no further row can be added."""

    format = models.CharField(max_length=10)
    language = models.CharField(max_length=10, default="cs")
    centre = models.SlugField(blank=True)  # the slug of the one that it is about; empty: of all
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    pages = models.PositiveSmallIntegerField(null=True)

    objects = FrozenFileManager()

    class Meta:
        abstract = True

    def __str__(self):
        return self.format

    @property
    def key(self):
        """Which file of its row it is."""
        return self.format, self.language, self.centre

    @property
    def is_pdf(self):
        return all(getattr(self, name) == value for name, value in WHOLE.items())


class EditionFile(FrozenFile):
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="files")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "format", "language", "centre"], name="edition_file_is_made_once"
            )
        ]
