"""The score card's metrics in plain pandas, scipy and statsmodels, on the input that ScoreCardBenchmarks writes.

    PEERS_DATA=folder/ dotnet run -c Release --project tests/Decoupling.Benchmarks -- --filter '*ScoreCard*'
    PEERS_DATA=folder/ python3 tests/Decoupling.Benchmarks/Scoring/score_card.py

Prints the milliseconds of one card (four instruments, 1,440 one-minute bars each) and the largest relative difference to our rows.
"""

import json
import math
import os
import statistics
import sys
import time
import warnings

import numpy as np
import pandas as pd
from scipy import optimize, stats
from statsmodels.regression.linear_model import OLS
from statsmodels.tsa.stattools import adfuller, kpss

warnings.filterwarnings("ignore")
YEAR = 365 * 24 * 3600.0


# A: co-movement


def co_movement(x, y, step):
    n = len(x)
    fit = stats.linregress(x, y)
    deviation = math.sqrt(((y - fit.intercept - fit.slope * x) ** 2).sum() / (n - 2))
    z, half = math.atanh(fit.rvalue), stats.norm.ppf(0.975) / math.sqrt(n - 3)
    lam = 2 ** (-step / (4 * 3600))
    moments = pd.DataFrame({"xx": x * x, "yy": y * y, "xy": x * y}).ewm(alpha=1 - lam, adjust=False).mean().iloc[-1]
    return {
        "SampleCount": n,
        "Correlation": fit.rvalue,
        "CorrelationLow": math.tanh(z - half),
        "CorrelationHigh": math.tanh(z + half),
        "Beta": fit.slope,
        "BetaStandardError": fit.stderr,
        "TrackingErrorPerYear": deviation * math.sqrt(YEAR / step),
        "OneMinusCorrelation": 1 - fit.rvalue,
        "OneMinusRSquared": 1 - fit.rvalue**2,
        "BetaDeviation": abs(fit.slope - 1),
        "BetaTStatistic": (fit.slope - 1) / fit.stderr,
        "EwmaCorrelation": moments.xy / math.sqrt(moments.xx * moments.yy),
        "EwmaBeta": moments.xy / moments.xx,
    }


def kalman_beta(x, y):
    """The likeliest of 14 ratios, all filtered at once; then the innovations of the best."""
    noise = ((y - x * (x @ y) / (x @ x)) ** 2).sum() / (len(x) - 1)
    ratios = np.concatenate([[0], 10 ** (0.5 * (np.arange(13) - 12))])
    q = ratios * noise / (x @ x / len(x))

    def run(h, q, keep):
        beta, variance = np.zeros_like(q), np.full_like(q, 1e7)
        squares, logs, z, count = np.zeros_like(q), np.zeros_like(q), [], 0
        for a, b in zip(x, y):
            if a == 0:
                variance = variance + q
                continue
            f = a * a * variance + h
            v = b - beta * a
            if count > 0:
                if keep:
                    z.append(v[0] / math.sqrt(f[0]))
                else:
                    squares += v * v / f
                    logs += np.log(f)
            beta = beta + variance * a / f * v
            last = variance * h / f
            variance = last + q
            count += 1
        return beta, last, squares, logs, z, count - 1

    _, _, squares, logs, _, count = run(noise, q, False)
    scale = squares / count
    best = np.argmax(-0.5 * (count * (np.log(2 * math.pi * scale) + 1) + logs))
    beta, variance, _, _, z, _ = run(scale[best] * noise, scale[[best]] * q[[best]], True)
    return np.array(z), {
        "KalmanBeta": beta[0],
        "KalmanBetaDeviation": math.sqrt(variance[0]),
        "KalmanInnovationZ": z[-1],
    }


