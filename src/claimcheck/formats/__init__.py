"""Bytes → Article. ``READERS`` is the table of formats; one file each."""

from claimcheck.formats.discovery import find
from claimcheck.formats.readers import READERS
from claimcheck.formats.reading import load, read_all

__all__ = ["READERS", "find", "load", "read_all"]
