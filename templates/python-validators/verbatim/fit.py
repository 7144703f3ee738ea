def fit(text: str, separator: str, limits: dict[str, tuple[object, ...]]) -> str | None:
    """Find the nearest size within the limits: the same ratio first, then the same area."""
    wanted = size_of(text)
    if wanted is None:
        return None
    steps = [limit[2] for name, limit in limits.items() if name != "ratio"]
    step = max([number for number in steps if isinstance(number, int)], default=1)
    best: tuple[float, str] | None = None
    for width, height in (wanted, within_sides(wanted, limits)):
        for percent in (*range(100, 0, -2), *range(102, 1000, 6)):
            for stretch in (100, 95, 105, 85, 115, 70, 140, 50, 200, 33, 300):
                w = max(step, round(width * percent * stretch / 10000 / step) * step)
                h = max(step, round(height * percent / 100 / step) * step)
                if bound_fault(w, h, limits):
                    continue
                ratio = (w * wanted[1]) / (h * wanted[0])
                area = (w * h) / (wanted[0] * wanted[1])
                cost = 3 * max(ratio, 1 / ratio) + max(area, 1 / area)
                if best is None or cost < best[0]:
                    best = cost, f"{w}{separator}{h}"
    return best[1] if best else None


def within_sides(
    size: tuple[int, int], limits: dict[str, tuple[object, ...]]
) -> tuple[int, int]:
    """Bring each side into its own bounds, whatever becomes of the ratio."""
    sides = list(size)
    for name, which in (("width", (0,)), ("height", (1,)), ("side", (0, 1))):
        low, high, _ = limits.get(name, (None, None, None))
        for side in which:
            sides[side] = max(sides[side], low) if isinstance(low, int) else sides[side]
            sides[side] = (
                min(sides[side], high) if isinstance(high, int) else sides[side]
            )
    return sides[0], sides[1]
