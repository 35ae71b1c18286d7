"""click in French: help pages and faults of the command line.

click writes its pages in English and translates through gettext only where a catalogue is
installed on the system; a mairie's machine has none.
"""

import click


class FrenchCommand(click.Command):
    """A command whose help page is in French."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        _write_usage(self, ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        _write_options(self, ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the help option with its French text."""
        return _in_french(super().get_help_option(ctx))


class FrenchGroup(click.Group):
    """A group of commands whose help page is in French."""

    command_class = FrenchCommand

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        _write_usage(self, ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands."""
        _write_options(self, ctx, formatter)
        rows = [
            (name, command.get_short_help_str(limit=90))
            for name in self.list_commands(ctx)
            if (command := self.get_command(ctx, name)) is not None
        ]
        with formatter.section("Commandes "):
            formatter.write_dl(rows)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the help option with its French text."""
        return _in_french(super().get_help_option(ctx))


FrenchGroup.group_class = FrenchGroup


def _write_usage(
    command: click.Command, ctx: click.Context, formatter: click.HelpFormatter
) -> None:
    pieces = " ".join(command.collect_usage_pieces(ctx))
    formatter.write_usage(ctx.command_path, pieces, prefix="Utilisation : ")


def _write_options(
    command: click.Command, ctx: click.Context, formatter: click.HelpFormatter
) -> None:
    rows = [row for p in command.get_params(ctx) if (row := p.get_help_record(ctx)) is not None]
    with formatter.section("Options "):
        formatter.write_dl(rows)


def _in_french(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "Affiche cette aide."
    return option


def usage_sentence(error: click.ClickException) -> str:
    """Return one French sentence for a fault of the command line."""
    match error:
        case click.exceptions.NoSuchCommand():
            known = list(error.possibilities or [])
            return f"La commande « {error.command_name} » n'existe pas{_hint(known)}"
        case click.NoSuchOption():
            return f"L'option « {error.option_name} » n'existe pas{_hint(error.possibilities)}"
        case click.MissingParameter():
            return f"Il manque {_name_of(error)} : voyez l'aide avec --help."
        case click.BadOptionUsage():
            return f"L'option « {error.option_name} » attend une valeur : voyez l'aide avec --help."
        case click.BadParameter():
            return f"La valeur donnée pour {_name_of(error)} ne convient pas{_choices(error)}."
        case _:
            return "La ligne de commande ne se comprend pas : voyez l'aide avec --help."


def _hint(possibilities: object) -> str:
    names = [str(name) for name in possibilities] if isinstance(possibilities, list) else []
    return f" ; vouliez-vous dire « {names[0]} » ?" if names else " : voyez l'aide avec --help."


def _name_of(error: click.BadParameter) -> str:
    param = error.param
    if param is None:
        return "un paramètre"
    if isinstance(param, click.Option):
        return f"l'option « {param.opts[0]} »"
    return f"l'argument « {param.make_metavar(error.ctx or click.Context(click.Command(None)))} »"


def _choices(error: click.BadParameter) -> str:
    kind = error.param.type if error.param is not None else None
    if isinstance(kind, click.Choice):
        return " ; choix possibles : " + ", ".join(str(choice) for choice in kind.choices)
    return ""
