"""What people are told about reviews, in their language."""

from markupsafe import Markup

from odoo import models


class SalesDisciplineReview(models.Model):
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "sales.discipline.review"

    def _tell(self, user, occasion):
        """One message about all of these reviews.

        :param occasion: ``remind`` on the day itself, ``escalate`` on the next
        """
        reviews = self.with_context(lang=user.lang or self.env.lang)
        subject, sentence = reviews._words(occasion)
        body = Markup("<p>%s</p><ul>%s</ul>") % (
            sentence,
            Markup("").join(
                Markup("<li>%s, %s</li>") % (review._anchor(), review.user_id.name)
                for review in reviews
            ),
        )
        reviews[:1].message_notify(
            partner_ids=user.partner_id.ids,
            subject=subject,
            body=body,
            # The job's user would sign as "System".
            email_add_signature=False,
        )

    def _words(self, occasion):
        if occasion == "remind":
            return (
                self.env._("Still to be reviewed today"),
                self.env._("From midnight on these reviews count as late:"),
            )
        return (
            self.env._("Reviews that were not done"),
            self.env._("These reviews were not finished on their day:"),
        )

    def _anchor(self):
        return Markup("<a href='%s'>%s</a>") % (
            f"/odoo/sales.discipline.review/{self.id}",
            self.display_name,
        )
