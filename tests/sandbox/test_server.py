import gzip
import hashlib
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import pytest

from mcdesk.sandbox.server import SandboxServer, serve_forever
from tests.sandbox.bench import DECODE, RANK, decode_csv, rank_csv

KEY = {"api_key": "sandbox-socket"}


@pytest.fixture
def client(tmp_path: Path):
    server = SandboxServer(tmp_path / "data", speed=1_000.0)
    with httpx.Client(base_url=server.start(), params=KEY, timeout=10) as http:
        yield http
    server.stop()


def submit(http, base=RANK, rows=3, **headers):
    content = gzip.compress(rank_csv(rows)) if base == RANK else decode_csv(rows)
    name = "in.csv.gz" if base == RANK else "in.csv"
    return http.post(base, files={"file": (name, content)}, headers=headers)


def ended(http, job_id, base=RANK):
    limit = time.monotonic() + 10
    while time.monotonic() < limit:
        told = http.get(f"{base}/{job_id}").json()
        if told["status"] != "PROCESSING":
            return told
        time.sleep(0.005)  # a thousand calls a second are refused
    raise AssertionError("the job did not end")


@pytest.mark.parametrize("base", [RANK, DECODE])
def test_a_job_over_a_real_socket(client, base):
    job_id = submit(client, base).json()["job_id"]
    assert ended(client, job_id, base)["status"] == "COMPLETED"
    answer = client.post(f"{base}/{job_id}/download")
    assert hashlib.sha256(answer.content).hexdigest() == answer.headers["X-File-Checksum"]


def test_a_large_file_is_computed_in_the_background(client):
    noise = random.Random(7)
    rows = [f"{i},{i + 1},{i},dealer{i % 50}.com,02134,{noise.randbytes(20).hex()}" for i in range(20_000)]
    content = gzip.compress(("vin,price,miles,source,zip,note\n" + "\n".join(rows)).encode())
    assert len(content) > 256 * 1024
    answer = client.post(RANK, files={"file": ("in.csv.gz", content)})
    assert answer.status_code == 202
    told = ended(client, answer.json()["job_id"])
    assert (told["item_count"], told["failed_count"]) == (20_000, 20_000)


def test_the_answer_to_an_upload_is_dropped(client):
    client.post("/sandbox/faults", json={"kind": "drop_after_upload"})
    with pytest.raises(httpx.RemoteProtocolError):
        submit(client, **{"Idempotency-Key": "k"})
    assert submit(client, **{"Idempotency-Key": "k"}).status_code == 200


def read_until_it_breaks(http, path, body):
    with http.stream("POST", path) as answer:
        assert answer.headers["X-Remaining-Downloads"] == "2"
        for chunk in answer.iter_raw():
            body.extend(chunk)


def test_a_download_breaks_off_in_the_middle(client):
    job_id = submit(client, rows=200).json()["job_id"]
    ended(client, job_id)
    client.post("/sandbox/faults", json={"kind": "drop_download", "share": 0.4})
    path, body = f"{RANK}/{job_id}/download", bytearray()
    with pytest.raises(httpx.RemoteProtocolError):
        read_until_it_breaks(client, path, body)
    whole = client.post(path)
    assert body == whole.content[: int(len(whole.content) * 0.4)]
    assert whole.headers["X-Remaining-Downloads"] == "1"


def test_an_upload_that_breaks_off_leaves_nothing(client, tmp_path):
    address = (client.base_url.host, client.base_url.port)
    with socket.create_connection(address) as wire:
        head = f"POST {RANK}?api_key=sandbox-x HTTP/1.1\r\nHost: x\r\nContent-Length: 9999\r\n"
        wire.sendall(f"{head}Content-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\n".encode())
    assert client.get(RANK).json()["total"] == 0
    assert list((tmp_path / "data" / "uploads").iterdir()) == []


def test_restart_on_the_same_folder(tmp_path):
    with SandboxServer(tmp_path) as server, httpx.Client(base_url=server.url, params=KEY) as http:
        job_id = submit(http).json()["job_id"]
    with SandboxServer(tmp_path) as server, httpx.Client(base_url=server.url, params=KEY) as http:
        assert http.get(f"{RANK}/{job_id}").status_code == 200


def test_a_taken_port_is_an_os_error(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError, match=r"(?i)in use"):
        SandboxServer(tmp_path, port=taken.getsockname()[1]).start()


def test_stop_does_not_wait_for_clients(tmp_path):
    server = SandboxServer(tmp_path)
    base = server.start()
    with httpx.Client(base_url=base, params=KEY, timeout=30) as http:
        http.post("/sandbox/faults", json={"kind": "slow", "seconds": 60})
        begun = threading.Event()
        seen: list[Exception] = []

        def wait_long() -> None:
            begun.set()
            try:
                httpx.get(base + RANK, params=KEY, timeout=30)
            except httpx.HTTPError as error:
                seen.append(error)

        waiting = threading.Thread(target=wait_long)
        waiting.start()
        begun.wait()
        while http.get("/sandbox/faults").json()["faults"]:
            pass
        start = time.monotonic()
        server.stop()
        assert time.monotonic() - start < 2
        waiting.join()
    assert seen
    server.stop()


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent the Unix way")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_serve_forever_ends_on_a_signal(tmp_path, number):
    told = []

    def ready(base):
        told.append(httpx.get(base + RANK, params=KEY).status_code)
        os.kill(os.getpid(), number)

    serve_forever(tmp_path, on_ready=ready)
    assert told == [200]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent the Unix way")
def test_a_process_ends_without_a_word(tmp_path):
    script = (
        "import pathlib, sys; from mcdesk.sandbox.server import serve_forever;"
        "serve_forever(pathlib.Path(sys.argv[1]), on_ready=lambda url: print(url, flush=True))"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        base = process.stdout.readline().strip()
        assert httpx.get(base + RANK, params={"api_key": "sandbox-secret-key"}).status_code == 200
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (0, "", "")


@pytest.mark.parametrize("megabytes", [10.5, 14])
def test_a_file_too_large_gets_its_answer(client, megabytes):
    files = {"file": ("in.csv", b"x" * int(megabytes * 1024 * 1024))}
    answer = client.post(DECODE, files=files)
    assert (answer.status_code, answer.json()["code"]) == (413, "file_too_large")


def test_a_large_upload_with_a_wrong_key_gets_its_answer(client):
    files = {"file": ("in.csv", b"x" * 3_000_000)}
    assert client.post(DECODE, params={"api_key": "live"}, files=files).status_code == 401


def test_no_thread_is_left_behind(tmp_path):
    before = set(threading.enumerate())
    with SandboxServer(tmp_path) as server, httpx.Client(base_url=server.url, params=KEY) as http:
        submit(http)
    assert {thread.name for thread in set(threading.enumerate()) - before} == set()


def test_a_folder_that_cannot_be_used_frees_the_port(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(FileExistsError):
        SandboxServer(tmp_path / "file").start()
