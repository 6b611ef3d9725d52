"""What an edition of the commitment says in each language: with the edition what people have read by then, later what
more is translated. Only what a person has read comes out, and it never says to be newer than it is."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from centres import access
from centres.access import Right
from centres.events import record_event
from centres.languages import Language
from goals.freezing import checksum, fingerprint, next_number, plain
from goals.models import LanguageIssue
from goals.models.translations import TranslationState, source_hash
from goals.public.issues import issue_of, words_of
from goals.renderings import draw_after_commit
from goals.sent_forms import made_before, remember
from goals.workflow import EditConflict, Refused, lock_document


def czech_in(edition):
    """What the edition says in Czech, by the names of its blocks, in the order of its rows."""
    found = {"title": edition.title}
    for section in edition.sections.order_by("position"):
        if section.title:
            found[f"section-{section.key}"] = section.title
        found |= {f"block-{block['id']}": block["text"] for block in section.blocks}
    goals = edition.goals.order_by("position", "number").values_list("number", "text")
    return found | {f"goal-{number}": text for number, text in goals}


def _rows_of(edition, language):
    """Translations of the document by the names that blocks have in the edition, where goals go by their numbers."""
    goals = edition.document.goals.originals().exclude(number=None).values_list("pk", "number")
    names = {f"goal-{pk}": f"goal-{number}" for pk, number in goals}
    rows = edition.document.translations.filter(language=language)
    return {names.get(row.block, row.block): row for row in rows}


@dataclass(frozen=True)
class Candidate:
    """Words that a person has read, and the hash of the Czech that they say."""

    text: str
    source: str


def blocks_of(edition, language):
    """What would come out now: each block with its state; words and the hash of their Czech where a person has read
    them; of what is stale the day of the last edition that said so.

    What came out before goes on where nothing better is there. In a later issue words made from another Czech than the
    edition's are left alone: their Czech may be a draft.
    """
    rows, last = _rows_of(edition, language), last_issue(edition.document, language)
    is_later = last is not None and last.edition_id == edition.pk
    out = {one["block"]: Candidate(one["text"], one["source"]) for one in words_of(last)}
    days, blocks = _Days(edition), []
    for name, czech in czech_in(edition).items():
        row, now = rows.get(name), source_hash(czech)
        read = Candidate(row.text, row.source_hash) if row and row.checked_at else None
        candidates = [one for one in (read, out.get(name)) if one]
        known = next((one for one in candidates if one.source == now), None)
        if known is None:
            candidates = [one for one in candidates if not (is_later and one is read)]
        known = known or next(iter(candidates), None)
        blocks.append({"block": name, **_said(known, row, now, days.last(name, known))})
    return blocks


def _said(known, row, now, follows):
    if known is None:
        return {"state": str(TranslationState.UNCHECKED if row else TranslationState.MISSING)}
    words = {"text": known.text, "source": known.source}
    if known.source == now:
        return {"state": str(TranslationState.FRESH), **words}
    return {"state": str(TranslationState.STALE), **words, **({"follows": follows.isoformat()} if follows else {})}


class _Days:
    """When the document last said what a translation was made from."""

    def __init__(self, edition):
        self.edition, self.found = edition, None

    def last(self, name, known):
        if known is None:
            return None
        if self.found is None:
            self.found = {}
            earlier = self.edition.document.editions.filter(number__lte=self.edition.number).order_by("number")
            for one in earlier:
                for block, czech in czech_in(one).items():
                    self.found[block, source_hash(czech)] = one.published_on
        return self.found.get((name, known.source))


def last_issue(document, language):
    issues = LanguageIssue.objects.filter(edition__document=document, language=language).select_related("edition")
    return issues.order_by("-edition__number", "-number").first()


def content_of(issue):
    heading = {"edition": issue.edition.checksum, "language": issue.language, "number": issue.number}
    heading |= {name: plain(getattr(issue, name)) for name in ("published_at", "published_on")}
    return {"issue": heading, "blocks": issue.blocks}


def is_intact(issue):
    """Does it still say what it said? The moment is not in the checksum of those that are older than it was there."""
    content = content_of(issue)
    older = content | {"issue": {name: fact for name, fact in content["issue"].items() if name != "published_at"}}
    return issue.checksum in {checksum(content), checksum(older)}


def freeze_issue(edition, language, blocks, *, now):
    number = next_number(edition.issues.filter(language=language))
    issue = LanguageIssue(edition=edition, language=language, number=number)
    issue.published_at, issue.published_on, issue.blocks = now, timezone.localdate(now), blocks
    issue.checksum = checksum(content_of(issue))
    issue.save(force_insert=True)
    return issue


def freeze_languages(edition, *, now):
    """The first issue of each language of which a person has read something, with the edition."""
    for language in Language:
        blocks = blocks_of(edition, language)
        if any("text" in block for block in blocks):
            freeze_issue(edition, language, blocks, now=now)


def go_on(edition, following, *, now):
    """What a withdrawn edition said in its languages, in the one that follows; words that were erased are gone there
    too."""
    for language in Language:
        if issue := issue_of(edition, language):
            freeze_issue(following, language, issue.blocks, now=now)


@dataclass(frozen=True)
class ReadyIssue:
    """What would come out in a language now, beside what is out."""

    edition: object
    language: str
    blocks: list
    last: LanguageIssue | None

    @property
    def fingerprint(self):
        return fingerprint([self.edition.pk, self.last.number if self.last else 0, self.blocks])

    @property
    def news(self):
        """Blocks that are new or say something else."""
        before = words_of(self.last)
        return [block for block in self.blocks if "text" in block and block not in before]


def ready_issue(document, language):
    """None where no edition is out."""
    edition = document.editions.current().select_related("document").first()
    if edition is None:
        return None
    return ReadyIssue(edition, language, blocks_of(edition, language), issue_of(edition, language))


def publish_issue(document, language, *, expected, by, now=None):
    """Let what has been translated since come out in the language. `expected` is what the person saw. Idempotent."""
    now = now or timezone.now()
    with transaction.atomic():
        document = lock_document(document.pk)
        role = access.rights_of(by, on=timezone.localdate(now)).require(Right.PUBLISH)
        purpose = f"issue:{document.pk}:{language}"
        if made := made_before(expected, by, purpose):
            return LanguageIssue.objects.get(pk=made[0])
        ready = ready_issue(document, language)
        if ready is None:
            raise Refused(_("Závazek ještě nevyšel. Překlad vyjde s ním."))
        if ready.fingerprint != expected:
            raise EditConflict(ready, _("Mezitím se změnilo, co by vyšlo. Zkontrolujte seznam znovu a vydejte ho."))
        if not ready.news:
            raise Refused(_("Poslední jazykové vydání říká totéž. Nové vyjde teprve s něčím, co se změnilo."))
        issue = freeze_issue(ready.edition, language, ready.blocks, now=now)
        remember(expected, by, purpose, [issue], at=now)
        record_event(document, "issue", by=by, role=role, at=now, comment=str(issue), fingerprint=expected)
        draw_after_commit(ready.edition)
        return issue
