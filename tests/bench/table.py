"""The one table: a line for each thing measured, a column for each scale."""


def table(columns):
    """Columns are cells by label under their heading; all hold the same labels in the same order."""
    labels = next(iter(columns.values()))
    lines = [["", *columns]] + [[label, *(cells[label] for cells in columns.values())] for label in labels]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(_line(line, widths) for line in lines)


def _line(cells, widths):
    label, *others = zip(cells, widths, strict=True)
    return "   ".join([label[0].ljust(label[1]), *(cell.rjust(width) for cell, width in others)])
