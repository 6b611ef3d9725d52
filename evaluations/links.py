"""Addresses that a person writes one on each line: what is kept of them, and which line is not one."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

MOST_LINKS = 10
LONGEST_LINK = 500
LONGEST_LINKS = 2000  # together
is_address = URLValidator(schemes=["http", "https"])


class WrongLink(ValidationError):
    """The line cannot be kept; `link` is what stands on it, `problem` what is wrong with it."""

    def __init__(self, line: int, link: str, problem: str):
        self.link, self.problem = link, problem
        super().__init__(_("Řádek %(line)s: %(problem)s") % {"line": line, "problem": problem})


def read_links(text: str) -> str:
    """The addresses without blank lines and the spaces around them; raises WrongLink for the first wrong line."""
    links: list[str] = []
    for line, link in enumerate(map(str.strip, text.splitlines()), 1):
        if not link:
            continue
        if len(links) == MOST_LINKS:
            problem = _("vejde se nejvýše %(most)s odkazů. Nechte ty nejdůležitější.") % {"most": MOST_LINKS}
            raise WrongLink(line, link, problem)
        if len(link) > LONGEST_LINK:
            lengths = {"most": LONGEST_LINK, "now": len(link)}
            problem = _("odkaz má %(now)s znaků, vejde se jich nejvýše %(most)s. Zkraťte ho.") % lengths
            raise WrongLink(line, link, problem)
        try:
            is_address(link)
        except ValidationError:
            problem = _("to není odkaz. Zadejte celou adresu, která začíná https://.")
            raise WrongLink(line, link, problem) from None
        links.append(link)
    return "\n".join(links)
