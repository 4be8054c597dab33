"""`mcdesk check`: what a script and a person at a terminal rely on."""

import csv
import gzip
import io
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from mcdesk.cli.check import CheckExit, CheckWish, check
from mcdesk.cli.wishes import Preparation

VIN = "1FMCU0GD0JUD56190"
HEADER = "vin,price,miles,source,zip\n"
ROW = f"{VIN},13790,73592,carvana.com,02139\n"
AUCTION = Path(__file__).parents[1] / "data" / "auction-sales.csv"
NAMES = {
    *("malformed-row", "missing-value", "vin-length", "vin-characters", "vin-case", "vin-spaces"),
    *("vin-check-digit", "vin-excel-damage", "price-format", "price-range", "miles-format", "miles-range"),
    *("zip-leading-zero", "zip-plus-four", "zip-format", "source-url", "source-format"),
    *("duplicate-row", "duplicate-pair"),
}


@dataclass
class Checker:
    """Runs checks and keeps what they said."""

    folder: Path
    capfd: pytest.CaptureFixture[str]
    out: str = ""
    err: str = ""

    def run(self, content: str | bytes | Path, operation: str = "rank", **options: Any) -> CheckExit:
        path = content if isinstance(content, Path) else self.folder / "april.csv"
        if not isinstance(content, Path):
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        out = options.pop("out", None)
        as_json = options.pop("as_json", True)
        code = check(CheckWish(path, operation, Preparation(**options), out, as_json))
        said = self.capfd.readouterr()
        self.out, self.err = said.out, said.err
        return code

    @property
    def answer(self) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(self.out)
        return answer

    @property
    def problems(self) -> dict[str, dict[str, Any]]:
        return {problem["rule"]: problem for problem in self.answer["problems"]}


