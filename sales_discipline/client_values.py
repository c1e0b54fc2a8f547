"""What a client may have sent where an id is expected: anything at all."""

LARGEST_ID = 2**31 - 1


def as_id(value) -> int:
    """The id, or 0, which no record has, for whatever is none.

    Without it PostgreSQL would be asked, and refuse in words meant for nobody.
    """
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return value if is_number and 0 < value <= LARGEST_ID else 0


def as_ids(values) -> list[int]:
    """Those of a list of ids that are ids; none of what is no list."""
    values = values if isinstance(values, (list, tuple)) else ()
    return [value for value in values if as_id(value)]
