"""How a region stands, four times a year: written in chapters, confirmed by the head, frozen as a report."""
