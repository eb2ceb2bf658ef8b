"""Write nsw.csv: the 445 men of the National Supported Work trial, as the package `causaldata` has them.

Usage: python make_nsw.py [OUT.csv]
Needs `pip install causaldata==0.1.5` (MIT). Every column and row is kept, in the package's order.
"""
import csv
import sys
from pathlib import Path

from causaldata import nsw_mixtape

ROWS = 445
COLUMNS = ["data_id", "treat", "age", "educ", "black", "hisp", "marr", "nodegree", "re74", "re75", "re78"]


def main(out: Path) -> None:
    table = nsw_mixtape.load_pandas().data
    if list(table.columns) != COLUMNS or len(table) != ROWS:
        sys.exit(f"not the table expected: {len(table)} rows, columns {', '.join(table.columns)}")
    with out.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        # Earnings are 32-bit floats there; str() of one is its shortest decimal text, which reads back as the same.
        columns = [table[name].to_numpy() for name in COLUMNS]
        writer.writerows([str(value) for value in row] for row in zip(*columns, strict=True))
    print(f"{out}: {len(table)} rows")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("nsw.csv"))