def robust(x, y, tail_share=0.05):
    def tail(mask):
        share = mask.mean()
        cut = stats.norm.ppf(share)
        hazard = stats.norm.pdf(cut) / share
        v = 1 - hazard * (cut + hazard)
        normal = rho * math.sqrt(v) / math.sqrt(1 - rho**2 + rho**2 * v)
        return np.corrcoef(x[mask], y[mask])[0, 1], normal

    rho = np.corrcoef(x, y)[0, 1]
    ordered = np.sort(x)
    count = int(0.25 * len(x))
    lower, lower_normal = tail(x <= ordered[count - 1])
    upper, upper_normal = tail(x >= ordered[-count])
    down_x, down_y = np.minimum(x, 0), np.minimum(y, 0)
    tau = stats.kendalltau(x, y)[0]
    in_x = stats.rankdata(x) <= tail_share * (len(x) + 1)
    in_y = stats.rankdata(y) <= tail_share * (len(x) + 1)
    copula = math.sin(0.5 * math.pi * tau)
    return {
        "Spearman": stats.spearmanr(x, y)[0],
        "Kendall": tau,
        "CoSemicorrelation": (down_x @ down_y) / math.sqrt((down_x @ down_x) * (down_y @ down_y)),
        "FallBeta": stats.linregress(x[x < 0], y[x < 0]).slope,
        "RiseBeta": stats.linregress(x[x > 0], y[x > 0]).slope,
        "LowerCorrelation": lower,
        "LowerNormalCorrelation": lower_normal,
        "UpperCorrelation": upper,
        "UpperNormalCorrelation": upper_normal,
        "LowerTailDependence": (in_x & in_y).sum() / in_x.sum(),
        "StudentTTailDependence": 2 * stats.t.cdf(-math.sqrt(5 * (1 - copula) / (1 + copula)), 5),
    }


# B: basis, reversion, breaks


def basis(b, funding_rate, hours, mark, index, last):
    past = b[:-1]
    median = np.median(past)
    deviation = b[-1] - median
    z = deviation / (1.482602218505602 * np.median(np.abs(past - median)))
    premium = (mark / index - 1) * 1e4
    low, high = 1e4 * (funding_rate - 0.0005), 1e4 * (funding_rate + 0.0005)
    interest = 0.0001 * hours / 8
    if funding_rate > interest:
        low = high
    elif funding_rate < interest:
        high = low
    return {
        "DislocationRatio": min(abs(z) / 5, abs(deviation) / 15),
        "BasisBps": b[-1],
        "BasisMedianBps": median,
        "BasisDeviationBps": deviation,
        "BasisZ": max(-50, min(50, (b[-1] - past.mean()) / past.std(ddof=1))),
        "BasisRobustZ": max(-50, min(50, z)),
        "MarkBasisBps": premium,
        "IndexBasisBps": (last / index - 1) * 1e4,
        "MarkLastBps": (mark / last - 1) * 1e4,
        "FundingPerYear": funding_rate * 24 * 365 / hours,
        "PremiumBps": premium,
        "ImpliedPremiumLowBps": low,
        "ImpliedPremiumHighBps": high,
        "FundingGapBps": premium - low if premium < low else premium - high if premium > high else 0,
    }


def reversion(b, log_basis, step):
    statistic, p, lags, *_ = adfuller(log_basis, autolag="AIC")
    level = kpss(log_basis, regression="c", nlags=int(4 * (len(b) / 100) ** 0.25))
    fit = stats.linregress(b[:-1], b[1:])
    residual = math.sqrt(((b[1:] - fit.intercept - fit.slope * b[:-1]) ** 2).sum() / (len(b) - 3))
    mean = fit.intercept / (1 - fit.slope)
    theta = -math.log(fit.slope) / (step / 3600)
    odds = {}
    for hours in (1, 8, 24):
        if p < 0.05:
            z = abs(b[-1] - mean) / (residual / math.sqrt(1 - fit.slope**2))
            tau = theta * hours
            chance = 2 * stats.norm.cdf(-z * math.exp(-tau) / math.sqrt(1 - math.exp(-2 * tau)))
        else:
            chance = 2 * stats.norm.cdf(-abs(b[-1] - mean) / (residual / math.sqrt(step / 3600) * math.sqrt(hours)))
        odds[f"ReversionProbability{hours}h"] = chance
    return {
        "AdfStatistic": statistic,
        "AdfPValue": p,
        "AdfLags": lags,
        "KpssStatistic": level[0],
        "HalfLifeMinutes": 60 * math.log(2) / theta,
        "IsReversionBrownian": not p < 0.05,
    } | odds


