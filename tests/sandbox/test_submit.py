import gzip
import re
import uuid

import pytest

from tests.sandbox.bench import DECODE, RANK, decode_csv, problem, rank_csv

BOTH = pytest.mark.parametrize("base", [RANK, DECODE])
CREATED = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"


def packed(content):
    return gzip.compress(content, mtime=0)  # the names of parametrised tests must not change with the time


@BOTH
async def test_receipt_has_the_documented_fields_only(bench, base):
    answer = await bench.submit(base)
    assert answer.status_code == 202
    assert answer.json().keys() == {"job_id", "status", "created_at"}
    assert answer.json()["status"] == "PROCESSING"
    assert str(uuid.UUID(answer.json()["job_id"])) == answer.json()["job_id"]
    assert re.fullmatch(CREATED, answer.json()["created_at"])


@BOTH
async def test_client_reference_is_told_back(bench, base):
    answer = await bench.submit(base, client_reference="batch-ü-04")
    assert answer.json()["client_reference"] == "batch-ü-04"
    told = await bench.status(answer.json()["job_id"], base)
    assert told["client_reference"] == "batch-ü-04"


async def test_empty_fields_count_as_not_given(bench):
    answer = await bench.submit(client_reference="", webhook_url="", webhook_secret="", key="")
    assert answer.status_code == 202
    assert "client_reference" not in answer.json()


@BOTH
@pytest.mark.parametrize("sent", [{"data": {"a": "b"}}, {"json": {}}, {"content": b"vin\n"}, {}])
async def test_missing_file(bench, base, sent):
    assert problem(await bench.http.post(base, **sent)) == (400, "missing_file")


async def test_file_that_is_a_text_field_is_missing(bench):
    answer = await bench.http.post(DECODE, files={"file": (None, "vin")})
    assert problem(answer) == (400, "missing_file")


async def test_broken_multipart(bench):
    headers = {"content-type": "multipart/form-data; boundary=x"}
    answer = await bench.http.post(RANK, content=b"--x\r\nnonsense", headers=headers)
    assert answer.status_code == 400
    headers = {"content-type": "multipart/form-data"}
    answer = await bench.http.post(RANK, content=b"--x\r\n", headers=headers)
    assert problem(answer) == (400, "invalid_parameter")


@pytest.mark.parametrize(
    ("base", "content", "name"),
    [
        (RANK, rank_csv(), "in.csv.gz"),
        (RANK, rank_csv(), "in.csv"),
        (RANK, packed(rank_csv()), "in.csv"),
        (RANK, packed(b""), "in.csv.gz"),
        (RANK, packed(b"\x00\x01"), "in.csv.gz"),
        (RANK, b"\x1f\x8b" + b"x" * 30, "in.csv.gz"),
        (RANK, b"", "in.csv.gz"),
        (DECODE, packed(decode_csv()), "in.csv"),
        (DECODE, packed(decode_csv()), "in.csv.gz"),
        (DECODE, decode_csv(), "in.txt"),
        (DECODE, b"", "in.csv"),
        (DECODE, b" \n", "in.csv"),
        (DECODE, b"vin\n\xff\xfe", "in.csv"),
        (DECODE, b"PK\x03\x04\x00\x00", "in.csv"),
    ],
)
async def test_wrong_files_are_refused_at_the_door(bench, base, content, name):
    answer = await bench.submit(base, content, name=name)
    assert problem(answer) == (400, "invalid_file_format")
    assert list((bench.folder / "uploads").iterdir()) == []
    assert (await bench.http.get(base)).json()["total"] == 0


async def test_decode_says_the_documented_words(bench):
    answer = await bench.submit(DECODE, gzip.compress(decode_csv()))
    assert answer.json()["detail"] == "Uploaded file must be a valid CSV (.csv)"
    assert answer.json()["title"] == "Bad Request"


async def test_a_character_cut_by_the_end_of_the_head_is_no_fault(bench):
    content = b"vin,note\n" + b"x," + b"a" * (64 * 1024 - 12) + "ü".encode() + b"\n"
    assert (await bench.submit(DECODE, content)).status_code == 202


@pytest.mark.parametrize(
    ("field", "longest", "value"),
    [
        ("client_reference", 255, "r" * 255),
        ("webhook_url", 2_048, "https://hooks.example.com/".ljust(2_048, "p")),
        ("webhook_secret", 512, "s" * 512),
    ],
)
async def test_field_lengths(bench, field, longest, value):
    assert len(value) == longest
    assert problem(await bench.submit(RANK, **{field: value + "x"})) == (400, "invalid_parameter")
    assert (await bench.submit(RANK, **{field: value})).status_code == 202


