"""The commitment of the small world in other languages: a translator of each, what they wrote, brought and read, and
what of it came out."""

from datetime import date

from centres.languages import Language
from goals.models import Document
from goals.models.translations import source_hash
from goals.public.issuing import publish_issue, ready_issue
from goals.translating import Wording, keep_translations, translate, units_of
from goals.translation_files import import_language


def live_in_languages(world, translators, at):
    """`translators` by language. Of each language the title is read and comes out; another part was brought in a file,
    made from a Czech that differs from the one of today by a word."""
    at(2027, 1, 25, 9)
    document = Document.objects.term_on(date(2027, 1, 25)).get()
    title, other = (next(unit for unit in units_of(document) if unit.name == name) for name in names_of(document))
    before = f"{other.czech} Tedy"
    for language, by in translators.items():
        there = document.translations.filter(language=language, block=other.name).first()
        rows = [(other.name, before, f"{other.czech} ({language})", there.version if there else 0)]
        import_language(document, language, rows, by=by)
        written = translate(document, language, title.name, Wording("?"), seen=title.source_hash, version=0, by=by)
        read = Wording(f"{title.czech} ({language})", is_read=True, reason="Zkouška.")
        translate(document, language, title.name, read, seen=title.source_hash, version=written.version, by=by)
    seen = {"since": source_hash(before), "seen": other.source_hash}
    keep_translations(document, other.name, reason="Jen slovo navíc.", by=world.above, **seen)
    for language in Language:
        ready = ready_issue(document, language)
        publish_issue(document, language, expected=ready.fingerprint, by=world.above)


def names_of(document):
    """The title, and the last block that there is."""
    blocks = [unit.name for unit in units_of(document) if unit.name.startswith("block-")]
    return "title", blocks[-1]