def sup_f(y, x=None, trimming=0.15):
    n, p = len(y), 1 if x is None else 2
    x = np.zeros(n) if x is None else x
    d = x - x.mean()
    slope = (d @ y) / (d @ d) if p == 2 else 0.0
    e = y - y.mean() - slope * d

    def explained(count, sd, se, sdd, sde):
        gain = se * se / count
        return gain if p == 1 else gain + (sde - sd * se / count) ** 2 / (sdd - sd * sd / count)

    sums = [np.cumsum(v)[:-1] for v in (d, e, d * d, d * e)]
    totals = [v.sum() for v in (d, e, d * d, d * e)]
    counts = np.arange(1, n)
    gains = explained(counts, *sums) + explained(n - counts, *(t - s for t, s in zip(totals, sums)))
    trimmed = int(trimming * n)
    split = trimmed + int(np.argmax(gains[trimmed - 1 : n - trimmed]))
    sides = []
    for side in (slice(None, split), slice(split, None)):
        xs, ys = x[side], y[side]
        beta = np.polyfit(xs - xs.mean(), ys, 1)[0] if p == 2 else 0.0
        rss = ((ys - ys.mean() - beta * (xs - xs.mean())) ** 2).sum()
        sides.append((len(ys), ys.mean(), beta, rss))
    within = sides[0][3] + sides[1][3]
    f = (e @ e - within) / (within / (n - 2 * p))
    density = math.sqrt(f / (2 * math.pi)) * math.exp(-f / 2) if p == 1 else 0.5 * f * math.exp(-f / 2)
    p_value = density * ((1 - p / f) * 2 * math.log((1 - trimming) / trimming) + 2 / f)
    return split, sides, f, p_value if f > 2 * p and p_value <= 0.2 else None


def break_interval(before, after):
    """Bai's 95 % interval of a change of mean, each side with its own noise."""
    (n1, mean1, _, rss1), (n2, mean2, _, rss2) = before, after
    phi = (rss2 / n2) / (rss1 / n1)
    per_sample = (mean2 - mean1) ** 2 / (rss1 / n1)

    def tail(t, r, factor, rate, steepness, constant):
        rt = r * t
        return (
            (constant - 2 + rt / 2) * stats.norm.cdf(-math.sqrt(rt) / 2)
            - math.sqrt(rt / (2 * math.pi)) * math.exp(-rt / 8)
            - factor * math.exp(rate * t + stats.norm.logcdf(-steepness * math.sqrt(t)))
        )

    def cdf(v):
        if v < 0:
            r = 1 / phi
            return tail(-v, 1, phi * (phi + 2) / (phi + 1), r * (1 + r) / 2, 0.5 + r, (phi + 2) ** 2 / (phi + 1))
        return 1 - tail(
            v, 1 / phi, (2 * phi + 1) / (phi * (phi + 1)), (phi + 1) / 2, (phi + 0.5) / math.sqrt(phi), (2 * phi + 1) ** 2 / ((phi + 1) * phi)
        )

    reach = 1.0
    while not (cdf(-reach) < 0.025 and cdf(reach) > 0.975):
        reach *= 2
    low = optimize.brentq(lambda v: cdf(v) - 0.975, -reach, reach, xtol=1e-12)
    high = optimize.brentq(lambda v: cdf(v) - 0.025, -reach, reach, xtol=1e-12)
    return n1 - math.ceil(low / per_sample), n1 - math.floor(high / per_sample)


def run_length(k=0.5, h=5.0):
    nodes, weights = np.polynomial.legendre.leggauss(48)
    nodes, weights = h * (nodes + 1) / 2, h * weights / 2
    starts = np.concatenate([[0], nodes])
    kernel = np.column_stack(
        [stats.norm.cdf(k - starts), weights * stats.norm.pdf(nodes[None, :] + k - starts[:, None])]
    )
    return np.linalg.solve(np.eye(49) - kernel, np.ones(49))[0] / 2


