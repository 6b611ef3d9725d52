"""How the commitment stands in its languages: which of its blocks are translated, and from which Czech."""

from collections import Counter

from goals.blocks import written_sections
from goals.models import Goal
from goals.models.translations import Language, TranslationState


def czech_of(document):
    """What is translated by itself, by its name: the title, headings, blocks of sections, wordings of goals."""
    found = {"title": document.title}
    headings = dict(document.sections.values_list("key", "pk"))
    for section in written_sections(document):
        if section.title:
            found[f"section-{headings[section.key]}"] = section.title
        found |= {f"block-{block['id']}": block["text"] for block in section.blocks}
    goals = Goal.objects.current().filter(document=document)
    return found | {f"goal-{goal.root_id}": goal.text for goal in goals}


def standing(document):
    """By language how many blocks are in which state; a language of which nothing is there is left out."""
    czech = czech_of(document)
    there = {}
    for row in document.translations.all():
        if row.block in czech:
            there.setdefault(row.language, Counter())[row.state(czech[row.block])] += 1
    found = []
    for language, counts in sorted(there.items(), key=lambda pair: Language.values.index(pair[0])):
        counts[TranslationState.MISSING] = len(czech) - counts.total()
        states = [(state, counts[state]) for state in TranslationState if counts[state]]
        found.append({"language": Language(language), "states": states})
    return found
