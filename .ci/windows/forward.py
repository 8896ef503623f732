"""Reads the definition file of python311.dll, writes that of a python3.dll which forwards every name to it."""

import re
import sys

names = re.findall(r"^(\w+)( DATA)?", sys.stdin.read().split("EXPORTS")[1], re.MULTILINE)
print('LIBRARY "python3.dll"\nEXPORTS')  # noqa: T201
print("\n".join(f"{name}=python311.{name}{data}" for name, data in names))  # noqa: T201
