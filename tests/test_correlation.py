"""The statistics against published figures, PostgreSQL's own, and the odd cases."""

import random

from odoo.addons.sales_discipline.engine import correlation as engine

from .common import DisciplineCase

# Anscombe, Graphs in Statistical Analysis (1973): four sets, one and the same figure.
ANSCOMBE_X = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
ANSCOMBE = (
    (
        ANSCOMBE_X,
        [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68],
        [0.816, 0.818],
    ),
    (
        ANSCOMBE_X,
        [9.14, 8.14, 8.74, 8.77, 9.26, 8.10, 6.13, 3.10, 9.13, 7.26, 4.74],
        [0.816, 0.691],
    ),
    (
        ANSCOMBE_X,
        [7.46, 6.77, 12.74, 7.11, 7.81, 8.84, 6.08, 5.39, 8.15, 6.42, 5.73],
        [0.816, 0.991],
    ),
    (
        [8, 8, 8, 8, 8, 8, 8, 19, 8, 8, 8],
        [6.58, 5.76, 7.71, 8.84, 8.47, 7.04, 5.25, 12.50, 5.56, 7.91, 6.89],
        [0.817, 0.500],
    ),
)
# Bland and Altman, Calculating correlation coefficients with repeated observations,
# part 1 (1995): intramural pH and PaCO2 of eight patients.
BLAND_ALTMAN = (
    [(6.68, 3.97), (6.53, 4.12), (6.43, 4.09), (6.33, 3.97)],
    [(6.85, 5.27), (7.06, 5.37), (7.13, 5.41), (7.17, 5.44)],
    [(7.40, 5.67), (7.42, 3.64), (7.41, 4.32), (7.37, 4.73), (7.34, 4.96)]
    + [(7.35, 5.04), (7.28, 5.22), (7.30, 4.82), (7.34, 5.07)],
    [(7.36, 5.67), (7.33, 5.10), (7.29, 5.53), (7.30, 4.75), (7.35, 5.51)],
    [(7.35, 4.28), (7.30, 4.44), (7.30, 4.32), (7.37, 3.23), (7.27, 4.46)]
    + [(7.28, 4.72), (7.32, 4.75), (7.32, 4.99)],
    [(7.38, 4.78), (7.30, 4.73), (7.29, 5.12), (7.33, 4.93), (7.31, 5.03)]
    + [(7.33, 4.93)],
    [(6.86, 6.85), (6.94, 6.44), (6.92, 6.52)],
    [(7.19, 5.28), (7.29, 4.56), (7.21, 4.34), (7.25, 4.32), (7.20, 4.41)]
    + [(7.19, 3.69), (6.77, 6.09), (6.82, 5.58)],
)
# Two-sided 95 % points of Student's t, from any table.
STUDENT = {1: 12.706, 2: 4.303, 3: 3.182, 5: 2.571, 10: 2.228, 30: 2.042, 120: 1.980}


