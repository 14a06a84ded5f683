"""The least that a Typer program of two commands costs; what headcat's start is measured against."""

import typer

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)


@app.command()
def hello(name: str = "world") -> None:
    """Greet."""
    typer.echo(f"hello {name}")


@app.command()
def goodbye(name: str = "world") -> None:
    """Take leave."""
    typer.echo(f"goodbye {name}")


if __name__ == "__main__":
    app()
