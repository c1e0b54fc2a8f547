"""Ways around the flag of a result: each is flagged as plain finishing would.

Stock Odoo finishes first and writes the text afterwards, and the flag is set once the
text is there (``result_follows`` in models/mail_activity.py). Nothing may fall into
that gap.
"""

from .journal_case import hour
from .test_results import GOOD, ResultCase

BLANK = "  \n\t"
# What plain finishing makes of each.
FLAGS = {
    "ok": "stock_phrase",
    "asdf": "mash",
    "...": "no_words",
    BLANK: "empty",
    GOOD: False,
}


class TestResultDodges(ResultCase):
    def setUp(self):
        super().setUp()
        self.mode("flag", allowed_repeats=99)

    def doors(self):
        """What finishes an activity with a text, by name; none is a button of ours."""
        return {
            "feedback": lambda a, text: a.action_feedback(feedback=text),
            "private": lambda a, text: a._action_done(feedback=text),
            "next": lambda a, text: a.action_feedback_schedule_next(feedback=text),
            "write": lambda a, text: a.write({"active": False, "feedback": text}),
            "text, done": lambda a, text: (
                a.write({"feedback": text}),
                a.action_done(),
            ),
            "archive, text": lambda a, text: (
                a.action_archive(),
                a.write({"feedback": text}),
            ),
            "field by field": lambda a, text: (
                setattr(a, "active", False),
                setattr(a, "feedback", text),
            ),
        }

    def assertFlagged(self, activity, text):
        """As by finishing a new one with that text, which is kept beside the flag."""
        plain = self.planned()
        with self.at(hour(9)):
            plain.with_user(self.anna).write({"active": False, "feedback": text})
        self.assertEqual(plain.result_flag, FLAGS.get(text, "empty"), "plain finishing")
        self.env.invalidate_all()
        self.assertRecordValues(
            activity,
            [
                {
                    "active": False,
                    "result_flag": plain.result_flag,
                    "result_key": plain.result_key,
                }
            ],
        )

    def assertFlaggedByEveryDoor(self, before, text, doors=None):
        """``before`` is the text that is there, ``text`` the one that finishes it."""
        for name, door in (doors or self.doors()).items():
            with self.subTest(name, before=before, text=text):
                activity = self.planned(feedback=before)
                with self.at(hour(9)):
                    door(activity.with_user(self.anna), text)
                # Without a text Odoo leaves the one that is there.
                self.assertFlagged(activity, text or before)

    def test_the_same_text_was_there_before(self):
        for text in FLAGS:
            self.assertFlaggedByEveryDoor(text, text)

    def test_another_text_was_there_before(self):
        for before in (GOOD, "ok"):
            for text in FLAGS.keys() - {before}:
                self.assertFlaggedByEveryDoor(before, text)

    def test_blanks_take_the_place_of_a_text(self):
        for before in (GOOD, "ok"):
            for text in (" ", "\n"):
                self.assertFlaggedByEveryDoor(before, text)

    def test_finishing_without_a_text_judges_the_one_that_is_there(self):
        doors = self.doors()
        doors = {name: doors[name] for name in ("feedback", "private", "next")}
        for nothing in (None, False, ""):
            for before in (*FLAGS, False):
                self.assertFlaggedByEveryDoor(before, nothing, doors)

    def test_a_text_written_after_finishing_is_judged_by_itself(self):
        for first in (GOOD, "ok", False):
            for text in (*FLAGS, False):
                activity = self.finish(self.planned(), first, at=hour(9))
                with self.subTest(first=first, text=text):
                    with self.at(hour(10)):
                        activity.with_user(self.anna).write({"feedback": text})
                    self.assertFlagged(activity, text)

    def test_archived_with_one_text_and_given_another_at_once(self):
        for first in (GOOD, "ok", False):
            for text in FLAGS:
                activity = self.planned(feedback=first)
                with self.subTest(first=first, text=text):
                    with self.at(hour(9)):
                        activity.with_user(self.anna).action_archive()
                        self.assertFlagged(activity, first)
                        activity.with_user(self.anna).action_feedback(feedback=text)
                    self.assertFlagged(activity, text)

    def test_a_text_that_was_there_before_counts_as_a_repetition(self):
        self.mode("flag", allowed_repeats=0)
        for name, door in self.doors().items():
            with self.subTest(name):
                said = f"{GOOD}, as {name}"
                self.finish(self.planned(), said, at=hour(9))
                activity = self.planned(feedback=said)
                with self.at(hour(10)):
                    door(activity.with_user(self.anna), said)
                self.assertEqual(activity.result_flag, "repeated")

    def test_many_at_once_are_judged_one_by_one(self):
        bad, good, blank = activities = self.planned(count=3)
        with self.at(hour(8)):
            bad.feedback, good.feedback = "asdf", GOOD
        with self.at(hour(9)):
            activities.with_user(self.anna).action_done()
        for activity, text in ((bad, "asdf"), (good, GOOD), (blank, False)):
            self.assertFlagged(activity, text)