def page_cusum(z, step, k=0.5, h=5.0):
    upper = lower = 0.0
    alarms = []
    for i, value in enumerate(z):
        upper, lower = max(0.0, upper + value - k), max(0.0, lower - value - k)
        if upper > h or lower > h:
            alarms.append((i, 1 if upper > lower else -1))
            upper = lower = 0.0
    return alarms, 24 * 3600 / (run_length(k, h) * step)


def breaks(b, x, y, z, close_at, step, trimming, alarm_level):
    split, sides, f, p = sup_f(b, trimming=trimming)
    low, high = break_interval(*sides)
    beta_split, beta_sides, _, beta_p = sup_f(y, x, trimming)
    alarms, per_day = page_cusum(z, step, h=alarm_level)
    # The first move pins beta and has no innovation.
    moves = np.flatnonzero(x)[1:]
    return {
        "BasisBreakAt": close_at[split],
        "BasisBreakFromAt": close_at[max(low, 0)],
        "BasisBreakToAt": close_at[min(high, len(b) - 1)],
        "LevelBeforeBps": sides[0][1],
        "LevelAfterBps": sides[1][1],
        "BasisBreakFStatistic": f,
        "BasisBreakPValue": p,
        "BetaBreakAt": close_at[beta_split + 1],
        "BetaBefore": beta_sides[0][2],
        "BetaAfter": beta_sides[1][2],
        "BetaBreakPValue": beta_p,
        "CusumAlarms": len(alarms),
        "CusumAlarmAt": close_at[moves[alarms[-1][0]] + 1] if alarms else None,
        "CusumAlarmDirection": alarms[-1][1] if alarms else None,
        "CusumFalseAlarmsPerDay": per_day,
    }


# C and D: depth and liquidation


def depth(book, open_interest):
    bids, asks = np.array(book["BidPrices"]), np.array(book["AskPrices"])
    bid_usd, ask_usd = bids * book["BidSizes"], asks * book["AskSizes"]
    mid = (bids[0] + asks[0]) / 2
    out = {}
    for percent in (1, 2, 5):
        low, high = mid * (1 - percent / 100), mid * (1 + percent / 100)
        bid = bid_usd[bids >= low].sum()
        out[f"BidDepthWithin{percent}PercentUsd"] = bid
        out[f"AskDepthWithin{percent}PercentUsd"] = ask_usd[asks <= high].sum()
        out[f"OpenInterestOverBidDepth{percent}Percent"] = open_interest / bid
        out[f"IsDepthLowerBound{percent}Percent"] = bool(bids[-1] > low or asks[-1] < high)
    for size in (1e6, 5e6, 1e7):
        for prices, usd in ((bids, bid_usd), (asks, ask_usd)):
            prices[min(np.searchsorted(np.cumsum(usd), size), len(usd) - 1)]
    return out


# A6, A7 and the venues' median


def cross_venue(closes, median, step):
    frame = pd.DataFrame({"s": median, "f": closes})
    returns = np.log(frame / frame.shift()).dropna()
    tracking = co_movement(returns.s.to_numpy(), returns.f.to_numpy(), step)
    b = ((frame.f / frame.s - 1) * 1e4).to_numpy()
    past = b[:-1]
    deviation = b[-1] - np.median(past)
    z = deviation / (1.482602218505602 * np.median(np.abs(past - np.median(past))))
    return {
        "CrossBasisBps": b[-1],
        "CrossDeviationBps": deviation,
        "CrossZ": max(-50, min(50, (b[-1] - past.mean()) / past.std(ddof=1))),
        "CrossRobustZ": max(-50, min(50, z)),
        "CrossCorrelation": tracking["Correlation"],
        "CrossBeta": tracking["Beta"],
    }


