"""Liquidation prices of a million positions with ten tiers each, in numpy: the peer of VenueLiquidationBenchmarks."""

import time

import numpy as np

MARK = 60_000.0
FLOORS = np.array([0, 5e4, 6e5, 3e6, 1.2e7, 7e7, 1e8, 2.3e8, 4.8e8, 6e8])
RATES = np.array([0.004, 0.005, 0.0065, 0.01, 0.02, 0.025, 0.05, 0.1, 0.125, 0.15])


def deductions(floors):
    return np.concatenate(([0.0], np.cumsum(floors[1:] * np.diff(RATES))))


def roots(sign, quantity, entry, margin, floors):
    """One column a tier; the highest root is a long's, the lowest a short's."""
    cushion = (margin[:, None] + deductions(floors)) / quantity[:, None]
    found = (sign[:, None] * entry[:, None] - cushion) / (sign[:, None] - RATES)
    return np.where(sign > 0, found.max(axis=1), found.min(axis=1))


def prices(sign, notional, entry, leverage, inverse):
    if inverse:
        x = roots(-sign, notional, 1 / entry, notional / entry / leverage, FLOORS / MARK)
        price = np.where(x > 0, 1 / np.where(x > 0, x, 1), np.inf)
    else:
        price = roots(sign, notional / entry, entry, notional / leverage, FLOORS)
    never = np.where(sign > 0, price <= 0, np.isinf(price))
    now = np.where(sign > 0, MARK <= price, MARK >= price)
    return np.where(never, 0.0, np.where(now, MARK, price))


i = np.arange(1_000_000)
positions = (
    np.where(i % 2 == 0, 1.0, -1.0),
    1_000.0 * (1 + i % 9973),
    59_000.0 + i * 37 % 2_000,
    2.0 + i % 19,
)
for inverse in (False, True):
    times = []
    for _ in range(5):
        start = time.perf_counter()
        total = prices(*positions, inverse).sum()
        times.append(time.perf_counter() - start)
    print(f"inverse {inverse}: {1e3 * min(times):.1f} ms, sum of prices {total!r}")
