"""pack.py OUT TIME: the built folder as a .zip, the same bytes from the same files, and how large both are."""

import sys
import time
import zipfile
from pathlib import Path


def main(out: Path, epoch: int) -> None:
    folder, archive = out / "topup-desk", out / "topup-desk-windows.zip"
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for file in files:
            entry = zipfile.ZipInfo(str(file.relative_to(out)), time.gmtime(epoch)[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, file.read_bytes())
    whole = sum(file.stat().st_size for file in files)
    print(f"Windows: {whole / 1e6:.1f} MB in {len(files)} files, {archive.stat().st_size / 1e6:.1f} MB as .zip")  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