def lead_lag(mine, theirs, step, bars=3):
    x, y = pd.Series(np.diff(np.log(mine))), pd.Series(np.diff(np.log(theirs)))
    covariance = {k: (x * y.shift(-k)).sum() for k in range(-bars, bars + 1)}
    lead = max(sorted(covariance, key=abs), key=lambda k: abs(covariance[k]))
    after, before = (sum(covariance[sign * k] ** 2 for k in range(1, bars + 1)) for sign in (1, -1))
    return {"LeadSeconds": lead * step, "LeadLagRatio": after / before}


def discovery(mine, theirs, most_lags=5):
    """Shares by a vector error correction model with the tie (1, -1); none where neither answers to the gap."""
    p = pd.DataFrame({"a": np.log(mine), "b": np.log(theirs)})
    moves = p.diff()

    def fit(lags, first):
        columns = {"gap": (p.a - p.b).shift()}
        for lag in range(1, lags + 1):
            columns |= {f"a{lag}": moves.a.shift(lag), f"b{lag}": moves.b.shift(lag)}
        design = pd.DataFrame(columns).assign(constant=1.0)[first:]
        return [OLS(moves[name][first:], design).fit() for name in ("a", "b")]

    def criterion(lags):
        fits = fit(lags, most_lags + 1)
        n = fits[0].nobs
        omega = np.cov(fits[0].resid, fits[1].resid, bias=True)
        return math.log(np.linalg.det(omega)) + math.log(n) / n * 2 * len(fits[0].params)

    lags = min(range(1, most_lags + 1), key=criterion)
    a, b = fit(lags, lags + 1)
    if abs(a.tvalues["gap"]) < 2 and abs(b.tvalues["gap"]) < 2:
        return {"InformationShareLow": None, "InformationShareHigh": None, "ComponentShare": None}
    alpha = np.array([a.params["gap"], b.params["gap"]])
    psi = np.array([alpha[1], -alpha[0]]) / (alpha[1] - alpha[0])
    omega = np.cov(a.resid, b.resid, bias=True)
    first = (psi @ np.linalg.cholesky(omega))[0] ** 2 / (psi @ omega @ psi)
    turned = np.linalg.cholesky(omega[::-1, ::-1])
    last = (psi[::-1] @ turned)[1] ** 2 / (psi @ omega @ psi)
    return {"InformationShareLow": min(first, last), "InformationShareHigh": max(first, last), "ComponentShare": psi[0]}


def against_venues(derivative, market):
    step = market["stepSeconds"]
    closes = np.array(derivative["bars"]["close"])
    spot = np.array(derivative["reference"]["close"])
    median = np.median([other["reference"]["close"] for other in market["derivatives"]], axis=0)
    peers = np.median([other["bars"]["close"] for other in market["derivatives"] if other is not derivative], axis=0)
    out = cross_venue(closes, median, step) | {"SpotOffMedianBps": (spot[-1] / median[-1] - 1) * 1e4}
    for prefix, other in (("Peer", peers), ("Spot", spot)):
        found = lead_lag(closes, other, step) | discovery(closes, other)
        out |= {prefix + name: value for name, value in found.items()}
    return out


def volatility(closes, step):
    r = np.diff(np.log(closes))
    weights = 2.0 ** (-step / (6 * 3600) * np.arange(len(r))[::-1])
    return math.sqrt((weights * r * r).sum() / weights.sum() * YEAR / step)


def liquidation_price(side, leverage, price, notional, tiers, of_entry):
    margin, coins = notional / leverage, notional / price
    if of_entry:
        return price - side * (margin - max(m * notional - c for _, m, c in tiers)) / coins
    roots = [(margin + c - side * coins * price) / (coins * m - side * coins) for _, m, c in tiers]
    return max(roots) if side > 0 else min(roots)


def ladder(price, sigma, tiers, of_entry):
    out = {}
    for leverage in (5, 10, 20, 50, 100):
        for side, name in ((1, "Long"), (-1, "Short")):
            level = liquidation_price(side, leverage, price, 10_000, tiers, of_entry)
            out[f"{name}{leverage}xLiquidationPrice"] = level
            b, nu = side * math.log(level / price), side * -0.5 * sigma * sigma
            for hours in (8, 24):
                t = hours / 8760
                root = sigma * math.sqrt(t)
                chance = stats.norm.cdf((b - nu * t) / root) + math.exp(2 * nu * b / sigma**2) * stats.norm.cdf(
                    (b + nu * t) / root
                )
                out[f"{name}{leverage}xLiquidationProbability{hours}h"] = chance
    return out


