"""The public commitment as a document: its terms, one after another, and its sections. Its goals are goals like others
(goals/writing.py), and it comes out as a year does (goals/public/publishing.py)."""

from dataclasses import dataclass, replace
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centres import access
from centres.access import Right
from centres.events import record_event
from goals.blocks import passed, same_blocks, written_sections
from goals.formatting import format_date
from goals.models import Block, Document, Goal, Section
from goals.sent_forms import made_before, remember
from goals.states import BlockPart, DocumentKind, SectionKey
from goals.translating import take_over
from goals.workflow import EditConflict, Refused, lock_document, require_open
from goals.writing import Content, create

TITLE = gettext_lazy("Veřejný závazek center na podporu integrace cizinců")


@dataclass(frozen=True)
class Term:
    """From when until when a commitment holds, and what it is called."""

    title: str
    valid_from: date
    valid_until: date

    @classmethod
    def of(cls, document):
        return cls(document.title, document.valid_from, document.valid_until)

    @property
    def columns(self):
        return {"title": self.title, "valid_from": self.valid_from, "valid_until": self.valid_until}

    def problems(self, others):
        """Pairs of a field and the sentence about it; `others` are the other terms."""
        if self.valid_until < self.valid_from:
            yield "valid_until", _("Platnost nemůže skončit dřív, než začala.")
            return
        for other in others:
            if other.valid_from is None:
                sentence = _("Nejdřív napište, od kdy do kdy platí závazek, který tu už je.")
                yield "valid_from", sentence
            elif other.valid_from <= self.valid_until and other.valid_until >= self.valid_from:
                sentence = _("Platnost se překrývá se závazkem, který platí %(term)s.")
                yield "valid_from", sentence % {"term": in_words(other)}
            elif other.valid_from.year == self.valid_from.year:
                sentence = _("Rokem %(year)s už začíná jiný závazek a podle prvního roku má každý svou adresu.")
                yield "valid_from", sentence % {"year": self.valid_from.year}


def in_words(term):
    days = {"from": format_date(term.valid_from), "until": format_date(term.valid_until)}
    return _("od %(from)s do %(until)s") % days


def others_than(document):
    return Document.objects.terms().exclude(pk=document.pk if document else None)


def open_term(term, *, by, key=None, now=None):
    """Begin a commitment for a further term and return its document: with the sections of the one before, and its goals
    as drafts that continue them. One for an older term, which comes in later, begins empty. Idempotent."""
    now = now or timezone.now()
    with transaction.atomic():
        role = access.rights_of(by, on=timezone.localdate(now)).require(Right.WRITE_COMMITMENT)
        terms = list(Document.objects.terms().select_for_update(no_key=True).order_by("pk"))
        if made := made_before(key, by, "open_term"):
            return Document.objects.get(pk=made[0])
        document = add_term(term, terms)
        before = document.continues
        if before and not hasattr(document, "continued_by"):
            _copy_sections(before, document)
            _copy_goals(before, document, by=by, now=now)
            take_over(before, document)
        remember(key, by, "open_term", [document], at=now)
        record_event(document, "open_term", by=by, role=role, at=now, comment=in_words(term))
        return document


def add_term(term, terms):
    """The document of the term, in its place in the chain of all, which the caller holds."""
    for _field, sentence in term.problems(terms):
        raise Refused(sentence)
    before = max((one for one in terms if one.valid_until < term.valid_from), key=_beginning, default=None)
    after = min((one for one in terms if one.valid_from > term.valid_until), key=_beginning, default=None)
    if after:  # makes room: each term is followed by one
        Document.objects.filter(pk=after.pk).update(continues=after)
    try:
        with transaction.atomic():
            document = Document.objects.create(kind=DocumentKind.COMMITMENT, continues=before, **term.columns)
    except IntegrityError:  # somebody else has begun the first one meanwhile
        raise Refused(_("Závazek mezitím založil někdo jiný. Otevřete stránku znovu.")) from None
    if after:
        Document.objects.filter(pk=after.pk).update(continues=document)
        document.continued_by = after
    return document


def _beginning(document):
    return document.valid_from


def _copy_sections(before, document):
    for section in before.sections.prefetch_related("blocks"):
        blocks = list(section.blocks.all())
        section.pk, section.document, section.version = None, document, 1
        section.save(force_insert=True)
        for block in blocks:
            block.pk, block.section = None, section
        Block.objects.bulk_create(blocks)


def _copy_goals(before, document, *, by, now):
    goals = (
        Goal.objects.approved().filter(document=before, ends_on=None).in_document_order().prefetch_related("targets")
    )
    for goal in goals.select_related("amends"):
        content = replace(Content.of(goal), reason="")
        create(document, content, by=by, level=goal.level, continues=goal.amends or goal, now=now)