class TestCorrelation(DisciplineCase):
    def test_anscombes_four(self):
        for xs, ys, (pearson, spearman) in ANSCOMBE:
            with self.subTest(ys=ys):
                self.assertAlmostEqual(engine.pearson(xs, ys).value, pearson, 3)
                self.assertAlmostEqual(engine.spearman(xs, ys).value, spearman, 3)
                line = engine.trend(xs, ys)
                self.assertAlmostEqual(line.slope, 0.500, 3)
                self.assertAlmostEqual(line.intercept, 3.00, 2)

    def test_interval_of_a_figure_that_textbooks_give(self):
        # Fisher's for r = 0.5 of 28 points: tanh(0.5493 ± 1.96 / 5).
        low, high = engine._interval(0.5, 28)
        self.assertAlmostEqual(low, 0.156, 3)
        self.assertAlmostEqual(high, 0.736, 3)

    def test_within_people_as_bland_and_altman_published_it(self):
        xs, ys = self.deviations(BLAND_ALTMAN)
        found = engine.pearson(xs, ys, estimated=len(BLAND_ALTMAN))
        self.assertEqual(len(xs), 47)
        # As the R package rmcorr prints them, which checks itself by these data.
        self.assertAlmostEqual(found.value, -0.5067697, 7)
        self.assertAlmostEqual(found.low, -0.7067146, 6)
        self.assertAlmostEqual(found.high, -0.2318631, 6)

    def deviations(self, groups):
        xs, ys = [], []
        for group in groups:
            mean_x, mean_y = (
                sum(column) / len(group) for column in zip(*group, strict=True)
            )
            xs += [round(x - mean_x, 6) for x, _y in group]
            ys += [round(y - mean_y, 6) for _x, y in group]
        return xs, ys

    def test_postgresql_finds_the_same(self):
        numbers = random.Random(7)
        xs = [round(numbers.gauss(70, 15)) for _number in range(300)]
        ys = [round(numbers.gauss(20, 9) + x / 3) for x in xs]
        self.cr.execute(
            """
            WITH point AS (SELECT * FROM unnest(%s::float8[], %s::float8[]) p(x, y)),
                 ranked AS (SELECT x, y,
                     rank() OVER (ORDER BY x) + (count(*) OVER (PARTITION BY x) - 1)
                         / 2.0 AS rx,
                     rank() OVER (ORDER BY y) + (count(*) OVER (PARTITION BY y) - 1)
                         / 2.0 AS ry
                   FROM point)
            SELECT corr(y, x), corr(ry, rx), regr_slope(y, x), regr_intercept(y, x)
              FROM ranked
            """,
            [xs, ys],
        )
        pearson, spearman, slope, intercept = self.cr.fetchone()
        self.assertLess(len(set(xs)), 100, "There must be ties")
        self.assertAlmostEqual(engine.pearson(xs, ys).value, pearson, 12)
        self.assertAlmostEqual(engine.spearman(xs, ys).value, spearman, 12)
        self.assertAlmostEqual(engine.trend(xs, ys).slope, slope, 10)
        self.assertAlmostEqual(engine.trend(xs, ys).intercept, intercept, 9)

    def test_ties_share_the_mean_of_their_ranks(self):
        self.assertEqual(engine.ranks([3, 1, 3, 3, 2]), [4, 1, 4, 4, 2])
        self.assertEqual(engine.ranks([5, 5]), [1.5, 1.5])

    def test_no_relation(self):
        numbers = random.Random(11)
        xs = [numbers.random() for _number in range(200)]
        ys = [numbers.random() for _number in range(200)]
        for found in (engine.pearson(xs, ys), engine.spearman(xs, ys)):
            self.assertEqual(engine.strength(found.value), "none")
            self.assertFalse(found.is_sure)
        xs, ys = [-2, -1, 0, 1, 2], [4, 1, 0, 1, 4]
        self.assertEqual(engine.pearson(xs, ys).value, 0)

    def test_the_interval_holds_what_it_promises(self):
        """Of 1,000 samples of unrelated things about 50 seem related."""
        numbers, wrong = random.Random(3), 0
        for _sample in range(1000):
            xs = [numbers.gauss(0, 1) for _number in range(24)]
            ys = [numbers.gauss(0, 1) for _number in range(24)]
            wrong += engine.pearson(xs, ys).is_sure
        self.assertLess(wrong, 75)
        self.assertGreater(wrong, 30)

    def test_perfect_relation(self):
        xs = [50, 60, 70, 80, 90]
        for slope, value in ((1000, 1), (-3, -1)):
            ys = [slope * x + 7 for x in xs]
            found = engine.pearson(xs, ys)
            self.assertEqual((found.value, found.low, found.high), (value,) * 3)
            self.assertEqual(engine.spearman(xs, ys).value, value)
            self.assertTrue(found.is_sure)
            band = engine.trend(xs, ys).band()
            self.assertAlmostEqual(band[0]["high"] - band[0]["low"], 0)

    def test_one_outlier_moves_the_figure_but_not_the_ranks(self):
        numbers = random.Random(5)
        xs = [numbers.gauss(70, 5) for _number in range(30)]
        ys = [numbers.gauss(20, 5) for _number in range(30)]
        far = engine.pearson([*xs, 300], [*ys, 900])
        rank = engine.spearman([*xs, 300], [*ys, 900])
        self.assertGreater(far.value, 0.9)
        self.assertLess(abs(rank.value), engine.MODERATE)
        self.assertGreater(abs(far.value - rank.value), engine.FAR_APART)

    def test_a_constant_has_no_correlation(self):
        for xs, ys in (([5.1] * 30, range(30)), (range(30), [0.1] * 30)):
            for found in (
                engine.pearson(list(xs), list(ys)),
                engine.spearman(list(xs), list(ys)),
            ):
                self.assertEqual(found, engine.Correlation())
                self.assertFalse(found.is_sure)
        self.assertIsNone(engine.trend([5.1] * 30, list(range(30))))

    def test_three_points_have_a_figure_but_no_interval(self):
        found = engine.pearson([1, 2, 3], [1, 3, 2])
        self.assertAlmostEqual(found.value, 0.5)
        self.assertIsNone(found.low)
        self.assertIsNone(found.high)
        self.assertFalse(found.is_sure)

    def test_one_point_or_none(self):
        for points in ([], [1]):
            self.assertEqual(engine.pearson(points, points), engine.Correlation())
            self.assertIsNone(engine.trend(points, points))

    def test_students_t(self):
        for freedom, value in STUDENT.items():
            self.assertAlmostEqual(engine.student(freedom) / value, 1, 2)

    def test_the_band_is_narrowest_at_the_mean(self):
        xs, ys, _figures = ANSCOMBE[0]
        line = engine.trend(xs, ys, steps=10)
        # Of the published regression: s = 1.237, t = 2.262, n = 11, mean 9.
        middle = dict(line.margins)[9.0]
        self.assertAlmostEqual(middle, 2.262 * 1.237 / 11**0.5, 2)
        self.assertEqual(min(margin for _x, margin in line.margins), middle)

    def test_within_people_the_line_is_sure_at_their_mean(self):
        xs, ys = self.deviations(BLAND_ALTMAN)
        line = engine.trend(xs, ys, estimated=8)
        self.assertAlmostEqual(line.intercept, 0, 6)
        self.assertLess(line.slope, 0)
        center = min(line.margins, key=lambda margin: abs(margin[0]))
        self.assertLess(center[1], line.margins[0][1] / 10)

    def test_words_for_the_strength(self):
        for value, word in (
            (0.0, "none"),
            (-0.0999, "none"),
            (0.1, "weak"),
            (-0.2999, "weak"),
            (0.3, "moderate"),
            (0.5999, "moderate"),
            (-0.6, "strong"),
            (1.0, "strong"),
        ):
            self.assertEqual(engine.strength(value), word)
