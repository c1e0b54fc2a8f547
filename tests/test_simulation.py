"""The simulator of habits: the same people do the same things for the same seed."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from odoo.addons.sales_discipline.simulation.cast import Event, Person, Target
from odoo.addons.sales_discipline.simulation.clock import dates, instant
from odoo.addons.sales_discipline.simulation.habits import HABITS, STEADY
from odoo.addons.sales_discipline.simulation.player import Player
from odoo.addons.sales_discipline.simulation.timeline import timeline

from .common import DisciplineCase

FIRST = date(2026, 3, 2)
LAST = date(2026, 4, 3)
TZ = "Europe/Berlin"  # its clocks change on 29 March
WORKDAYS = [day for day in dates(FIRST, date(2026, 4, 17)) if day.weekday() < 5]


def make_people(*names):
    names = names or tuple(HABITS)
    return [
        Person(
            key=name,
            habit=HABITS[name],
            tz=TZ,
            head="boris",
            colleague=names[place - 1],
            first_day=FIRST,
        )
        for place, name in enumerate(names)
    ]


def make_targets(people):
    return [
        Target(
            key=f"{person.key}-{number}",
            owner=person.key,
            opened=FIRST,
            closed=FIRST + timedelta(days=4 * number) if number % 3 == 0 else None,
            is_won=number % 2 == 0,
        )
        for person in people
        for number in range(1, 10)
    ]


def play(seed=1, people=None, now=None):
    people = people or make_people()
    return timeline(people, make_targets(people), WORKDAYS, LAST, seed, now)


class TestTimeline(DisciplineCase):
    def test_same_seed_same_events(self):
        self.assertEqual(play(seed=7), play(seed=7))
        self.assertNotEqual(play(seed=7), play(seed=8))

    def test_people_do_not_change_each_other(self):
        """Another colleague in the files must not rewrite everybody's past."""
        alone = play(people=make_people("steady"))
        together = [event for event in play() if event.task.startswith("steady/")]
        key = ["at", "kind", "task", "target", "deadline", "text"]
        values = [
            [[getattr(event, name) for name in key] for event in events]
            for events in ([e for e in alone if e.task], together)
        ]
        self.assertEqual(*values)

    def test_events_are_in_order_and_possible(self):
        """A task is planned first, then changed, and nothing happens after its end."""
        planned, ended = set(), set()
        events = play()
        self.assertEqual(events, sorted(events, key=lambda event: event.at))
        for event in events:
            if not event.task:
                continue
            self.assertNotIn(event.task, ended, event)
            if event.kind in ("plan", "log"):
                self.assertNotIn(event.task, planned)
                planned.add(event.task)
            self.assertIn(event.task, planned, event)
            if event.kind in ("finish", "log", "cancel"):
                ended.add(event.task)

    def test_nothing_later_than_now(self):
        now = datetime(2026, 3, 18, 10, 30)
        events = play(now=now)
        self.assertLessEqual(events[-1].at, now)
        whole = [event for event in play() if event.at <= now]
        # Deals to be closed on the day in progress are closed by now.
        self.assertEqual(
            [e for e in events if e.at < now], [e for e in whole if e.at < now]
        )

    def test_plans_keep_local_hours_when_clocks_change(self):
        people = make_people("disciplined")
        evenings = {
            event.at.replace(tzinfo=ZoneInfo("UTC")).astimezone(ZoneInfo(TZ)).hour
            for event in play(people=people)
            if event.kind == "plan" and event.actor == "disciplined"
        }
        self.assertLessEqual(evenings, set(range(9, 18)))
        self.assertTrue(evenings & {15, 16, 17})

    def test_each_habit_shows(self):
        """Every habit does what its name says more than a steady person."""
        events = play()

        def count(person, *kinds):
            return sum(e.actor == person and e.kind in kinds for e in events)

        self.assertGreater(count("postponer", "move"), 3 * count("steady", "move"))
        self.assertGreater(count("chaotic", "log"), 2 * count("steady", "log"))
        self.assertGreater(count("overloaded", "plan"), count("steady", "plan"))
        self.assertLess(count("paper", "plan"), count("steady", "plan") / 4)
        self.assertLess(count("newcomer", "plan"), count("steady", "plan"))
        self.assertTrue(count("gaming", "give"))
        self.assertTrue(count("gaming", "cancel"))
        self.assertFalse(count("disciplined", "give", "cancel"))