@pytest.fixture
def checker(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Checker:
    return Checker(tmp_path, capfd)


def test_a_clean_file_is_told_in_one_object(checker: Checker) -> None:
    assert checker.run(HEADER + ROW) is CheckExit.CLEAN
    assert set(checker.answer) == {
        *("rows", "unique_vins", "encoding", "separator", "mapping", "problems", "forecast")
    }
    assert checker.answer["rows"] == checker.answer["unique_vins"] == 1
    assert (checker.answer["encoding"], checker.answer["separator"]) == ("utf-8", ",")
    assert checker.answer["mapping"] == {name: name for name in HEADER.strip().split(",")}
    assert checker.answer["problems"] == []
    assert set(checker.answer["forecast"]) == {"jobs", "rows_sent", "bytes_compressed", "successful_count"}
    assert (checker.answer["forecast"]["jobs"], checker.answer["forecast"]["successful_count"]) == (1, 1)


def test_every_kind_of_problem_has_its_documented_name(checker: Checker) -> None:
    rows = [
        f"{VIN},1,2,a.com",
        f"{VIN},,2,a.com,02139",
        "SHORT,1,2,a.com,02139",
        "1FMCU0GD0JUD5619O,1,2,a.com,02139",
        "wp1be2ay5pda28064,1,2,a.com,02139",
        " 4T1C11BKXNU065125,1,2,a.com,02139",
        "1FMCU0GD1JUD56190,1,2,a.com,02139",
        "1.23E+16,1,2,a.com,02139",
        f"{VIN},$3,2,a.com,02139",
        f"{VIN},0,2,a.com,02139",
        f"{VIN},4,2.0mi,a.com,02139",
        f"{VIN},1,-2,a.com,02139",
        f"{VIN},1,2,b.com,2139",
        f"{VIN},1,2,c.com,02139-0001",
        f"{VIN},1,2,d.com,K1A 0B1",
        f"{VIN},1,2,https://www.e.com,02139",
        f"{VIN},1,2,me@f.com,02139",
        f"{VIN},5,5,e.com,02139",
        f"{VIN},5,5,e.com,02139",
    ]
    assert checker.run(HEADER + "\n".join(rows) + "\n") is CheckExit.ERRORS
    assert set(checker.problems) == NAMES
    assert checker.problems["vin-length"] == {
        "rule": "vin-length",
        "level": "error",
        "count": 1,
        "mendable": False,
        "lines": [4],
    }
    assert checker.problems["duplicate-row"]["lines"] == [20]


def test_nothing_worse_than_what_can_be_mended_has_a_code_of_its_own(checker: Checker) -> None:
    assert checker.run(HEADER + ROW.replace("13790", "$13790")) is CheckExit.MENDABLE
    assert checker.problems["price-format"]["mendable"]
    assert checker.run(HEADER + ROW.replace("13790", "$13790"), fix="none") is CheckExit.MENDABLE


def test_lines_are_the_first_ten(checker: Checker) -> None:
    checker.run(HEADER + ROW.replace("02139", "2139") * 30)
    assert checker.problems["zip-leading-zero"]["count"] == 30
    assert checker.problems["zip-leading-zero"]["lines"] == list(range(2, 12))


def test_auction_sales_go_to_a_decode_without_a_question(checker: Checker) -> None:
    assert checker.run(AUCTION, "decode") is CheckExit.MENDABLE
    assert checker.answer["mapping"] == {"vin": "vin"}
    assert set(checker.problems) == {"vin-case"}
    assert checker.answer["forecast"]["rows_sent"] == 99


def test_auction_sales_go_to_a_rank_with_one_dealer_for_all(checker: Checker, tmp_path: Path) -> None:
    out = tmp_path / "cleaned.csv"
    constants = ("source=https://www.mbofaugusta.com/", "zip=30907")
    assert checker.run(AUCTION, constants=constants, out=out) is CheckExit.MENDABLE
    assert checker.answer["mapping"] == {
        "vin": "vin",
        "price": "sellingprice",
        "miles": "odometer",
        "source": "=mbofaugusta.com",
        "zip": "=30907",
    }
    rows = list(csv.DictReader(io.StringIO(out.read_text())))
    assert len(rows) == 99
    assert {(row["source"], row["zip"]) for row in rows} == {("mbofaugusta.com", "30907")}
    assert rows[0]["vin"] == "5XYKTCA69FG566472"


def test_the_cleaned_copy_comes_with_its_log_and_its_rejects(checker: Checker, tmp_path: Path) -> None:
    content = HEADER + ROW.replace("13790", "$13,790").replace("$13,790", '"$13,790"') + "bad,1,2,a.com,1\n"
    out = tmp_path / "out" / "clean.csv"
    assert checker.run(content, out=out) is CheckExit.ERRORS
    assert out.read_text() == HEADER + ROW
    assert (tmp_path / "out" / "clean-changes.csv").read_text().splitlines()[1:] == [
        '2,price,"$13,790",13790,price-format'
    ]
    rejects = list(csv.reader(io.StringIO((tmp_path / "out" / "clean-rejects.csv").read_text())))
    assert rejects[1] == ["3", "vin-length zip-format", "bad", "1", "2", "a.com", "1"]
    assert (tmp_path / "april.csv").read_text() == content


def test_a_copy_called_gz_is_compressed_and_none_is_overwritten(checker: Checker, tmp_path: Path) -> None:
    out = tmp_path / "clean.csv.gz"
    checker.run(HEADER + ROW, out=out)
    assert gzip.decompress(out.read_bytes()).decode() == HEADER + ROW
    before = out.read_bytes()
    assert checker.run(HEADER + ROW * 2, out=out) is CheckExit.ERRORS
    assert "there already" in checker.err
    assert out.read_bytes() == before


def test_a_decode_of_many_rows_takes_several_jobs_but_gives_one_copy(
    checker: Checker, tmp_path: Path
) -> None:
    out = tmp_path / "clean.csv"
    checker.run("vin\n" + f"{VIN}\n" * 6_500, "decode", out=out)
    assert checker.answer["forecast"]["jobs"] == 3
    assert checker.answer["forecast"]["rows_sent"] == 6_500
    assert checker.answer["forecast"]["successful_count"] == 3
    assert out.read_text() == "vin\n" + f"{VIN}\n" * 6_500


def test_columns_named_on_the_command_line_go_first(checker: Checker) -> None:
    content = f"a,vin,price,miles,source,zip\nWP1BE2AY5PDA28064,{ROW}"
    checker.run(content, maps=("vin=a",))
    assert checker.answer["mapping"]["vin"] == "a"


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"maps": ("vin=nope",)}, "nope"),
        ({"maps": ("wine=vin",)}, "wine"),
        ({"constants": ("zip=K1A",)}, "K1A"),
        ({"fix": "most"}, "safe, all, none"),
        ({"bad_rows": "burn"}, "leave-out"),
        ({"encoding": "ebcdic"}, "utf-8"),
        ({"separator": "x"}, "semicolon"),
    ],
)
def test_bad_usage_says_what_is_possible(checker: Checker, options: dict[str, Any], says: str) -> None:
    assert checker.run(HEADER + ROW, **options) is CheckExit.ERRORS
    assert says in checker.err
    assert "error" in checker.answer


def test_a_file_that_is_no_table_is_refused_with_advice(checker: Checker) -> None:
    assert checker.run(b"\x89PNG\r\n\x1a\n\x00\x00") is CheckExit.ERRORS
    assert set(checker.answer) == {"error", "advice"}


def test_the_words_for_people_name_every_problem_and_what_is_done(checker: Checker) -> None:
    checker.run(HEADER + ROW.replace("02139", "2139"), as_json=False)
    assert "ZIP lost its leading zero (1), line 2" in checker.out
    assert "Fix on: Pad to 5 digits." in checker.out
    checker.run(HEADER + ROW, as_json=False)
    assert "0 problems in 1 row" in checker.out


def test_the_command_itself_gives_the_code_and_one_object(tmp_path: Path) -> None:
    path = tmp_path / "april.csv"
    path.write_text(HEADER + ROW.replace("02139", "2139"))
    command = [sys.executable, "-m", "mcdesk", "check", str(path), "--operation", "rank", "--json"]
    done = subprocess.run([*command, "--fix", "all"], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    assert json.loads(done.stdout)["problems"][0]["rule"] == "zip-leading-zero"
