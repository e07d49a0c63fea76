"""What ``run.py`` measures, in processor seconds of one core; memory in a process of its own."""

from __future__ import annotations

import json
import os
import random
import resource
import statistics
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parent
OTHERS = {
    "jionlp": ["jionlp==1.5.31"],
    "recognizers": ["recognizers-text-suite==1.0.2a2", "emoji==1.7.0"],
}
CORPUS = ROOT.parent / "shared" / "corpus" / "articles"
SEEDS = ROOT / "seeds"
BUILT = ROOT / "build" / "bench"


def environment(name: str) -> tuple[Path | None, str]:
    """The interpreter with another tool installed, in an environment of its own; else why there is none."""
    folder = BUILT / name
    python = folder / "bin" / "python"
    if not (folder / "made").exists():
        venv.create(folder, with_pip=True, clear=True)
        words = [str(python), "-m", "pip", "install", "--quiet", *OTHERS[name]]
        made = subprocess.run(words, capture_output=True, text=True)
        if made.returncode:
            return None, made.stderr.strip().splitlines()[-1]
        (folder / "made").touch()
    return python, ""


def chinese_texts(files: Iterable[Path], characters: int) -> list[str]:
    """The texts of articles that are mostly Chinese, in a fixed random order, so many characters in all."""
    from claimcheck.formats import load

    chosen, size = [], 0
    shuffled = sorted(files)
    random.Random(8).shuffle(shuffled)
    for path in shuffled:
        text = load(path).text
        if sum("一" <= c <= "鿿" for c in text) * 2 > len(text) and size < characters:
            chosen.append(text)
            size += len(text)
    return chosen


def beside_others(texts: Sequence[str], rounds: int) -> dict[str, Any]:
    """Characters a second of each tool on the texts, in turns, with the median of the ratios."""
    file = BUILT / "texts.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(list(texts)), encoding="utf-8")
    size = sum(map(len, texts))
    pythons: dict[str, tuple[Path | None, str]] = {"claimcheck": (Path(sys.executable), "")}
    pythons |= {name: environment(name) for name in OTHERS}
    seconds: dict[str, list[float]] = {name: [] for name, (python, _) in pythons.items() if python}
    for _ in range(rounds):
        for name in seconds:
            words = [str(pythons[name][0]), str(HERE / "others" / f"{name}_run.py"), str(file)]
            ran = subprocess.run(words, capture_output=True, text=True, check=True)
            seconds[name].append(json.loads(ran.stdout.splitlines()[-1])["seconds"])
    found: dict[str, Any] = {"characters": size, "articles": len(texts)}
    for name, times in seconds.items():
        ratios = [t / ours for t, ours in zip(times, seconds["claimcheck"], strict=True)]
        found[name] = {"rate": size / statistics.median(times), "ratio": statistics.median(ratios)}
    found["missing"] = {name: why for name, (python, why) in pythons.items() if not python}
    return found


def stages_of(folder: str) -> dict[str, float]:
    """``stages`` of the articles of a folder."""
    return stages(sorted(Path(folder).iterdir()))


def stages(files: Sequence[Path]) -> dict[str, float]:
    """Processor seconds of each stage over the files, after one pass to compile what it needs."""
    from claimcheck.extract import read
    from claimcheck.extract.coined import named_in
    from claimcheck.extract.quantities import find_quantities
    from claimcheck.extract.scene import set_scene
    from claimcheck.folding import fold
    from claimcheck.formats import load
    from claimcheck.lexicon import default_lexicon
    from claimcheck.pipeline import judged
    from claimcheck.render import renderer
    from claimcheck.render.options import Options

    lexicon = default_lexicon()
    articles = [load(path) for path in files]
    for article in articles[:20]:
        read(article, lexicon)

    def scan() -> None:
        for article in articles:
            for block in article.blocks:
                text = article.text[block.span.start : block.span.end]
                folded = fold(text)
                named = named_in(folded, lexicon, None)
                scene = set_scene(text, folded, block.kind, article.published, lexicon, None, named)
                find_quantities(folded, text, lexicon, [p.span for p in scene.periods if p.span])

    found = {"load": _seconds(lambda: [load(path) for path in files]), "scan": _seconds(scan)}
    readings: list[Any] = []
    found["bind"] = _seconds(lambda: readings.extend(read(a, lexicon) for a in articles)) - found["scan"]
    reports: list[Any] = []
    found["judge"] = _seconds(lambda: reports.append(judged(readings, [])))
    found["render"] = _seconds(lambda: renderer("json")(reports[0], "en", Options()))
    found["characters"] = sum(len(a.text) for a in articles)
    found["articles"] = len(articles)
    found["claims"] = sum(len(r.claims) for r in readings)
    return found


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def start_up(words: Sequence[str], rounds: int, **environment: str) -> float:
    """Median milliseconds of processor time that a command takes from start to end."""
    times = []
    variables = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | environment
    for _ in range(rounds + 1):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=variables, check=False
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(times[1:]) * 1000  # the first run fills caches


