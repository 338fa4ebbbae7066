"""Many at once, on this machine alone: people who read pages and ask queries, and one who asks what has no end.

Usage: python benchmarks/serve.py [--clients 50] [--seconds 60]

Starts `oversight serve` on the loopback address and lets each client ask one thing after the other, with a pause
as a person makes it, for a bounded time. Prints how long answers took, how many went wrong, and the memory of all
processes at first and at the end. Exits with 1 if anybody but the hostile client got an error.
"""

import argparse
import asyncio
import random
import re
import signal
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parents[1]
PAGES = (
    "/", "/findings.html", "/list/coverage", "/list/gaps?sort=-grade", "/list/bodies.csv", "/commitment/3.2.html",
    "/body/alliance-governance-group.html", "/search?q=board", "/ask", "/ask/papers-loaded",
    "/ask/who-oversees-a-commitment?commitment=1.1", "/paper/2018-11-27-panel-pack.html", "/list/actions.json", "/map",
    "/list/people?as_of=2019-01-30", "/gaps.html",
)  # fmt: skip
QUERIES = (
    "SELECT ?t (COUNT(*) AS ?n) { ?s a ?t } GROUP BY ?t ORDER BY DESC(?n)",
    "SELECT * { ?s ?p ?o } LIMIT 500",
    "PREFIX ovs: <https://w3id.org/oversight-graph/ns#> SELECT ?a ?b { ?a ovs:oversees ?b }",
)
HOSTILE = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STR(?a) < STR(?i)) }"
PAUSE = (0.5, 3.0)


async def person(address: str, until: float, seed: int, took: dict[str, list[float]], wrong: list[str]) -> None:
    """Ask for pages and queries until a time."""
    chance = random.Random(seed)  # noqa: S311 - what to read next
    async with httpx.AsyncClient(base_url=address, timeout=60, follow_redirects=True) as client:
        await asyncio.sleep(chance.uniform(0, PAUSE[1]))
        while time.monotonic() < until:
            kind, path, params = "page", chance.choice(PAGES), None
            if chance.random() < 0.2:
                kind, path, params = "query", "/sparql", {"query": chance.choice(QUERIES)}
            begun = time.monotonic()
            try:
                response = await client.get(path, params=params) if params else await client.get(path)
                if response.status_code != 200:
                    wrong.append(f"{response.status_code} {path} {response.text[:80]!r}")
            except httpx.HTTPError as error:
                wrong.append(f"{type(error).__name__} {path}")
            took[kind].append(time.monotonic() - begun)
            await asyncio.sleep(chance.uniform(*PAUSE))


async def hostile(address: str, until: float, answers: dict[int, int]) -> None:
    """Ask what has no end, again and again."""
    async with httpx.AsyncClient(base_url=address, timeout=60) as client:
        while time.monotonic() < until:
            response = await client.get("/sparql", params={"query": HOSTILE})
            answers[response.status_code] += 1


def memory(process: int) -> int:
    """Return the resident memory of a process and those that it began, in MB."""
    command = ["/bin/ps", "-o", "rss=", "--ppid", str(process), "-p", str(process)]
    listed = subprocess.run(command, capture_output=True, text=True)
    return sum(map(int, listed.stdout.split())) // 1024


async def crowd(address: str, clients: int, seconds: float) -> tuple[dict[str, list[float]], list[str], dict[int, int]]:
    """Let people and one hostile client ask at once."""
    took: dict[str, list[float]] = defaultdict(list)
    wrong: list[str] = []
    answers: dict[int, int] = defaultdict(int)
    until = time.monotonic() + seconds
    people = [person(address, until, seed, took, wrong) for seed in range(clients - 1)]
    await asyncio.gather(*people, hostile(address, until, answers))
    return took, wrong, answers


def main() -> int:
    """Start the server, let them ask, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60.0)
    said = parser.parse_args()
    command = [sys.executable, str(ROOT / "cli.py"), "serve", "--port", "0", "--timeout", "3"]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert server.stderr is not None
    address = ""
    while not address:
        match = re.match(r"serving at (http://127\.0\.0\.1:\d+)/", server.stderr.readline())
        address = match[1] if match else ""
    log = subprocess.Popen([sys.executable, "-c", "import sys; [None for _ in sys.stdin]"], stdin=server.stderr)
    try:
        for path in PAGES * 2:
            httpx.get(address + path, timeout=60, follow_redirects=True)
        before = memory(server.pid)
        took, wrong, answers = asyncio.run(crowd(address, min(said.clients, 200), min(said.seconds, 300)))
        after = memory(server.pid)
    finally:
        server.send_signal(signal.SIGTERM)
        code = server.wait(20)
        log.wait(5)
    print(f"{said.clients} clients, {said.seconds:g} s, one of them hostile: its answers {dict(answers)}")
    print("kind    asked   median      p95      most")
    for kind, times in sorted(took.items()):
        times.sort()
        figures = [times[len(times) // 2], times[int(len(times) * 0.95)], times[-1]]
        print(f"{kind:6s} {len(times):6d} " + " ".join(f"{figure * 1000:6.0f} ms" for figure in figures))
    print(f"wrong: {len(wrong)}; memory {before} MB at first, {after} MB at the end; ended with {code}")
    for each in sorted(set(wrong))[:10]:
        print("  ", each)
    return 1 if wrong or code else 0


if __name__ == "__main__":
    sys.exit(main())
