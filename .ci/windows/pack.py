"""pack.py OUT TIME: the built folder as a .zip, the same bytes from the same files, and how large both are."""

import sys
import time
import zipfile
from pathlib import Path

MB = 1 << 20  # as Windows counts
LIMITS = {"unpacked": 72, ".zip": 32}


def main(out: Path, epoch: int) -> None:
    folder, archive = out / "topup-desk", out / "topup-desk-windows.zip"
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for file in files:
            entry = zipfile.ZipInfo(str(file.relative_to(out)), time.gmtime(epoch)[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, file.read_bytes())
    whole = sum(file.stat().st_size for file in files)
    sizes = {"unpacked": whole / MB, ".zip": archive.stat().st_size / MB}
    print("Windows:", ", ".join(f"{size:.1f} MB {name}" for name, size in sizes.items()))  # noqa: T201
    if any(size > LIMITS[name] for name, size in sizes.items()):
        raise SystemExit(f"Windows: the package has grown beyond {LIMITS}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
