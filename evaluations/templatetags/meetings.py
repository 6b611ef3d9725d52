"""What was written down in a meeting of earlier months, in words."""

from django import template

from evaluations.meetings import labels

register = template.Library()
register.filter(labels.record_line)
register.simple_tag(labels.added_label)
