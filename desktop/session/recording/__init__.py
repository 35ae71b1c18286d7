"""A session recorded in the council room: places, marks, recovery, completion."""
