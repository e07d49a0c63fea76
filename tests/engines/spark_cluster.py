"""A standalone Spark cluster on the loopback interface, started from the pyspark package for a test."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path


def missing() -> str:
    """Why Spark cannot run here, or nothing."""
    if find_spec("pyspark") is None:
        return "pyspark is not installed (extra spark)"
    return "" if shutil.which("java") else "there is no java (Spark 4 needs 17 or later)"


class Cluster:
    """Its address, and its workers as processes with a group of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = f"spark://127.0.0.1:{_free_port()}"
        self.processes: list[subprocess.Popen[bytes]] = []

    def start(self, workers: int) -> None:
        port = self.url.rpartition(":")[2]
        self._run("master.Master", "--host", "127.0.0.1", "--port", port, "--webui-port", "0")
        _wait_for(int(port))
        for number in range(workers):
            place = self.folder / f"worker{number}"
            limits = ("--cores", "1", "--memory", "1200m", "--webui-port", "0", "--work-dir", str(place))
            self._run("worker.Worker", "--host", "127.0.0.1", *limits, self.url)

    def kill_worker(self) -> None:
        """Kill the last worker with all its executors, as a power cut would."""
        os.killpg(self.processes[-1].pid, signal.SIGKILL)

    def stop(self) -> None:
        for process in reversed(self.processes):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def _run(self, name: str, *words: str) -> None:
        import pyspark

        home = Path(pyspark.__file__).parent
        environment = {**os.environ, "SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1"}
        environment["SPARK_DAEMON_MEMORY"] = "300m"
        log = (self.folder / f"{len(self.processes)}.log").open("wb")
        command = [str(home / "bin" / "spark-class"), f"org.apache.spark.deploy.{name}", *words]
        self.processes.append(
            subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)
        )
        log.close()


@contextmanager
def cluster(folder: Path, workers: int = 2) -> Iterator[Cluster]:
    found = Cluster(folder)
    try:
        found.start(workers)
        yield found
    finally:
        found.stop()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _wait_for(port: int, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with socket.socket() as found:
            if found.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise TimeoutError(f"nothing answers at port {port}")
