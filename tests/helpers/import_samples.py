"""One council and one convocation in every form that a town hall has them, all invented.

`python -m tests.helpers.import_samples` writes them into `tests/data/imports`.
"""

from pathlib import Path

from tests.helpers.sample_convocations import (
    agenda_table_docx,
    convocation_docx,
    convocation_odt,
    convocation_pdf,
    convocation_text,
)
from tests.helpers.sample_registers import register_communes, register_epci
from tests.helpers.sample_rolls import (
    roll_csv,
    roll_docx,
    roll_mail,
    roll_ods,
    roll_tabs,
    roll_vcf,
    roll_xlsx,
)

FOLDER = Path(__file__).parents[1] / "data" / "imports"

SAMPLES = {
    "roll.csv": roll_csv,
    "roll-tabs.txt": roll_tabs,
    "roll-mail.txt": roll_mail,
    "roll.xlsx": roll_xlsx,
    "roll.ods": roll_ods,
    "roll.vcf": roll_vcf,
    "roll.docx": roll_docx,
    "rne-conseillers-municipaux.csv": register_communes,
    "rne-conseillers-communautaires.csv": register_epci,
    "convocation.txt": convocation_text,
    "convocation.docx": convocation_docx,
    "convocation.odt": convocation_odt,
    "convocation.pdf": convocation_pdf,
    "agenda-table.docx": agenda_table_docx,
}

if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, make in SAMPLES.items():
        (FOLDER / name).write_bytes(make())
