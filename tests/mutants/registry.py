"""All mutants by name. Each is the program's own text with one passage changed: where the program is written anew, the
passage is looked for again here.
"""

from tests.mutants.in_order import IN_ORDER
from tests.mutants.made_on_purpose import MADE_ON_PURPOSE
from tests.mutants.mutant import Mutant
from tests.mutants.on_disk import ON_DISK
from tests.mutants.on_lists import ON_LISTS
from tests.mutants.on_reading import ON_READING
from tests.mutants.on_rights import ON_RIGHTS
from tests.mutants.on_the_sheet import ON_THE_SHEET
from tests.mutants.on_the_wire import ON_THE_WIRE
from tests.mutants.on_trust import ON_TRUST

MUTANTS: dict[str, Mutant] = {
    **MADE_ON_PURPOSE,
    **ON_THE_WIRE,
    **ON_DISK,
    **IN_ORDER,
    **ON_TRUST,
    **ON_READING,
    **ON_RIGHTS,
    **ON_LISTS,
    **ON_THE_SHEET,
}
