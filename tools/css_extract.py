"""Which rules of a vendored style sheet are kept: mechanical, so that a new version gives a comparable extract.

A selector is dropped when it can match nothing here: it names an element, a class or an attribute value that is not in
the keep list. What stands inside :not() never makes a selector match, so it is not looked at.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import tinycss2

CONDITIONAL = {"media", "container", "supports"}
NEGATION = re.compile(r":not\((?:[^()]|\([^()]*\))*\)")
ATTRIBUTE = re.compile(r"\[([\w-]+)(?:[~|^$*]?=\s*[\"']?([^\]\"']*?)[\"']?(?:\s+[is])?)?\]")
CLASS = re.compile(r"\.(-?[a-zA-Z_][\w-]*)")
CUSTOM_ELEMENT = re.compile(r"(?<![\w.#-])[a-z]+(?:-[\w-]+|__[\w-]+)")


@dataclass(frozen=True)
class Keep:
    """What our markup uses: classes, and for each attribute its values ("" also stands for mere presence)."""

    classes: frozenset[str] = frozenset()
    attributes: dict[str, frozenset[str]] = field(default_factory=dict)
    never: tuple[str, ...] = ()  # parts of selectors that are never true here

    def selector(self, text: str) -> bool:
        """True when the selector can match something in our markup."""
        if any(part in text for part in self.never):
            return False
        required = NEGATION.sub("", text)
        for name, value in ATTRIBUTE.findall(required):
            if value not in self.attributes.get(name, ()):
                return False
        bare = ATTRIBUTE.sub("", required)
        if CUSTOM_ELEMENT.search(re.sub(r"::?[\w-]+", "", bare)):
            return False
        return set(CLASS.findall(bare)) <= self.classes


def extract(css: str, keep: Keep) -> str:
    """The style sheet without its byte order mark, comments and the selectors that match nothing here."""
    rules = tinycss2.parse_stylesheet(css.lstrip("\ufeff"), skip_comments=True, skip_whitespace=True)
    return _join(rules, keep)


def _join(rules: Iterable, keep: Keep) -> str:
    return "".join(filter(None, (_rule(rule, keep) for rule in rules)))


def _rule(rule, keep: Keep) -> str:
    if rule.type == "qualified-rule":
        kept = [text for text in _selectors(rule.prelude) if keep.selector(text)]
        return f"{','.join(kept)}{{{tinycss2.serialize(rule.content).strip()}}}\n" if kept else ""
    if rule.type == "at-rule" and rule.lower_at_keyword in CONDITIONAL:
        inner = _join(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True), keep)
        return f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{\n{inner}}}\n" if inner else ""
    if rule.type == "error":
        raise ValueError(f"line {rule.source_line}: {rule.message}")
    return rule.serialize() + "\n"


def _selectors(prelude: Iterable) -> list[str]:
    """The prelude cut at its commas; a comma inside :is(...) belongs to a function token and does not cut."""
    parts: list[list] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return [tinycss2.serialize(part).strip() for part in parts]
