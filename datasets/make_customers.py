"""Customers of the synthetic companies, for `make_samples.py`; README.md says what they show."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

import numpy as np
from chance import bell, draw, mixed, within

MISSING = 0.025  # of the cells of every attribute
Cell = int | float | str
Rng = np.random.Generator


class Population(NamedTuple):
    """Customers of one company."""

    seed: int
    segments: Mapping[str, int]
    customer: Callable[[Rng, str], dict[str, Cell]]


class Guests(NamedTuple):
    """Guests of one segment of the hotel: middle and spread, or how often each level."""

    party: dict[str, int]
    months: tuple[float, float]
    nights: tuple[float, float]
    away: tuple[float, float]
    price: int  # of a night, with what is spent beside it
    lead: tuple[float, float]
    online: tuple[float, float]
    reviews: dict[int, int]
    payer: dict[str, int]


FEW = {0: 88, 1: 9, 2: 3}
SOME = {0: 55, 1: 25, 2: 12, 3: 5, 5: 3}
GUESTS = {
    "tour-group": Guests(
        party={"group": 92, "couple": 8},
        months=(7, 4),
        nights=(2, 0.7),
        away=(150, 70),
        price=430,
        lead=(38, 7),
        online=(9, 5),
        reviews=FEW,
        payer={"agency": 86, "guest": 14},
    ),
    "senior": Guests(
        party={"couple": 58, "group": 24, "alone": 18},
        months=(16, 6),
        nights=(8, 2),
        away=(75, 35),
        price=390,
        lead=(23, 5),
        online=(16, 8),
        reviews=FEW,
        payer={"guest": 84, "agency": 16},
    ),
    "family": Guests(
        party={"with-children": 94, "couple": 6},
        months=(12, 6),
        nights=(4, 1.2),
        away=(100, 50),
        price=640,
        lead=(20, 5),
        online=(74, 10),
        reviews=SOME,
        payer={"guest": 74, "platform": 26},
    ),
    "wellness": Guests(
        party={"couple": 52, "alone": 42, "group": 6},
        months=(19, 7),
        nights=(12, 2.5),
        away=(45, 22),
        price=900,
        lead=(11, 4),
        online=(48, 12),
        reviews=SOME,
        payer={"guest": 90, "company": 10},
    ),
    "corporate": Guests(
        party={"alone": 82, "group": 18},
        months=(21, 8),
        nights=(14, 2.8),
        away=(20, 11),
        price=740,
        lead=(5, 2),
        online=(34, 12),
        reviews=FEW,
        payer={"company": 90, "guest": 10},
    ),
    "ota": Guests(
        party={"alone": 48, "couple": 40, "with-children": 12},
        months=(5, 3.5),
        nights=(2.2, 0.9),
        away=(120, 65),
        price=470,
        lead=(3, 1.5),
        online=(95, 4),
        reviews=SOME,
        payer={"platform": 78, "guest": 22},
    ),
}


def guest(rng: Rng, segment: str) -> dict[str, Cell]:
    of = GUESTS[segment]
    months = within(1, bell(rng, *of.months), 36)
    nights = within(1, bell(rng, *of.nights), 60)
    complaints = draw(rng, {0: 74, 1: 18, 2: 6, 3: 2})
    moods = {"low": 4 + 22 * complaints, "fair": 32, "high": 60}
    return {
        "party": draw(rng, of.party),
        "months": months,
        "nights": nights,
        # Nobody left longer ago than they came.
        "days-away": within(1, bell(rng, *of.away), min(365, 30 * months)),
        "spend": 10 * within(10, nights * of.price * bell(rng, 1, 0.2) / 10, 9999),
        "lead-days": within(0, bell(rng, *of.lead), 120),
        "online-share": within(0, bell(rng, *of.online), 100),
        "complaints": complaints,
        "reviews": draw(rng, of.reviews),
        "payer": draw(rng, of.payer),
        "mood": draw(rng, moods),
    }


class Users(NamedTuple):
    """Customers of one segment of the power supplier."""

    home: dict[str, int]
    kwh: float  # a month: half of them use more
    times: float  # as much more, or less, for one spread
    swing: tuple[float, float]
    price: float  # yuan for a kWh
    pay_by: dict[str, int]
    contacts: tuple[float, float]
    arrears: dict[int, int]
    supply: dict[str, int]
    standing: dict[str, int]


USERS = {
    "household": Users(
        home={"adults": 78, "children": 18, "elderly": 4},
        kwh=260,
        times=1.4,
        swing=(24, 7),
        price=0.56,
        pay_by={"app": 84, "auto": 14, "counter": 2},
        contacts=(3, 1.4),
        arrears={0: 90, 1: 8, 2: 2},
        supply={"standard": 76, "ev-charger": 18, "solar": 6},
        standing={"ordinary": 92, "local": 7, "wide": 1},
    ),
    "small-business": Users(
        home={"no-home": 96, "adults": 4},
        kwh=1900,
        times=1.6,
        swing=(48, 11),
        price=0.72,
        pay_by={"app": 66, "auto": 28, "counter": 6},
        contacts=(8, 2.2),
        arrears={0: 62, 1: 20, 2: 12, 3: 6},
        supply={"standard": 82, "ev-charger": 8, "solar": 8, "dual": 2},
        standing={"ordinary": 72, "local": 26, "wide": 2},
    ),
    "industry": Users(
        home={"no-home": 100},
        kwh=42000,
        times=1.7,
        swing=(12, 4),
        price=0.66,
        pay_by={"auto": 92, "app": 8},
        contacts=(13, 2.6),
        arrears={0: 92, 1: 8},
        supply={"dual": 56, "standard": 24, "solar": 20},
        standing={"ordinary": 24, "local": 44, "wide": 32},
    ),
    "special-care": Users(
        home={"elderly": 74, "children": 20, "adults": 6},
        kwh=170,
        times=1.4,
        swing=(16, 6),
        price=0.54,
        pay_by={"counter": 80, "auto": 12, "app": 8},
        contacts=(7, 2.2),
        arrears={0: 74, 1: 18, 2: 8},
        supply={"standard": 97, "solar": 3},
        standing={"ordinary": 84, "local": 13, "wide": 3},
    ),
}
MOVED_OUT = 0.03  # of the customers: their meters hardly turn any more


def user(rng: Rng, segment: str) -> dict[str, Cell]:
    of = USERS[segment]
    kwh = within(20, of.kwh * of.times ** bell(rng, 0, 1), 200_000)
    if rng.random() < MOVED_OUT:
        kwh = within(0, bell(rng, 4, 2), 9)
    swing = within(2, bell(rng, *of.swing), 100)
    arrears = draw(rng, of.arrears)
    complaints = draw(rng, {0: 66, 1: 20, 2: 9, 3: 4, 4: 1})
    moods = {"upset": 6 + 18 * complaints, "guarded": 30 + 6 * arrears, "calm": 64}
    return {
        "months": within(1, 24 * float(rng.random()) + 0.5, 24),
        "home": draw(rng, of.home),
        "kwh": kwh,
        "swing": swing,
        "bill": within(0, 12 * kwh * of.price * bell(rng, 1, 0.06), 9_999_999),
        "pay-by": draw(rng, of.pay_by),
        "contacts": within(complaints, bell(rng, *of.contacts), 60),
        "complaints": complaints,
        "arrears": arrears,
        "supply": draw(rng, of.supply),
        "standing": draw(rng, of.standing),
        "mood": draw(rng, moods),
    }


class Subscribers(NamedTuple):
    """Customers of one segment of the telecom company: hardly apart from the next one."""

    age: dict[str, int]
    spend: float
    data: float
    calls: float
    package: dict[str, int]
    channel: dict[str, int]


SUBSCRIBERS = {
    "premium": Subscribers(
        {"to-29": 15, "30-59": 70, "from-60": 15}, 118, 26, 265,
        {"phone": 30, "broadband": 38, "family": 32}, {"app": 56, "store": 22, "hotline": 22},
    ),
    "high-value": Subscribers(
        {"to-29": 22, "30-59": 64, "from-60": 14}, 124, 28, 255,
        {"phone": 28, "broadband": 42, "family": 30}, {"app": 58, "store": 22, "hotline": 20},
    ),
    "senior": Subscribers(
        {"30-59": 6, "from-60": 94}, 92, 21, 270,
        {"phone": 40, "broadband": 34, "family": 26}, {"app": 38, "store": 38, "hotline": 24},
    ),
    "young": Subscribers(
        {"to-29": 92, "30-59": 8}, 98, 32, 225,
        {"phone": 44, "broadband": 34, "family": 22}, {"app": 66, "store": 16, "hotline": 18},
    ),
    "business": Subscribers(
        {"to-29": 18, "30-59": 72, "from-60": 10}, 116, 25, 290,
        {"phone": 32, "broadband": 44, "family": 24}, {"app": 52, "store": 24, "hotline": 24},
    ),
}  # fmt: skip


def subscriber(rng: Rng, segment: str) -> dict[str, Cell]:
    of = SUBSCRIBERS[segment]
    return {
        "months": within(1, bell(rng, 12, 5.5), 24),
        "age": draw(rng, of.age),
        "spend": within(19, bell(rng, of.spend, 30), 399),
        "data": round(max(0.5, bell(rng, of.data, 9)), 1),
        "calls": within(5, bell(rng, of.calls, 80), 999),
        "package": draw(rng, of.package),
        "channel": draw(rng, of.channel),
        "contacts": within(0, bell(rng, 6, 2), 40),
        "stops": draw(rng, {0: 70, 1: 20, 2: 8, 3: 2}),
        "mood": draw(rng, {"upset": 14, "guarded": 36, "calm": 50}),
    }


POPULATIONS = {
    "lakeside-hotel": Population(
        seed=20261906,  # tried and chosen: the segments come out as README.md says
        segments={
            "tour-group": 50,
            "senior": 40,
            "family": 55,
            "wellness": 25,
            "corporate": 40,
            "ota": 30,
        },
        customer=guest,
    ),
    "binhai-power": Population(
        seed=20261902,  # tried and chosen, too
        segments={"household": 85, "small-business": 50, "industry": 25, "special-care": 40},
        customer=user,
    ),
    "xingyun-telecom": Population(
        seed=20261903,
        segments={"premium": 25, "high-value": 30, "senior": 30, "young": 40, "business": 25},
        customer=subscriber,
    ),
}


def customers(population: Population) -> Iterable[tuple[Cell, ...]]:
    """The header, then one row per customer; an empty cell is what nobody noted down."""
    rng = np.random.default_rng(population.seed)
    for number, segment in enumerate(mixed(population.segments, rng), start=1):
        known = population.customer(rng, segment)
        if number == 1:
            yield "customer", "segment", *known
        shown = ("" if rng.random() < MISSING else cell for cell in known.values())
        yield f"c{number:03}", segment, *shown
