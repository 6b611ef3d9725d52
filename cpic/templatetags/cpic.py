"""Tags and filters that every template may use."""

import re

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from centres.access import Right
from centres.addresses import full_address
from centres.czech import full_stop, lead_in
from centres.languages import BEGIN, CZECH, END, address_in, is_czech
from cpic import guide
from goals.formatting import format_number, typeset
from goals.formatting import percent as in_percent

register = template.Library()


register.filter("number", format_number)


@register.filter
def typo(text):
    """The text with no-break spaces; escaping is left to the template."""
    return typeset(str(text))


register.filter("full_stop", full_stop, is_safe=True)
register.filter("lead_in", lead_in, is_safe=True)


@register.simple_tag
def is_example():
    """Does the site show the example, and not what an organisation has written?"""
    return settings.EXAMPLE and not settings.IS_PRODUCTION


@register.filter
def czech(text):
    """Words of people, names and addresses, typeset; on a page in another language marked as Czech."""
    words = typeset(str(text))
    words = SafeString(words) if isinstance(text, SafeString) else words
    return words if is_czech() or not words else format_html('<span lang="{}">{}</span>', CZECH, words)


@register.simple_tag
def in_czech():
    """The attribute of an element that holds such words and nothing else."""
    return "" if is_czech() else format_html(' lang="{}"', CZECH)


CZECH_PIECE = re.compile(f"{BEGIN}(.*?){END}", re.DOTALL)


@register.filter
def marked(text):
    """A sentence of ours, typeset, with the Czech words in it marked as such."""
    sentence = text if isinstance(text, SafeString) else escape(typeset(str(text)))
    return mark_safe(CZECH_PIECE.sub(f'<span lang="{CZECH}">\\1</span>', sentence))  # noqa: S308 - escaped just above


@register.filter
def percent(number):
    return in_percent(str(number))


FONTS = {"uk": "everyday-cyrillic", "ru": "everyday-cyrillic", "vi": "everyday-vietnamese"}


@register.simple_tag
def first_fonts():
    """The files with the letters of the language that every page needs at once; see static/css/tokens.css."""
    name = FONTS.get(get_language(), "everyday")
    return [f"vendor/roboto/roboto-{name}-{weight}-normal.woff2" for weight in (400, 500)]


@register.simple_tag(takes_context=True)
def canonical_url(context):
    """The address under which the page wants to be known: this path, on the site's own host, without a query."""
    request = context["request"]
    return full_address(request.path, request)


class NamedHead(template.Node):
    """Renders its title and description, and puts them into the context: blocks can be shown only once, and whoever
    shares a page is to see the same two."""

    def __init__(self, nodelist, name):
        self.nodelist, self.name = nodelist, name

    def render(self, context):
        html = self.nodelist.render(context)
        found = {"title": TITLE.search(html), "description": DESCRIPTION.search(html)}
        texts = {name: " ".join(match[1].split()).replace('"', "&quot;") for name, match in found.items() if match}
        context[self.name] = {name: mark_safe(text) for name, text in texts.items()}  # noqa: S308 - escaped already
        return html


TITLE, DESCRIPTION = re.compile(r"<title>(.*?)</title>", re.DOTALL), re.compile(r'name="description" content="([^"]*)"')
LOCALES = {"cs": "cs_CZ", "en": "en_GB", "uk": "uk_UA", "ru": "ru_RU", "vi": "vi_VN"}


@register.tag
def named(parser, token):
    """{% named as head %} … {% endnamed %}"""
    _tag, _as, name = token.split_contents()
    nodelist = parser.parse(["endnamed"])
    parser.delete_first_token()
    return NamedHead(nodelist, name)


@register.simple_tag(takes_context=True)
def sharing(context):
    """What a page that somebody shares says beside its title, by the rules of Open Graph."""
    image = full_address(static("img/sharing.png"), context["request"])
    return {"locale": LOCALES[get_language()], "image": image}


@register.simple_tag(takes_context=True)
def languages(context):
    """This page in each language; where nothing is found at the address, or nobody knows which it was, the home pages.
    Nothing for pages that are Czech only."""
    request = context.get("request")
    match = request and request.resolver_match
    if match and getattr(match.func, "is_czech_only", True):
        return []
    path, query = (request.path, request.META.get("QUERY_STRING", "")) if match else ("/", "")
    return [
        {
            "code": code,
            "name": name,
            "url": f"{address_in(code, path)}{'?' if query else ''}{query}",
            # Asked for by public pages only: on an error page the host may be none.
            "full_url": full_address(address_in(code, path), request) if match else "",
            "is_current": code == get_language(),
        }
        for code, name in settings.LANGUAGES
    ]


@register.simple_tag(takes_context=True)
def work_navigation(context):
    request = context.get("request")
    rights = getattr(request, "rights", None)
    if rights is None or not request.user.is_authenticated:
        return []
    ways = [("work", _("Moje práce"), True), ("my-goals", _("Moje cíle"), rights.is_inside)]
    ways += [("commitment", _("Dlouhodobé cíle"), rights.is_inside)]
    ways += [("translations", _("Překlady"), bool(rights.languages))]
    works = rights.sees_network or rights.works_in_a_centre
    ways += [("networks", _("Sítě a partneři"), works)]
    ways += [("network", _("Centra"), rights.is_inside), ("erase", _("Výmazy"), rights.may(Right.ERASE))]
    ways += [("people", _("Lidé"), rights.looks_after_people), ("log", _("Záznam"), rights.may(Right.READ_LOG))]
    ways += [("work-search", _("Hledat"), rights.is_inside)]
    ways += [("rights", _("Kdo co smí"), True), ("account", _("Můj účet"), True)]
    return [{"url": _url(name), "label": label} for name, label, is_open in ways if is_open and _url(name)]


@register.simple_tag(takes_context=True)
def help_address(context):
    """The place of the help that fits this page and this person."""
    request = context.get("request")
    if not hasattr(request, "rights"):
        return reverse("help")
    match = request.resolver_match
    return guide.address_for(request.rights, match.url_name if match else "")


def _url(name):
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@register.simple_tag
def path(*addresses_and_labels):
    """The steps of a breadcrumb from pairs of an address and its label."""
    steps = iter(addresses_and_labels)
    return [{"url": url, "label": label} for url, label in zip(steps, steps, strict=True)]
