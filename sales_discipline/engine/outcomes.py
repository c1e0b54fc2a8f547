"""What a person brought about in a span of time, counted in records of any model.

One statement, whatever the number of outcomes, people and days, and one for the rates
that are needed to convert foreign currencies.
"""

from dataclasses import dataclass
from datetime import date as Date
from datetime import datetime, timedelta

from odoo.tools import SQL

from .clock import day_start


@dataclass(frozen=True)
class Source:
    """Where an outcome is found; fields are paths through many2one fields."""

    model: str
    domain: list
    date_path: str
    user_path: str
    measure: str = "count"
    measure_path: str | None = None
    company_id: int | None = None


@dataclass(frozen=True)
class Slot:
    """A person and the local dates from ``first`` to ``last``, in ``tz``."""

    user_id: int
    first: Date
    last: Date
    tz: str
    company_id: int

    @property
    def after(self) -> Date:
        return self.last + timedelta(days=1)

    @property
    def start_at(self) -> datetime:
        return day_start(self.first, self.tz)

    @property
    def end_at(self) -> datetime:
        return day_start(self.after, self.tz)


@dataclass
class Figure:
    """``total`` over ``count`` records, of which ``value`` is what was asked for.

    Amounts are in ``currency_id``; the average of no records is empty.
    """

    measure: str
    count: int = 0
    total: float = 0.0
    currency_id: int | None = None

    @property
    def value(self) -> float | None:
        if self.measure == "count":
            return float(self.count)
        if self.measure == "sum":
            return self.total
        return self.total / self.count if self.count else None


def slot_of(figures) -> Slot:
    """The day of the engine's ``figures``."""
    return Slot(
        user_id=figures["user_id"],
        first=figures["date"],
        last=figures["date"],
        tz=figures["tz"],
        company_id=figures["company_id"],
    )


def concerns(outcome, figures) -> bool:
    """Whether the record ``outcome`` is of the company that controlled the day."""
    company = outcome.company_id
    return not company or company.id == figures["company_id"]


def measure(env, source, slots):
    """The figure of each of ``slots``, in their order.

    Whose rights count is the caller's affair: everything is read as superuser.

    :raise ValueError: a field or model that is not there or cannot be used
    """
    return measure_all(env, [(source, slots)])[0]


def measure_all(env, wanted):
    """As ``measure`` of each (source, slots) of ``wanted``, in their order."""
    if not wanted:
        return []
    currencies = _company_currencies(
        env, [s for _source, slots in wanted for s in slots]
    )
    arms, measured = [], []
    for number, (source, slots) in enumerate(wanted):
        statement, is_money = _statement(env, source, slots)
        arms.append(SQL("SELECT %s AS source, arm.* FROM (%s) arm", number, statement))
        measured.append(
            [
                Figure(
                    source.measure,
                    currency_id=currencies[slot.company_id] if is_money else None,
                )
                for slot in slots
            ]
        )
    parts = [
        (wanted[source][1][number], measured[source][number], currency_id, count, total)
        for source, number, currency_id, count, total in env.execute_query(
            SQL(" UNION ALL ").join(arms)
        )
    ]
    _add_up(env, parts)
    for figure in (figure for figures in measured for figure in figures):
        if figure.currency_id:
            currency = env["res.currency"].browse(figure.currency_id)
            figure.total = currency.round(figure.total)
    return measured


def _add_up(env, parts):
    rates = _Rates(env, _foreign(parts))
    for slot, figure, currency_id, count, total in parts:
        figure.count += count
        figure.total += rates.convert(float(total), currency_id, figure, slot)


def convert_totals(env, wanted):
    """Figures of several slots added up, each total in one currency.

    :param wanted: (currency id, measure, list of (slot, figure)) for each total
    """
    triples = {
        (each, slot.company_id, slot.first)
        for currency_id, _measure, parts in wanted
        for slot, figure in parts
        if currency_id and figure.currency_id not in (None, currency_id)
        for each in (currency_id, figure.currency_id)
    }
    rates = _Rates(env, sorted(triples))
    totals = []
    for currency_id, name, parts in wanted:
        total = Figure(name, currency_id=currency_id or None)
        for slot, part in parts:
            total.count += part.count
            total.total += rates.convert(part.total, part.currency_id, total, slot)
        totals.append(total)
    return totals


