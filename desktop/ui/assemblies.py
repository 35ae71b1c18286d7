"""The kinds of assembly as a person chooses them."""

from PySide6.QtCore import QCoreApplication

from pv_builder.meeting import Assembly


def assembly_names() -> list[tuple[str, Assembly]]:
    """Return the name of each kind of assembly, the most frequent first."""
    names = (
        (QCoreApplication.translate("Assembly", "Commune"), Assembly.COMMUNE),
        (
            QCoreApplication.translate("Assembly", "Communauté ou métropole (EPCI)"),
            Assembly.EPCI,
        ),
        (
            QCoreApplication.translate("Assembly", "Syndicat de communes ou mixte fermé"),
            Assembly.SYNDICAT,
        ),
        (QCoreApplication.translate("Assembly", "Syndicat mixte ouvert"), Assembly.SYNDICAT_OUVERT),
        (QCoreApplication.translate("Assembly", "Département"), Assembly.DEPARTEMENT),
        (QCoreApplication.translate("Assembly", "Région"), Assembly.REGION),
        (QCoreApplication.translate("Assembly", "CCAS ou CIAS"), Assembly.CCAS),
    )
    return list(names)
