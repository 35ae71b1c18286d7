"""Where the keys of a TOML file stand, so that a fault can name its line.

`tomllib` gives values without places. A scan of line beginnings is enough for the flat files
that people write; a key that it does not find has no line, and the fault is said without one.
"""

import re
from dataclasses import dataclass, field

_HEADER = re.compile(r"\s*\[{1,2}\s*([^\]]+?)\s*\]{1,2}\s*(?:#.*)?$")
_QUOTES = str.maketrans("", "", "\"'")
_KEY = re.compile(r"""\s*["']?([\w-]+)["']?\s*=""")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyLines:
    """Lines (from 1) of tables and keys.

    Attributes:
        tables: line of each header, by name and number of its repetition from 0.
        keys: line of each key, by table ("" for the top), repetition and key.
    """

    tables: dict[tuple[str, int], int] = field(default_factory=dict)
    keys: dict[tuple[str, int, str], int] = field(default_factory=dict)

    def of(self, table: str, number: int, key: str | None = None) -> int | None:
        """Return the line of a key, of its table's header when the key has none, or None."""
        header = self.tables.get((table, number), self.keys.get(("", 0, table)))
        return header if key is None else self.keys.get((table, number, key), header)


def key_lines(text: str) -> KeyLines:
    """Return where the tables and keys of a TOML text stand; the first of a double counts."""
    found = KeyLines()
    seen: dict[str, int] = {}
    table, number = "", 0
    for line, content in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(content):
            table = header[1].translate(_QUOTES)
            number = seen.get(table, 0)
            seen[table] = number + 1
            found.tables[table, number] = line
        elif key := _KEY.match(content):
            found.keys.setdefault((table, number, key[1]), line)
    return found
