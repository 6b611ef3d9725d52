"""What of an edition of the commitment is out in which language, for pages: read from frozen issues alone."""

from datetime import date

from centres.languages import Language
from goals.blocks import Told
from goals.models import LanguageIssue
from goals.models.translations import TranslationState


def words_of(issue):
    """The blocks of an issue that it says in its language."""
    return [block for block in issue.blocks if "text" in block] if issue else []


def issue_of(edition, language):
    """The last one of the edition in the language, or None."""
    return edition.issues.filter(language=language).order_by("-number").first()


def numbered_issues(edition):
    """All that came out of the edition in other languages, in the order of languages."""
    order = Language.values.index
    return sorted(edition.issues.all(), key=lambda issue: (order(issue.language), issue.number))


def teller(issue: LanguageIssue | None, czech_page: str):
    """Gives what a block says in the language of the issue, or the Czech, which then says that it is Czech; what is
    stale leads to the Czech page."""
    words = {block["block"]: block for block in words_of(issue)}

    def tell(name, czech):
        if name not in words:
            return Told(czech, name, TranslationState.MISSING)
        block, follows = words[name], words[name].get("follows")
        day = date.fromisoformat(follows) if follows else None
        return Told(block["text"], name, block["state"], day, f"{czech_page}#{name}")

    return tell
