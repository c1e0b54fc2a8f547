"""The four files as checked values; nothing here knows Odoo."""

from dataclasses import dataclass, field
from datetime import date

from . import values
from .csv_files import LoadError, Problem, RowError, read_rows

STAGES = ("Prospecting", "Engaging", "Won", "Lost")


@dataclass(frozen=True)
class Agent:
    name: str
    manager: str
    office: str


@dataclass(frozen=True)
class Account:
    name: str
    sector: str
    founded: str
    revenue: float | None
    employees: float | None
    country: str
    parent: str


@dataclass(frozen=True)
class Product:
    name: str
    price: float


@dataclass(frozen=True)
class Deal:
    """An opportunity; ``value`` is what it was won for, 0 when it was lost."""

    key: str
    agent: str
    product: Product
    account: str
    stage: str
    engaged: date | None
    closed: date | None
    value: float | None


@dataclass
class Pipeline:
    """Everything that could be read; dicts by name."""

    agents: dict = field(default_factory=dict)
    accounts: dict = field(default_factory=dict)
    products: dict = field(default_factory=dict)
    deals: dict = field(default_factory=dict)


def read_folder(folder, today=None):
    """Reads the files of ``folder``.

    :param today: dates after it are refused; by default the system's date
    :return: (:class:`Pipeline`, list of :class:`Problem`)
    :raises LoadError: where a file is missing or nothing in it can be used
    """
    reader = Reader(folder, today or date.today())
    data = Pipeline()
    reader.read("sales_teams.csv", TEAM_COLUMNS, data.agents, reader.agent)
    reader.read("accounts.csv", ACCOUNT_COLUMNS, data.accounts, reader.account)
    reader.check_parents(data.accounts)
    reader.read("products.csv", PRODUCT_COLUMNS, data.products, reader.product)
    reader.data = data
    reader.read("sales_pipeline.csv", DEAL_COLUMNS, data.deals, reader.deal)
    return data, sorted(reader.problems, key=lambda found: (found.file, found.line))


TEAM_COLUMNS = ("sales_agent", "manager", "regional_office")
ACCOUNT_COLUMNS = (
    "account",
    "sector",
    "year_established",
    "revenue",
    "employees",
    "office_location",
    "subsidiary_of",
)
PRODUCT_COLUMNS = ("product", "sales_price")
DEAL_COLUMNS = (
    "opportunity_id",
    "sales_agent",
    "product",
    "account",
    "deal_stage",
    "engage_date",
    "close_date",
    "close_value",
)


class Reader:
    """Turns rows into values and collects the problems."""

    def __init__(self, folder, today):
        self.folder = folder
        self.today = today
        self.problems = []
        self.lines = {}

    def read(self, name, columns, into, convert):
        """Fill ``into`` with what ``convert`` makes of each row, by its key."""
        rows, problems = read_rows(self.folder, name, columns)
        self.problems += problems
        for line, row in rows:
            try:
                key, value = convert(row)
                if key in into:
                    first = self.lines[name, key]
                    raise RowError(f"{row[columns[0]]} is in line {first} already")
            except RowError as error:
                self.problems.append(Problem(name, line, str(error)))
                continue
            into[key] = value
            self.lines[name, key] = line
        if not into:
            raise LoadError(f"{self.folder / name} has no row that can be loaded.")

    def agent(self, row):
        name = values.to_text(row, "sales_agent")
        manager = values.to_text(row, "manager")
        if name == manager:
            raise RowError(f"{name} cannot be their own manager")
        return name, Agent(name, manager, row["regional_office"])

    def account(self, row):
        name = values.to_text(row, "account")
        if row["subsidiary_of"] == name:
            raise RowError(f"{name} cannot be its own subsidiary")
        return name, Account(
            name=name,
            sector=row["sector"],
            founded=row["year_established"],
            revenue=values.to_number(row, "revenue"),
            employees=values.to_number(row, "employees"),
            country=row["office_location"],
            parent=row["subsidiary_of"],
        )

    def check_parents(self, accounts):
        """Subsidiaries of unknown accounts go, and then their own subsidiaries."""
        while lost := [a for a in accounts.values() if a.parent not in {"", *accounts}]:
            for account in lost:
                line = self.lines["accounts.csv", account.name]
                reason = f"subsidiary of an unknown account, {account.parent}"
                self.problems.append(Problem("accounts.csv", line, reason))
                del accounts[account.name]

    def product(self, row):
        name = values.to_text(row, "product")
        price = values.to_number(row, "sales_price")
        if price is None:
            raise RowError("no sales_price")
        return values.product_key(name), Product(name, price)

    def deal(self, row):
        stage = row["deal_stage"]
        if stage not in STAGES:
            raise RowError(f"deal_stage “{stage}” is none of {', '.join(STAGES)}")
        key = values.to_text(row, "opportunity_id")
        return key, Deal(
            key=key,
            agent=self._known(row, "sales_agent", self.data.agents),
            product=self._product(row),
            account=row["account"] and self._known(row, "account", self.data.accounts),
            stage=stage,
            **self._dates(row, stage),
            value=self._value(row, stage),
        )

    def _known(self, row, column, known):
        name = values.to_text(row, column)
        if name not in known:
            raise RowError(f"unknown {column} {name}")
        return name

    def _product(self, row):
        name = values.to_text(row, "product")
        product = self.data.products.get(values.product_key(name))
        if not product:
            raise RowError(f"unknown product {name}")
        return product

    def _dates(self, row, stage):
        engaged = values.to_date(row, "engage_date", self.today)
        closed = values.to_date(row, "close_date", self.today)
        is_over = stage in ("Won", "Lost")
        if not engaged and stage != "Prospecting":
            raise RowError(f"{stage} without engage_date")
        if is_over != bool(closed):
            raise RowError(f"{stage} {'without' if is_over else 'with'} close_date")
        if closed and closed < engaged:
            raise RowError("close_date is before engage_date")
        return {"engaged": engaged, "closed": closed}

    def _value(self, row, stage):
        value = values.to_number(row, "close_value")
        if stage == "Won" and value is None:
            raise RowError("Won without close_value")
        return value