def read_path(env, model_name, path):
    """The fields along ``path``, of which all but the last lead on to a record.

    :raise ValueError: naming what is missing or unusable
    """
    if model_name not in env:
        raise ValueError(env._("There is no model “%s”.", model_name))
    model, fields = env[model_name], []
    *links, last = (path or "").split(".")
    for name in (*links, last):
        field = model._fields.get(name)
        if not field:
            raise ValueError(
                env._(
                    "“%(model)s” has no field “%(field)s”.",
                    model=model._description,
                    field=name or " ",
                )
            )
        fields.append(field)
        if len(fields) <= len(links):
            if field.type != "many2one":
                raise ValueError(
                    env._("The field “%s” does not lead to one record.", name)
                )
            model = env[field.comodel_name]
    return fields


# ------------------------------------------------------------
# The statement
# ------------------------------------------------------------


def check_types(env, source):
    """The fields of ``source``, each of a type that can be used.

    :return: list of (path, fields along it)
    :raise ValueError: naming what cannot
    """
    wanted = [
        (source.date_path, ("date", "datetime"), env._("a date")),
        (source.user_path, ("many2one",), env._("a user")),
    ]
    if source.measure != "count":
        numbers = ("integer", "float", "monetary")
        wanted.append((source.measure_path, numbers, env._("a number or an amount")))
    found = []
    for path, types, what in wanted:
        fields = read_path(env, source.model, path)
        last = fields[-1]
        is_user = last.comodel_name == "res.users"
        if last.type not in types or (last.type == "many2one" and not is_user):
            raise ValueError(
                env._("“%(path)s” is not %(wanted)s.", path=path, wanted=what)
            )
        for field in fields:
            if not field.store and not field.related:
                raise ValueError(
                    env._("The field “%s” is not kept in the database.", path)
                )
        found.append((path, fields))
    return found


def _statement(env, source, slots):
    check_types(env, source)
    companies = sorted({slot.company_id for slot in slots})
    # Archived records count where the domain says so, as its editor shows it.
    model = env[source.model].sudo().with_context(active_test=True)
    if companies:
        # Not the company that whoever runs this happens to be in.
        model = model.with_context(allowed_company_ids=companies)
    query = model._search(source.domain)
    date_field, date = path_to_sql(model, query, source.date_path)
    _field, user = path_to_sql(model, query, source.user_path)
    amount, currency, is_money = _amount_to_sql(model, query, source)
    if source.company_id and "company_id" in model._fields:
        company = model._field_to_sql(query.table, "company_id", query)
        query.add_where(SQL("%s = %s", company, source.company_id))
    has_time = date_field.type == "datetime"
    bounds = [
        (slot.start_at, slot.end_at) if has_time else (slot.first, slot.after)
        for slot in slots
    ]
    if bounds:
        # Records of other times and people need not be joined to be dropped.
        query.add_where(SQL("%s >= %s", date, min(start for start, _end in bounds)))
        query.add_where(SQL("%s < %s", date, max(end for _start, end in bounds)))
        query.add_where(SQL("%s = ANY(%s)", user, [slot.user_id for slot in slots]))
    records = query.select(
        SQL("%s AS person", user),
        SQL("%s AS moment", date),
        SQL("%s AS amount", amount),
        SQL("%s AS currency", currency),
    )
    kind = SQL("timestamp") if has_time else SQL("date")
    statement = SQL(
        """
        SELECT (slot.number - 1)::int AS number, record.currency,
               count(record.amount) AS count, coalesce(sum(record.amount), 0) AS total
          FROM unnest(%(users)s::int[], %(starts)s::%(kind)s[], %(ends)s::%(kind)s[])
               WITH ORDINALITY AS slot(person, start, stop, number)
          JOIN (%(records)s) record
            ON record.person = slot.person
           AND record.moment >= slot.start
           AND record.moment < slot.stop
      GROUP BY 1, 2
        """,
        users=[slot.user_id for slot in slots],
        starts=[start for start, _end in bounds],
        ends=[end for _start, end in bounds],
        kind=kind,
        records=records,
    )
    return statement, is_money


