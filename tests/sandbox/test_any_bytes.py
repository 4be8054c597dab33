import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sandbox.bench import DECODE, RANK, VINS

cell = st.one_of(
    st.text(max_size=12),
    st.sampled_from([*VINS, "20000", "0", "-1", "a.com", "carvana.com", "x.invalid", '"', "'", "\r"]),
)
header = st.one_of(
    st.just(["vin", "price", "miles", "source", "zip"]),
    st.lists(st.sampled_from(["vin", "price", "miles", "source", "zip", "vin_rank", ""]), max_size=8),
)
table = st.tuples(header, st.lists(st.lists(cell, max_size=8), max_size=6)).map(
    lambda parts: "\n".join(",".join(row) for row in [parts[0], *parts[1]]).encode("utf-8", "surrogatepass")
)
content = st.one_of(st.binary(max_size=200), table)


@pytest.mark.parametrize("base", [RANK, DECODE])
@settings(max_examples=60)
@given(content=content, cut=st.integers(min_value=0, max_value=3))
async def test_whatever_is_uploaded_is_refused_or_comes_to_an_end(bench, base, content, cut):
    whole = gzip.compress(content) if base == RANK else content
    answer = await bench.submit(base, whole[: len(whole) - cut])
    if answer.status_code == 400:
        assert answer.json()["code"] == "invalid_file_format"
        return
    assert answer.status_code == 202
    told = await bench.ended(answer.json()["job_id"], base)
    assert told["status"] in ("COMPLETED", "FAILED")
    if told["status"] == "COMPLETED":
        assert told["successful_count"] + told["failed_count"] <= told["item_count"]
        assert (await bench.download(told["job_id"], base)).status_code == 200
    else:
        assert told["error_code"] == "processing_failed"
        assert told["error_message"] != "Job processing failed unexpectedly. Please resubmit."


@settings(max_examples=60)
@given(body=st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=20), st.sampled_from(VINS)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["vin", "vins", "dealer", "dealers", "price", "miles", "source", "zip"]), inner
        ),
    ),
    max_leaves=12,
))  # fmt: skip
async def test_whatever_is_asked_is_answered(bench, body):
    for path in ("/v2/marketmatch/dealers/rank", "/v2/marketmatch/vins/rank"):
        answer = await bench.http.post(path, json=body)
        assert answer.status_code in (200, 400, 422)