def in_own_process(function: str, *arguments: object) -> Any:
    """What a function of this file returns, run in a new process so that memory is its own."""
    code = f"import json, measured; print(json.dumps(measured.{function}(*{arguments!r})))"
    ran = subprocess.run([sys.executable, "-c", code], cwd=HERE, capture_output=True, text=True, check=True)
    return json.loads(ran.stdout.splitlines()[-1])


def judging(claims: int, keys: int) -> dict[str, float]:
    """Seconds and megabytes for judging so many generated claims on so many keys."""
    from generated import readings

    from claimcheck.pipeline import judged

    judged(list(readings(2000, keys=300)), [])
    given = list(readings(claims, keys=keys))
    before = _megabytes()
    seconds = _seconds(lambda: judged(given, []))
    return {"claims": claims, "keys": keys, "seconds": seconds, "before": before, "memory": _megabytes()}


def growth(articles: int) -> dict[str, float]:
    """Seconds and megabytes for reading and judging so many generated articles."""
    import generated

    from claimcheck.extract import read
    from claimcheck.formats import load
    from claimcheck.lexicon import default_lexicon
    from claimcheck.pipeline import judged

    lexicon = default_lexicon()
    for name, text in generated.articles(20, lexicon, seed=2):
        read(load(name, text=text), lexicon)
    texts = list(generated.articles(articles, lexicon))
    found: list[Any] = []
    reading = _seconds(lambda: found.extend(read(load(n, text=t), lexicon) for n, t in texts))
    judging_ = _seconds(lambda: judged(found, []))
    claims = sum(len(r.claims) for r in found)
    return {
        "articles": articles,
        "claims": claims,
        "read": reading,
        "judge": judging_,
        "memory": _megabytes(),
        "characters": sum(len(t) for _, t in texts),
    }


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def engines(count: int) -> dict[str, Any]:
    """Wall-clock seconds for reading and judging so many articles from files, by engine."""
    import tempfile

    import generated

    from claimcheck.lexicon import default_lexicon

    runs: dict[str, float] = {}
    notes: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for name, text in generated.articles(count, default_lexicon()):
            (Path(folder) / name).write_text(text, encoding="utf-8")
        for jobs in range(1, (os.cpu_count() or 1) + 1):
            label = "1 process" if jobs == 1 else f"{jobs} processes"
            runs[label] = in_own_process("processes", folder, jobs)
        try:
            started, runs["Spark local[2], once started"] = in_own_process("spark", folder)
            notes.append(f"Spark took {started:.0f} s to start.")
        except subprocess.CalledProcessError as error:
            notes.append(f"Spark did not run: {error.stderr.strip().splitlines()[-1]}")
    return {"articles": count, "runs": runs, "notes": notes}


def processes(folder: str, jobs: int) -> float:
    """Seconds with so many processes."""
    from claimcheck.engines import engine
    from claimcheck.pipeline import compare_paths

    start = time.monotonic()
    compare_paths([folder], engine=engine(jobs=jobs))
    return time.monotonic() - start


def spark(folder: str) -> tuple[float, float]:
    """Seconds to start Spark, and then for the report."""
    from claimcheck.engines.spark import session
    from claimcheck.spark import compare_paths

    start = time.monotonic()
    session("local[2]").range(10).count()
    ready = time.monotonic()
    compare_paths([folder], master="local[2]")
    return ready - start, time.monotonic() - ready