async def test_a_field_that_is_a_file_or_endless_is_refused(bench):
    files = {"file": ("in.csv", decode_csv()), "client_reference": ("x", b"x")}
    assert problem(await bench.http.post(DECODE, files=files)) == (400, "invalid_parameter")
    answer = await bench.submit(DECODE, client_reference="x" * 2_000_000)
    assert problem(answer) == (400, "invalid_parameter")


async def test_idempotency_key_length(bench):
    assert problem(await bench.submit(key="k" * 256)) == (400, "invalid_parameter")
    assert (await bench.submit(key="k" * 255)).status_code == 202


async def test_file_too_large(make_bench):
    bench = make_bench(max_bytes={"rank": 1_000, "decode": 500})
    assert problem(await bench.submit(RANK, b"x" * 1_001)) == (413, "file_too_large")
    assert problem(await bench.submit(DECODE, b"x" * 501)) == (413, "file_too_large")
    assert (await bench.submit(DECODE, b"vin\n".ljust(500, b"x"))).status_code == 202


async def test_a_body_far_above_the_limit_is_read_to_its_end(make_bench):
    bench = make_bench(max_bytes={"rank": 1_000})
    answer = await bench.submit(RANK, b"x" * 3_000_000)
    assert problem(answer) == (413, "file_too_large")
    assert answer.json()["title"] in ("Request Entity Too Large", "Content Too Large")


async def test_documented_limits(bench):
    from mcdesk.sandbox import operations

    assert operations.RANK.max_bytes == 100 * 1024 * 1024


async def test_one_active_job_for_each_operation(bench):
    first = await bench.job(RANK)
    assert problem(await bench.submit(RANK)) == (409, "active_job_exists")
    assert (await bench.submit(DECODE)).status_code == 202
    assert (await bench.ended(first))["status"] == "COMPLETED"
    assert (await bench.submit(RANK)).status_code == 202
    uploads = list((bench.folder / "uploads").iterdir())
    assert uploads == []


async def test_other_accounts_are_not_in_the_way(bench):
    await bench.job(RANK)
    async with bench.client("sandbox-two") as other:
        assert (await bench.submit(RANK, http=other)).status_code == 202


async def test_idempotency_key_finds_the_job_before_the_active_job_rule(bench):
    first = await bench.submit(RANK, key="k-1", client_reference="a")
    again = await bench.submit(RANK, gzip.compress(rank_csv(9)), key="k-1", client_reference="b")
    assert again.status_code == 200
    assert again.json()["job_id"] == first.json()["job_id"]
    assert again.json()["client_reference"] == "a"
    assert problem(await bench.submit(RANK, key="k-2")) == (409, "active_job_exists")


async def test_idempotency_key_still_holds_when_the_job_is_done(bench):
    first = (await bench.submit(RANK, key="k")).json()["job_id"]
    await bench.ended(first)
    again = (await bench.submit(RANK, key="k")).json()
    assert (again["job_id"], again["status"]) == (first, "COMPLETED")
    assert (await bench.http.get(RANK)).json()["total"] == 1


async def test_idempotency_key_belongs_to_account_and_operation(bench):
    first = (await bench.submit(RANK, key="k")).json()["job_id"]
    decode = await bench.submit(DECODE, key="k")
    assert decode.status_code == 202
    async with bench.client("sandbox-two") as other:
        theirs = await bench.submit(RANK, key="k", http=other)
    assert theirs.status_code == 202
    assert len({first, decode.json()["job_id"], theirs.json()["job_id"]}) == 3


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.dealer.com/x", "https://localhost/x", "https://127.0.0.1/", "https://10.0.0.8/",
        "https://192.168.1.5/",
        "https://169.254.169.254/", "https://[::1]/", "https://[::ffff:10.0.0.1]/", "x",
        "https://intranet/", "https://nas.local/", "https://a.com:x/", "https://127.1/", "https://0x7f.0x1/",
        "ftp://a.com", "https://a.com/ x", "https://[bad/", "https://224.0.0.1/", "https://a.internal./", "https://ü.com/",
    ],
)  # fmt: skip
async def test_webhook_addresses_that_are_refused(bench, url):
    assert problem(await bench.submit(RANK, webhook_url=url)) == (400, "invalid_webhook_url")
    assert list((bench.folder / "uploads").iterdir()) == []


@pytest.mark.parametrize("url", ["https://hooks.dealer.com/x?y=z", "https://8.8.8.8:8443/"])
async def test_webhook_addresses_that_are_taken(bench, url):
    answer = await bench.submit(RANK, webhook_url=url)
    assert answer.status_code == 202
    bench.sandbox.webhooks.close()


async def test_the_upload_is_gone_once_the_result_is_there(bench):
    job_id = await bench.job()
    assert list((bench.folder / "uploads").iterdir()) == []
    assert [each.name for each in (bench.folder / "results").iterdir()] == [job_id]