def entry_shares(closes, open_interest, history_usd, history_at, slot_at, step):
    n = len(closes)
    start = slot_at - n * step * 1000
    history = pd.Series(history_usd, index=(np.array(history_at) - start) // (step * 1000) - 1).loc[-1 : n - 1]
    history = history[~history.index.duplicated()]
    places = history.index.to_numpy()
    coins = np.interp(np.arange(-1, n), places, history.to_numpy() / closes[np.maximum(places, 0).astype(int)])
    changes = np.diff(coins) * closes[-1]
    after = open_interest - np.concatenate([np.cumsum(changes[::-1])[::-1][1:], [0]])
    kept = np.where(changes < 0, after / (after - changes), 1)
    later = np.concatenate([np.cumprod(kept[::-1])[::-1][1:], [1]])
    age = np.arange(len(closes))[::-1] * step
    shares = np.where(changes > 0, changes * later, 0) * 2.0 ** (-age / (12 * 3600))
    return shares / shares.sum()


def liquidation_map(price, open_interest, bars, shares, tiers, of_entry, width=0.001):
    mix = list(zip((3, 5, 10, 20, 50, 100), (0.1, 0.2, 0.3, 0.2, 0.15, 0.05)))
    low, high = np.log(bars["low"]) / width, np.log(bars["high"]) / width
    mark = math.log(price) / width
    offsets = {
        s: [math.log(liquidation_price(s, l, 1.0, 10_000, tiers, of_entry)) / width for l, _ in mix] for s in (1, -1)
    }
    first = math.floor(low.min() + min(offsets[1]))
    count = math.floor(high.max() + max(offsets[-1])) - first + 1
    # What a later bar, or the mark price, has reached is closed: a long's bins from the lowest of them on.
    lowest = np.minimum.accumulate(np.append(low[1:], mark)[::-1])[::-1]
    highest = np.maximum.accumulate(np.append(high[1:], mark)[::-1])[::-1]
    weights = np.outer(shares, [weight for _, weight in mix]).ravel()
    sides = {}
    for side in (1, -1):
        a, z = np.add.outer(low, offsets[side]).ravel(), np.add.outer(high, offsets[side]).ravel()
        cut = np.repeat(np.ceil(lowest - 0.5) if side > 0 else np.floor(highest - 0.5) + 1, len(mix))
        start = np.floor(a)
        usd = np.zeros(count)
        for shift in range(int((np.floor(z) - start).max()) + 1):
            place = start + shift
            covered = np.clip(np.minimum(z, place + 1) - np.maximum(a, place), 0, None)
            part = weights * np.divide(covered, z - a, out=np.full_like(a, shift == 0), where=z > a)
            part[place >= cut if side > 0 else place < cut] = 0
            usd += np.bincount(np.minimum(place - first, count - 1).astype(int), part, count)
        sides[side] = usd / usd.sum() * open_interest
    centers = first + np.arange(count) + 0.5
    out = {}
    for percent in (1, 2, 5, 10):
        below = (centers < mark) & (centers >= mark + math.log(1 - percent / 100) / width)
        above = (centers > mark) & (centers <= mark + math.log(1 + percent / 100) / width)
        out[f"LongLiquidationWithin{percent}PercentUsd"] = sides[1][below].sum()
        out[f"ShortLiquidationWithin{percent}PercentUsd"] = sides[-1][above].sum()
    for name, usd, band, step in (("Long", sides[1], below, -1), ("Short", sides[-1], above, 1)):
        places = np.flatnonzero(band)[::step]
        dense = usd[places] >= 2 * usd[band].sum() / len(places)
        start = int(np.argmax(dense))
        run = dense[start:]
        cluster = places[start : start + (len(run) if run.all() else int(np.argmin(run)))]
        out[f"{name}ClusterUsd"] = usd[cluster].sum()
        out[f"{name}ClusterPrice"] = math.exp((usd[cluster] @ centers[cluster]) / usd[cluster].sum() * width)
    return out


def score(derivative, market):
    slot_at, step = market["slotAt"], market["stepSeconds"]
    frame = pd.DataFrame({"s": derivative["reference"]["close"], "f": derivative["bars"]["close"]})
    returns = np.log(frame / frame.shift()).dropna()
    x, y = returns.s.to_numpy(), returns.f.to_numpy()
    b = ((frame.f / frame.s - 1) * 1e4).to_numpy()
    closes = frame.f.to_numpy()
    close_at = slot_at - step * 1000 * np.arange(len(b))[::-1]
    tiers = [tuple(tier.values()) for tier in derivative["tiers"]]
    of_entry = derivative["isMarginOfEntry"]
    bars = {name: np.array(values) for name, values in derivative["bars"].items()}
    mark, open_interest = derivative["mark"], derivative["openInterestUsd"]
    z, kalman = kalman_beta(x, y)
    sigma = volatility(closes, step)
    shares = entry_shares(
        closes,
        open_interest,
        derivative["openInterestHistoryUsd"],
        derivative["openInterestHistoryAt"],
        slot_at,
        step,
    )
    return {
        **co_movement(x, y, step),
        **kalman,
        **robust(x, y, market["tailShare"]),
        **basis(b, derivative["fundingRate"], derivative["fundingHours"], mark, derivative["index"], closes[-1]),
        **reversion(b, np.log(frame.f / frame.s).to_numpy(), step),
        **breaks(b, x, y, z, close_at, step, market["trimming"], market["alarmLevel"]),
        **depth(derivative["book"], open_interest),
        **against_venues(derivative, market),
        "VolatilityPerYear": sigma,
        **liquidation_map(mark, open_interest, bars, shares, tiers, of_entry),
        **ladder(mark, sigma, tiers, of_entry),
    }


def compare(scores, rows):
    """Column by column; a difference is relative to the value, or to 1e-6 where that is smaller."""
    worst, compared = (0.0, ""), 0
    for ours, theirs in zip(rows, scores):
        for name, value in theirs.items():
            mine = ours.get(name)
            if isinstance(mine, str):
                mine = pd.Timestamp(mine).value // 1_000_000
            if value is None or mine is None:
                difference = 0.0 if value is None and mine is None else math.inf
            else:
                difference = abs(float(mine) - float(value)) / max(abs(float(value)), 1e-6)
            compared += 1
            if difference > 1e-9:
                print(f"  {name}: ours {mine}, theirs {value}, relative difference {difference:.1e}")
            worst = max(worst, (difference, name))
    others = [
        name
        for name, value in rows[0].items()
        if isinstance(value, (int, float)) and not isinstance(value, bool) and name not in scores[0]
    ]
    print("numbers of ours that the script does not compute:", ", ".join(others))
    print(f"{compared} values compared, largest relative difference {worst[0]:.1e} ({worst[1]})")


def main():
    folder = os.environ.get("PEERS_DATA") or sys.exit("PEERS_DATA names no folder with score_card.json.")
    with open(os.path.join(folder, "score_card.json")) as file:
        market = json.load(file)
    with open(os.path.join(folder, "score_card_rows.ndjson")) as file:
        lines = [json.loads(line) for line in file]
    count = len(market["derivatives"])
    rows = [lines[i] | lines[i + count] for i in range(count)]

    def card():
        return [score(derivative, market) for derivative in market["derivatives"]]

    scores = card()
    times = []
    for _ in range(7):
        start = time.perf_counter()
        card()
        times.append(1e3 * (time.perf_counter() - start))
    compare(scores, rows)
    print(f"one card: median {statistics.median(times):.1f} ms of {len(times)} runs, fastest {min(times):.1f} ms")


if __name__ == "__main__":
    main()