class TestPlayer(DisciplineCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        users = cls.env["res.users"].with_context(no_reset_password=True)
        salesman = cls.env.ref("sales_team.group_sale_salesman")
        cls.seller, cls.other = users.create(
            [
                {"name": name, "login": name, "group_ids": [(4, salesman.id)]}
                for name in ("simulated.seller", "simulated.other")
            ]
        )
        cls.deal = cls.env["crm.lead"].create(
            {"name": "Deal", "type": "opportunity", "user_id": cls.seller.id}
        )
        cls.monday = date(2026, 3, 2)

    def play(self, *events):
        users = {"seller": self.seller.id, "other": self.other.id}
        player = Player(self.env, users, {"deal": self.deal})
        player.play(events)
        ids = list(player.activities.values())
        return self.env["mail.activity"].with_context(active_test=False).browse(ids)

    def event(self, hour, kind, **values):
        at = instant(self.monday, hour * 60, TZ) + timedelta(microseconds=hour)
        return Event(at, "seller", kind, **({"task": "1"} | values))

    def plan(self, hour, **values):
        basics = {
            "target": "deal",
            "owner": "seller",
            "deadline": self.monday,
            "type": "call",
            "summary": "Call",
        }
        return self.event(hour, "plan", **(basics | values))

    def test_stamps_are_the_instants_of_the_events(self):
        activity = self.play(
            self.plan(9), self.event(11, "finish", text="Agreed on Friday")
        )
        self.assertEqual(activity.create_date.hour, 8, "09:00 in Berlin, in winter")
        self.assertEqual(activity.create_uid, self.seller)
        self.assertEqual(activity.done_by_id, self.seller)
        self.assertEqual(activity.done_at, self.event(11, "finish").at)
        self.assertEqual(activity.feedback, "Agreed on Friday")
        message = self.deal.message_ids.filtered("mail_activity_type_id")
        self.assertEqual(message.date.hour, 10, "the chatter tells the same story")

    def test_logged_after_the_fact(self):
        activity = self.play(
            Event(**{**self.plan(9).__dict__, "kind": "log", "text": "Was there"})
        )
        self.assertFalse(activity.active)
        self.assertEqual(activity.done_at, self.plan(9).at)

    def test_move_give_and_take_back(self):
        tuesday = self.monday + timedelta(days=1)
        activity = self.play(
            self.plan(9),
            self.event(17, "move", deadline=tuesday),
            self.event(20, "give", owner="other"),
            self.event(21, "give", owner="seller"),
        )
        self.assertEqual(activity.date_deadline, tuesday)
        self.assertEqual(activity.first_deadline, self.monday)
        self.assertEqual(activity.postpone_count, 1)
        self.assertEqual(activity.user_id, self.seller)

    def test_cancelled(self):
        self.assertFalse(self.play(self.plan(9), self.event(10, "cancel")).exists())

    def test_lost_for_the_night(self):
        activity = self.play(
            self.plan(9), self.event(20, "lost", task="", target="deal")
        )
        self.assertFalse(self.deal.active)
        self.assertEqual(activity.dropped_at, self.event(20, "lost").at)
        self.play(self.event(22, "reopen", task="", target="deal"))
        self.assertTrue(self.deal.active)
        self.assertFalse(activity.dropped_at)

    def test_won_at_its_instant(self):
        self.play(self.event(16, "won", task="", target="deal"))
        self.assertEqual(self.deal.won_status, "won")
        self.assertEqual(self.deal.date_closed.hour, 15)

    def test_steady_people_forge_nothing(self):
        """What the player does, the person may do: no rights are lent."""
        with self.assertRaises(Exception) as refused:
            self.play(
                self.plan(9),
                Event(self.event(10, "cancel").at, "other", "cancel", task="1"),
            )
        self.assertEqual(type(refused.exception).__name__, "AccessError")
        self.assertEqual(STEADY.gives_away, 0)
