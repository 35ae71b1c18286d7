"""Coverage-guided fuzzing of templates, Word files that come back, and models: READER below.

    python -m tests.fuzz.brought READER [--seconds N] [--findings FOLDER]

Those that end in a part's name put the bytes into a sample package as that part. It stops at the
first exception that is not one of the project's own, at a model that is visible though it is not
the published one, or at 500 MB. Needs atheris (not for Windows).
"""

import io
import logging
import tempfile
import zipfile
from pathlib import Path

import atheris

from tests.fuzz.running import Reader, fuzz, packed

_INSTRUMENTED = [
    *("pv_builder.documents", "pv_builder.intake", "desktop.session.documents"),
    *("models", "docx", "core"),
]
with atheris.instrument_imports(include=_INSTRUMENTED):
    import docx

    from core.task import silent
    from desktop.session.documents.reimport import paragraphs_of
    from desktop.session.documents.writing import own_template
    from models.bundle import MANIFEST_NAME, bundle
    from models.importing import import_models
    from models.store import State, Store
    from pv_builder.documents.draft import draft_minutes
    from pv_builder.documents.export_docx import docx_bytes
    from tests.helpers.sessions import minutes
    from tests.models.builders import CATALOGUE, CONFIG, TINY, WEIGHTS, lay_tiny

_MINUTES = minutes("commune-saint-aubin")
_DOCUMENT = draft_minutes(_MINUTES, None)


def _letterhead() -> bytes:
    """Return a template with a header, a place of its own and a table."""
    file = docx.Document()
    file.sections[0].header.paragraphs[0].text = "Mairie : {{collectivite}}"
    file.add_paragraph("{{presence}}")
    file.add_table(1, 2).cell(0, 1).text = "{{contenu}}"
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


_LETTERHEAD = _letterhead()


def _template(content: bytes) -> None:
    """Draft with the bytes as the town hall's own template."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.docx"
        path.write_bytes(content)
        made = docx_bytes(_DOCUMENT, own_template(str(path)))
        assert docx.Document(io.BytesIO(made)).element.body is not None


def _edited(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.docx"
        path.write_bytes(content)
        assert all(text.strip() for text in paragraphs_of(path))


def _imported(content: bytes) -> None:
    """Import the bytes as a bundle into an empty store: only the published files may be seen."""
    with tempfile.TemporaryDirectory() as folder:
        path, store = Path(folder) / "a.greffier-models", Store(Path(folder) / "store", CATALOGUE)
        path.write_bytes(content)
        try:
            import_models(path, store, silent())
        finally:
            seen = [one.name for one in Path(folder).iterdir()]
            assert set(seen) <= {path.name, "store"}
            placed = store.folder_of(TINY)
            assert not placed.exists() or (placed / "model.bin").read_bytes() == WEIGHTS


def _stamped(content: bytes) -> None:
    """Look at an installed model whose stamp is the bytes: a changed file is found all the same."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "store", CATALOGUE)
        lay_tiny(store.root)
        (store.folder_of(TINY) / "installed.json").write_bytes(content)
        assert store.state_of(TINY) is State.READY
        (store.folder_of(TINY) / "config.json").write_bytes(CONFIG[::-1])
        assert store.state_of(TINY) is State.FAULTY


def _bundle() -> bytes:
    """Return a bundle of the small model."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "store", CATALOGUE)
        lay_tiny(store.root)
        return bundle([TINY.id], store, Path(folder) / "a", silent()).read_bytes()


_BUNDLE = _bundle()
_PARTS = {
    "template-document.xml": (_LETTERHEAD, "word/document.xml", _template),
    "template-styles.xml": (_LETTERHEAD, "word/styles.xml", _template),
    "template-relations": (_LETTERHEAD, "word/_rels/document.xml.rels", _template),
    "template-types": (_LETTERHEAD, "[Content_Types].xml", _template),
    "edited-document.xml": (_LETTERHEAD, "word/document.xml", _edited),
    "manifest": (_BUNDLE, MANIFEST_NAME, _imported),
}

READERS: dict[str, Reader] = {
    "template": _template,
    "edited": _edited,
    "bundle": _imported,
    "stamp": _stamped,
    **{name: packed(*place) for name, place in _PARTS.items()},
}


def _seed(reader: str, corpus: Path) -> None:
    if reader in _PARTS:
        package, part, _ = _PARTS[reader]
        with zipfile.ZipFile(io.BytesIO(package)) as sample:
            (corpus / "part").write_bytes(sample.read(part))
    elif reader == "stamp":
        (corpus / "stamp").write_bytes(b'{"files": {}}')
    else:
        (corpus / "whole").write_bytes(_BUNDLE if reader == "bundle" else _LETTERHEAD)


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    fuzz(READERS, _seed, str(__doc__))
