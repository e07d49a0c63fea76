"""Seconds that five Recognizers models take for the texts of a JSON file. Runs in its own environment."""

import json
import sys
import time
from pathlib import Path

from recognizers_suite import (
    Culture,
    recognize_currency,
    recognize_datetime,
    recognize_dimension,
    recognize_number,
    recognize_percentage,
)

MODELS = (recognize_number, recognize_percentage, recognize_currency, recognize_dimension, recognize_datetime)


def read(text):
    failed = 0
    for model in MODELS:
        try:
            model(text, Culture.Chinese)
        except Exception:  # it raises on some texts; they count as read
            failed = 1
    return failed


with Path(sys.argv[1]).open(encoding="utf-8") as file:
    texts = json.load(file)
for text in texts[:3]:
    read(text)
start = time.process_time()
failed = sum(read(text) for text in texts)
print(json.dumps({"seconds": time.process_time() - start, "failed": failed}))