def path_to_sql(model, query, path):
    """The last field of ``path`` and its value in ``query``, joined as needed."""
    fields = read_path(model.env, model._name, path)
    alias = query.table
    for field in fields[:-1]:
        model, alias = field.join(model, alias, query)
    return fields[-1], model._field_to_sql(alias, fields[-1].name, query)


def _amount_to_sql(model, query, source):
    """What is added up, its currency, and whether it is money at all."""
    if source.measure == "count":
        return SQL("1"), SQL("NULL::int"), False
    field, amount = path_to_sql(model, query, source.measure_path)
    if field.type != "monetary":
        return amount, SQL("NULL::int"), False
    *links, _name = source.measure_path.split(".")
    owner = model.env[field.model_name]
    currency_name = field.get_currency_field(owner)
    path = ".".join((*links, currency_name))
    _field, currency = path_to_sql(model, query, path)
    if not owner._fields[currency_name].store and "company_id" in owner._fields:
        # It is the company's currency. Without a company: that of the person's day,
        # where Odoo would take the currency of whoever looks.
        path = ".".join((*links, "company_id"))
        _field, company = path_to_sql(model, query, path)
        currency = SQL("CASE WHEN %s IS NOT NULL THEN %s END", company, currency)
    return amount, currency, True


# ------------------------------------------------------------
# Currencies
# ------------------------------------------------------------


def _company_currencies(env, slots):
    companies = env["res.company"].sudo().browse({slot.company_id for slot in slots})
    return {company.id: company.currency_id.id for company in companies}


def _foreign(parts):
    """The (currency, company, date) triples whose rate is needed."""
    return sorted(
        {
            (each, slot.company_id, slot.first)
            for slot, figure, currency_id, _count, _total in parts
            if figure.currency_id and currency_id not in (None, figure.currency_id)
            for each in (currency_id, figure.currency_id)
        }
    )


class _Rates:
    """Odoo's own rates, found as ``res.currency._get_rates`` does for one date."""

    def __init__(self, env, triples):
        self.rates = {}
        if not triples:
            return
        companies = env["res.company"].sudo().browse({each[1] for each in triples})
        roots = {company.id: company.root_id.id for company in companies}
        env["res.currency.rate"].flush_model()
        currencies, owners, dates = zip(*triples, strict=True)
        rows = env.execute_query(
            SQL(
                _RATES,
                list(currencies),
                [roots[company_id] for company_id in owners],
                list(dates),
            )
        )
        self.rates = {triples[number]: rate for number, rate in rows}

    def convert(self, amount, currency_id, figure, slot):
        target = figure.currency_id
        if not target or not currency_id or currency_id == target:
            return amount
        rate, own = (
            self.rates[each, slot.company_id, slot.first]
            for each in (target, currency_id)
        )
        return amount * float(rate) / float(own)


_RATES = """
    SELECT (wanted.number - 1)::int, COALESCE(
           (SELECT rate.rate FROM res_currency_rate rate
             WHERE rate.currency_id = wanted.currency_id
               AND rate.name <= wanted.date
               AND (rate.company_id IS NULL OR rate.company_id = wanted.company_id)
             ORDER BY rate.company_id, rate.name DESC LIMIT 1),
           (SELECT rate.rate FROM res_currency_rate rate
             WHERE rate.currency_id = wanted.currency_id
               AND (rate.company_id IS NULL OR rate.company_id = wanted.company_id)
             ORDER BY rate.company_id, rate.name LIMIT 1),
           1.0)
      FROM unnest(%s::int[], %s::int[], %s::date[])
           WITH ORDINALITY AS wanted(currency_id, company_id, date, number)
"""
