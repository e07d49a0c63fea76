"""Seconds that JioNLP takes for money and time in the texts of a JSON file. Runs in its own environment."""

import contextlib
import io
import json
import sys
import time
from pathlib import Path

with contextlib.redirect_stdout(io.StringIO()):  # it greets
    import jionlp


def read(text):
    jionlp.ner.extract_money(text, with_parsing=True)
    jionlp.ner.extract_time(text, time_base={"year": 2022, "month": 5, "day": 25}, with_parsing=True)


with Path(sys.argv[1]).open(encoding="utf-8") as file:
    texts = json.load(file)
for text in texts[:3]:
    read(text)
start = time.process_time()
failed = 0
for text in texts:
    try:
        read(text)
    except Exception:  # it raises on some texts; they count as read
        failed += 1
print(json.dumps({"seconds": time.process_time() - start, "failed": failed}))
