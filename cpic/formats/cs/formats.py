"""Dates of pages and mails. No line ends inside a day: the spaces are no-break ones."""

SHORT_DATE_FORMAT = "j.\u00a0n.\u00a0Y"
MONTH_DAY_FORMAT = "j.\u00a0n."
SHORT_DATETIME_FORMAT = f"{SHORT_DATE_FORMAT} H:i"
