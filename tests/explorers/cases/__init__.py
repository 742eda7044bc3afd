"""What the explorers of each chapter must say, computed apart."""


def digits(number, places):
    """The number with so many decimals, or with two digits of its own if those would not show as many."""
    number = round(number, 9) + 0.0
    nearly = abs(round(number, places))
    if nearly == abs(number) or nearly * 10**places > 9.5:
        return f"{number:.{places}f}"
    return f"{number:.2g}" if abs(number) < 1e-6 else f"{float(f'{number:.2g}'):.12f}".rstrip("0")
