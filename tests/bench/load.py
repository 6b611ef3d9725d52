"""Load by wrk, and two addresses compared under it: measured in turn, so that a noisy machine is noisy to both."""

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from statistics import median

WRK = shutil.which("wrk")
LOAD = ["-t1", "-c8", "-d1s"]  # eight visitors at once, who come again without a pause


@dataclass(frozen=True)
class Asked:
    """An address and what is sent along with the question."""

    url: str
    headers: dict


@dataclass(frozen=True)
class Compared:
    ratio: float
    rate: float  # requests per second of the first


def compare(first, second, rounds):
    """How many times the rate of the second the first reaches: the median over rounds that alternate their order."""
    pairs = []
    for turn in range(rounds):
        pair = (first, second) if turn % 2 == 0 else (second, first)
        rates = [rate(asked) for asked in pair]
        pairs.append(rates if turn % 2 == 0 else rates[::-1])
    return Compared(ratio=median(ours / other for ours, other in pairs), rate=median(ours for ours, _ in pairs))


def rate(asked):
    """Requests answered per second. An error of the server ends the run: it would be the fastest answer of all."""
    headers = [argument for name, value in asked.headers.items() for argument in ("-H", f"{name}: {value}")]
    command = [WRK, *LOAD, *headers, asked.url]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        sys.exit(f"{asked.url} fails under load:\n{said}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])
