"""pack.py OUT VERSION TIME: the folder as a portable .zip, the same bytes from the same files; how large both are."""

import sys
import time
import zipfile
from pathlib import Path

MB = 1 << 20  # as Windows counts
LIMITS = {"unpacked": 74, ".zip": 33}
MARKER = "topup-desk/portable"  # the program keeps its data beside itself


def main(out: Path, version: str, epoch: int) -> None:
    folder, archive = out / "topup-desk", out / f"topup-desk-{version}-windows-portable.zip"
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        contents = {str(file.relative_to(out)): file.read_bytes() for file in files} | {MARKER: b""}
        for name, data in contents.items():
            entry = zipfile.ZipInfo(name, time.gmtime(epoch)[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, data)
    whole = sum(file.stat().st_size for file in files)
    sizes = {"unpacked": whole / MB, ".zip": archive.stat().st_size / MB}
    print("Windows:", ", ".join(f"{size:.1f} MB {name}" for name, size in sizes.items()))  # noqa: T201
    if any(size > LIMITS[name] for name, size in sizes.items()):
        raise SystemExit(f"Windows: the package has grown beyond {LIMITS}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
