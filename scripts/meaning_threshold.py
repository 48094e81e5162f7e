"""Tells where likeness in meaning begins for a model, and what other beginnings would let through; run it after training one.

tests/search/precedent/test_likeness.py holds the choice for the bundled model.
"""

import click
import numpy as np

from commandline import run
from language.embedding import load_encoder
from search.precedent.likeness import weighed


@click.command()
@click.option("--model", help="Another model, by name or folder.")
def main(model: str | None) -> None:
    found = weighed(load_encoder(model))
    for name, cosines in (("mean the same", found.same), ("do not", found.different)):
        low, middle, high = np.percentile(cosines, (10, 50, 90))
        click.echo(f"{len(cosines)} pairs {name}: cosines {low:.2f} to {high:.2f}, middle {middle:.2f}")
    for above in (1.0, 1.5, 2.0, 2.5, 3.0):
        threshold = found.threshold(above)
        same, different = found.kept(threshold)
        chosen = "  <- chosen" if threshold == found.threshold() else ""
        click.echo(
            f"{above:.1f} deviations above those that do not: {threshold:.3f}, keeps {same:.0%} and {different:.0%}{chosen}"
        )


if __name__ == "__main__":
    raise SystemExit(run(main, "scripts.meaning_threshold", typed="scripts/calibrate_meaning"))
