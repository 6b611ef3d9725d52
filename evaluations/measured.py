def above_of(meeting, items, today):
    return {}
