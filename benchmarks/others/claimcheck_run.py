"""Seconds that claimcheck takes for whole claims in the texts of a JSON file."""

import json
import sys
import time
from pathlib import Path

from claimcheck.extract import read as read_article
from claimcheck.formats import load
from claimcheck.lexicon import default_lexicon


def read(text):
    return read_article(load("text", text=text), default_lexicon())


with Path(sys.argv[1]).open(encoding="utf-8") as file:
    texts = json.load(file)
for text in texts[:3]:
    read(text)  # compiles, as the others do at their first texts
start = time.process_time()
claims = sum(len(read(text).claims) for text in texts)
print(json.dumps({"seconds": time.process_time() - start, "claims": claims}))