def change_term(document, term, *, by, now=None):
    """Give the commitment another title or validity; the document counts as it was seen."""
    now = now or timezone.now()
    with transaction.atomic():
        list(Document.objects.terms().select_for_update(no_key=True).order_by("pk"))
        current = Document.objects.get(pk=document.pk)
        role = access.rights_of(by, on=timezone.localdate(now)).require(Right.WRITE_COMMITMENT)
        if Term.of(current) == term:
            return current
        if current.version != document.version:
            sentence = _("Platnost mezitím změnil někdo jiný. Tady je aktuální; zkontrolujte ji a změňte znovu.")
            raise EditConflict(current, sentence)
        require_open(current)
        for _field, sentence in (*term.problems(others_than(current)), *_moved(current, term)):
            raise Refused(sentence)
        Document.objects.filter(pk=current.pk).update(version=F("version") + 1, **term.columns)
        record_event(current, "change_term", by=by, role=role, at=now, comment=in_words(term))
        return Document.objects.get(pk=current.pk)


def _moved(document, term):
    """An address that came out stays, and so does the order of terms."""
    out = document.editions.exclude(valid_from=None).order_by("-number").first()
    if out and out.valid_from.year != term.valid_from.year:
        sentence = _(
            "Závazek už vyšel s platností od roku %(year)s a podle toho roku má adresu; začátek v jiném nejde."
        )
        yield "valid_from", sentence % {"year": out.valid_from.year}
    before, after = document.continues, getattr(document, "continued_by", None)
    if (before and before.valid_from > term.valid_from) or (after and after.valid_from < term.valid_from):
        yield "valid_from", _("Závazky jdou po sobě; tento nemůže přeskočit jiný.")


@dataclass(frozen=True)
class BlockContent:
    part: BlockPart
    text: str
    url: str = ""
    as_of: date | None = None

    @classmethod
    def of(cls, block):
        return cls(BlockPart(block.part), block.text, block.url, block.as_of)


@dataclass(frozen=True)
class SectionContent:
    """All that a person writes of a section."""

    title: str = ""
    blocks: tuple[BlockContent, ...] = ()

    @classmethod
    def of(cls, section):
        if section is None:
            return cls()
        return cls(section.title, tuple(BlockContent.of(block) for block in section.blocks.all()))

    @property
    def text(self):
        """For the record of events."""
        lines = [f"{block.text} {block.url}".strip() for block in self.blocks]
        return "\n".join(filter(None, [self.title, *lines]))


def write_section(document, key, content, *, version, by, now=None):
    """Save what a section of the commitment says; `version` is the one that was seen, 0 where there was none. A section
    in which nothing is left goes. Idempotent."""
    now = now or timezone.now()
    with transaction.atomic():
        document = lock_document(document.pk)
        role = access.rights_of(by, on=timezone.localdate(now)).require(Right.WRITE_COMMITMENT)
        current = document.sections.filter(key=key).prefetch_related("blocks").first()
        if SectionContent.of(current) == content:
            return current
        if (current.version if current else 0) != version:
            raise EditConflict(current, _("Oddíl mezitím upravil někdo jiný. Níže je, jak zní teď."))
        require_open(document)
        section = put_section(document, key, content, current)
        label = SectionKey(key).label
        record_event(document, "write_section", by=by, role=role, at=now, comment=str(label), content=content.text)
        return section


def put_section(document, key, content, current=None):
    """The section as a row with its blocks; those that were there before keep their identity."""
    if not content.blocks and not content.title:
        current.delete()
        return None
    section = current or Section(document=document, key=key, version=0, position=[*SectionKey].index(key) + 1)
    section.title, section.version = content.title, section.version + 1
    section.save()
    old = list(section.blocks.all())
    same = same_blocks(old, content.blocks)
    Block.objects.filter(pk__in=[block.pk for at, block in enumerate(old) if at not in set(same.values())]).delete()
    for block in old:  # no place is held by one that is to stand elsewhere
        Block.objects.filter(pk=block.pk).update(position=F("position") + len(old) + len(content.blocks))
    for at, block in enumerate(content.blocks):
        pk = old[same[at]].pk if at in same else None
        facts = {"part": block.part, "text": block.text, "url": block.url, "as_of": block.as_of}
        Block(pk=pk, section=section, position=at + 1, **facts).save(force_insert=pk is None)
    return Section.objects.prefetch_related("blocks").get(pk=section.pk)


def passed_of(document, today):
    """Which dates of the commitment have passed while it holds."""
    goals = Goal.objects.approved().filter(document=document).in_document_order().prefetch_related("targets")
    return passed(written_sections(document), goals, today)
