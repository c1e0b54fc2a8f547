"""Reminders, escalation, the week's summary, alarms and the reviewers' record."""

from datetime import timedelta

from .program_case import MONDAY, ProgramCase, day_of

TUESDAY, FRIDAY = day_of(1), day_of(4)
NEXT_MONDAY = day_of(7)


class TestMissedReviews(ProgramCase):
    def told(self, user):
        return self.inbox(user, self.reviews._name).mapped("subject")

    def test_the_head_is_reminded_on_the_day_and_the_director_told_on_the_next(self):
        self.run_job(MONDAY)
        self.run_job(MONDAY, "15:50")
        self.assertFalse(self.told(self.head))
        self.run_job(MONDAY, "16:10")
        self.assertEqual(self.told(self.head), ["Still to be reviewed today"])
        self.run_job(MONDAY, "23:50")
        self.assertFalse(self.told(self.director))
        self.run_job(TUESDAY)
        self.assertEqual(self.told(self.director), ["Reviews that were not done"])
        self.assertEqual(len(self.told(self.head)), 1)

    def test_no_job_signs_a_message_as_a_person(self):
        self.run_job(MONDAY)
        self.run_job(MONDAY, "16:10")
        message = self.inbox(self.head, self.reviews._name)
        self.assertFalse(message.email_add_signature)

    def test_each_is_sent_once_whatever_runs_twice(self):
        for hour in ("00:10", "16:10", "16:25", "23:00"):
            self.run_job(MONDAY, hour)
        for hour in ("00:10", "00:25", "08:00"):
            self.run_job(TUESDAY, hour)
        self.assertEqual(len(self.told(self.head)), 1)
        self.assertEqual(len(self.told(self.director)), 1)

    def test_what_was_done_is_not_talked_about(self):
        self.run_job(MONDAY)
        with self.at(f"{MONDAY} 12:00", self.TZ):
            self.say(self.anna, MONDAY)
            self.say(self.oleg, MONDAY)
            self.found(MONDAY, "detailed_all").with_user(self.head).action_finish()
        self.run_job(MONDAY, "16:10")
        self.run_job(TUESDAY)
        self.assertFalse(self.told(self.head) + self.told(self.director))

    def test_a_director_is_not_told_of_their_own(self):
        self.leave(self.head, MONDAY)
        self.run_job(MONDAY)
        self.run_job(MONDAY, "16:10")
        self.assertEqual(self.told(self.director), ["Still to be reviewed today"])
        self.run_job(TUESDAY)
        self.assertEqual(len(self.told(self.director)), 1)

    def test_a_named_director_is_told_alone(self):
        other = self.new_user("sd_dina", "sales_discipline.group_director")
        self.program.director_id = other
        self.run_job(MONDAY)
        self.run_job(TUESDAY)
        self.assertEqual(self.told(other), ["Reviews that were not done"])
        self.assertFalse(self.told(self.director))

    def test_in_the_readers_language(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        self.env["ir.module.module"].search(
            [("name", "=", "sales_discipline")]
        )._update_translations(["ru_RU"])
        self.head.lang = "ru_RU"
        self.run_job(MONDAY)
        self.run_job(MONDAY, "16:10")
        message = self.inbox(self.head, self.reviews._name)
        self.assertNotRegex(message.subject, "[A-Za-z]{2}")
        activity = self.open_activities(self.head)[0]
        self.assertNotRegex(activity.summary, "[A-Za-z]{2}")


class TestWeeks(ProgramCase):
    def told(self, user):
        return self.inbox(user, self.programs._name)

    def close_week(self, week, score, planned=5):
        """Closed days of both people, Monday to Friday of that week."""
        self.env["sales.discipline.day"].create(
            [
                {
                    "user_id": user.id,
                    "team_id": self.team.id,
                    "company_id": self.company.id,
                    "version_id": self.version.id,
                    "date": day_of(7 * week + number),
                    "tz": self.TZ,
                    "state": "closed",
                    "score": score,
                    "planned_count": planned,
                    "caught_up_count": 0,
                    "extra_count": 0,
                }
                for user in self.anna | self.oleg
                for number in range(5)
            ]
        )

    def test_the_director_gets_the_week_once_when_it_is_over(self):
        self.close_week(0, 80.0)
        self.run_days(0, 6)
        self.assertFalse(self.told(self.director))
        self.run_job(NEXT_MONDAY, "00:10")
        self.assertFalse(self.told(self.director))  # not closed yet
        for hour in ("07:00", "08:00", "20:00"):
            self.run_job(NEXT_MONDAY, hour)
        self.run_job(day_of(8))
        message = self.told(self.director)
        self.assertEqual(len(message), 1)
        self.assertEqual(message.subject, "Reviews in the week from Mon, Mar 1 on")
        self.assertIn("sd_hana", message.body)
        self.assertIn("80.0", message.body)
        self.assertFalse(self.told(self.head))

    def test_a_team_that_falls_three_weeks_in_a_row_raises_an_alarm_once(self):
        for week, score in enumerate((90.0, 85.0, 80.0, 70.0)):
            self.close_week(week, score)
        for week in range(1, 4):
            self.run_job(day_of(7 * week), "07:00")
        self.assertFalse(self.told(self.head))
        for hour in ("07:00", "09:00"):
            self.run_job(day_of(28), hour)
        alarm = self.told(self.head)
        self.assertEqual(alarm.subject, "Furniture uses the system less every week")
        self.assertIn("90.0 → 85.0 → 80.0 → 70.0", alarm.body)
        subjects = self.told(self.director).mapped("subject")
        self.assertEqual(subjects.count(alarm.subject), 1)
        with self.at(f"{day_of(28)} 10:00", self.TZ):
            overview = self.program.with_user(self.head).overview
        self.assertTrue(overview["teams"][0]["falls"])

    def test_a_head_sees_the_scores_of_the_own_teams_alone(self):
        other = self.new_user("sd_other_head", "sales_discipline.group_head")
        theirs = self.team.copy({"name": "Hotels", "user_id": other.id})
        self.program.team_ids += theirs
        self.close_week(0, 90.0)
        expected = {self.head: 1, other: 0, self.director: 1}
        with self.at(f"{NEXT_MONDAY} 10:00", self.TZ):
            for reader, weeks in expected.items():
                overview = self.program.with_user(reader).overview
                shown = {team["name"]: team for team in overview["teams"]}
                self.assertEqual(len(shown["Furniture"]["weeks"]), weeks, reader.name)

    def test_fewer_activities_raise_it_too(self):
        for week, planned in enumerate((8, 7, 6, 5)):
            self.close_week(week, 80.0, planned)
        self.run_job(day_of(28), "07:00")
        notice = self.program.notice_ids.filtered(lambda n: n.kind == "alarm")
        self.assertEqual(notice.measure, "activities")
        self.assertEqual(notice.figures, "8.0 → 7.0 → 6.0 → 5.0")

    def test_a_steady_team_raises_none(self):
        for week, score in enumerate((90.0, 85.0, 86.0, 70.0)):
            self.close_week(week, score)
        self.run_job(day_of(28), "07:00")
        self.assertNotIn("alarm", self.program.notice_ids.mapped("kind"))

    def test_the_job_closes_its_steps_as_odoo_runs_it(self):
        cron = self.env.ref("sales_discipline.ir_cron_sales_discipline_program")
        with (
            self.at(f"{MONDAY} 00:10", self.TZ),
            self.enter_registry_test_mode(),
        ):
            cron.method_direct_trigger()
        self.assertEqual(len(self.found(MONDAY)), 2)


class TestReviewersRecord(ProgramCase):
    def record(self, user=None, reader=None):
        records = self.env["sales.discipline.head.record"]
        records = records.with_user(reader or self.director)
        user = user or self.head
        return records.search([("user_id", "=", user.id), ("month", "=", MONDAY)])

    def test_counts_and_shares(self):
        self.run_job(MONDAY)
        with self.at(f"{MONDAY} 12:00", self.TZ):
            self.found(MONDAY, "detailed_all").with_user(self.head).note_opened()
        with self.at(f"{MONDAY} 12:06", self.TZ):
            self.say(self.anna, MONDAY, "great", "You called all of them.")
            drafted = self.verdicts.with_user(self.head).draft(
                self.oleg.id, MONDAY, "ok"
            )
            self.say(self.oleg, MONDAY, "ok", drafted)
            self.found(MONDAY, "detailed_all").with_user(self.head).action_finish()
        self.run_days(1, 2)
        record = self.record()
        self.assertEqual(record.due_count, 6)
        self.assertEqual(record.done_count, 2)
        self.assertEqual(record.missed_count, 2)
        self.assertEqual(record.verdict_count, 2)
        self.assertEqual(record.own_words_share, 50)
        self.assertEqual(record.in_order_share, 0)
        self.assertEqual(record.minutes, 3)  # of six and of none
        self.assertEqual(record.unpraised_ids, self.oleg)
        self.assertEqual(record.unpraised_count, 1)

    def test_is_for_the_head_and_the_director_alone(self):
        self.run_days(0, 1)
        other = self.new_user("sd_kira", "sales_discipline.group_head")
        admin = self.new_user("sd_mona", "sales_team.group_sale_manager")
        self.assertTrue(self.record())
        self.assertTrue(self.record(reader=self.head))
        for reader in (other, admin):
            self.assertFalse(self.record(reader=reader))
        self.assertFalse(self.record(self.director, self.head))

    def test_another_company_has_its_own(self):
        self.run_job(MONDAY)
        tin = self.env["res.company"].create({"name": "Tin & Zinc"})
        self.director.company_ids = [(4, tin.id)]
        records = self.env["sales.discipline.head.record"].with_user(self.director)
        self.assertTrue(records.search([]))
        elsewhere = records.with_context(allowed_company_ids=tin.ids)
        self.assertFalse(elsewhere.search([]))
        reviews = self.reviews.with_user(self.director)
        self.assertFalse(reviews.with_context(allowed_company_ids=tin.ids).search([]))


class TestProgramPage(ProgramCase):
    def test_control_points_with_their_states_and_what_comes_next(self):
        self.run_job(MONDAY)
        self.run_job(TUESDAY)
        with self.at(f"{TUESDAY} 12:00", self.TZ):
            overview = self.program.with_user(self.head).overview
        first, then, last = overview["phases"]
        self.assertEqual(
            [point["state"] for point in first["points"]],
            ["missed", "due", "planned", "planned", "planned"],
        )
        self.assertEqual(first["stage"], "current")
        self.assertEqual(then["stage"], "future")
        self.assertEqual((then["first"], then["last"]), ("2027-03-12", "2027-03-26"))
        self.assertEqual(last["first"], "2027-04-02")
        self.assertEqual(overview["quick"]["counts"]["missed"], 1)
        self.assertEqual(
            [row["date"] for row in overview["next"]],
            ["2027-03-02", "2027-03-02", "2027-03-03", "2027-03-04"],
        )

    def test_administrators_keep_it_and_do_not_see_the_record(self):
        admin = self.new_user("sd_mona", "sales_team.group_sale_manager")
        self.run_job(MONDAY)
        with self.at(f"{MONDAY} 12:00", self.TZ):
            overview = self.program.with_user(admin).overview
            self.assertTrue(overview["is_hidden"])
            self.assertFalse(overview["quick"]["points"])
            action = self.programs.with_user(admin).action_open_page()
        self.assertEqual(action["res_id"], self.program.id)

    def test_a_page_years_later_shows_the_last_points(self):
        late = MONDAY + timedelta(days=7 * 60 + 4)
        for week in range(8):
            self.run_job(late - timedelta(weeks=7 - week))
        with self.at(f"{late} 12:00", self.TZ):
            overview = self.program.with_user(self.head).overview
        points = overview["phases"][-1]["points"]
        self.assertEqual(points[5]["state"], "due")
        self.assertEqual(len(points), 10)
