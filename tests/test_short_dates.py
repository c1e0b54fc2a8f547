"""Days and hours in sentences are written as the reader's language does."""

from datetime import date

from .reward_case import TUESDAY, RewardCase


class TestShortDates(RewardCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("ru_RU")

    def leave_title(self, lang):
        bar = self.env["sales.discipline.day.bar"].with_user(self.anna)
        with self.at(f"{TUESDAY} 09:00", self.TZ):
            reward = bar.with_context(lang=lang).get_day_bar()["reward"]
        return reward["title"].replace("\u202f", " ")

    def test_an_hour_is_that_of_the_readers_clock_face(self):
        self.full_plan(self.anna, TUESDAY)
        self.assertIn("4:00 PM", self.leave_title("en_US"))
        russian = self.leave_title("ru_RU")
        self.assertIn("16:00", russian)
        self.assertNotIn("PM", russian)

    def test_a_version_is_named_by_a_month_not_by_its_number(self):
        """Whoever reads 03/04/2027 may take it for April or for March."""
        version = self.env["sales.discipline.policy.version"].search([], limit=1)
        version.date_start = date(2027, 3, 4)
        self.assertEqual(version.with_context(lang="en_US").display_name, "Mar 4, 2027")
        self.assertIn("мар", version.with_context(lang="ru_RU").display_name)
