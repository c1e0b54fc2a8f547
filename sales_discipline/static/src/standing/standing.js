import { Component, onWillStart, useState } from "@odoo/owl";
import { score } from "@sales_discipline/board/board_text";
import { deserializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";

/**
 * What the policy publishes of the team: nothing, its average, or the ranking. The
 * server decides; where it gives nothing, nothing is shown.
 */
export class Standing extends Component {
    static template = "sales_discipline.Standing";
    static props = {};

    setup() {
        this.orm = useService("orm");
        this.state = useState({ standing: false, isLast: false });
        onWillStart(() => this.load(false));
    }

    async load(isLast) {
        const standing = await this.orm.silent.call(
            "sales.discipline.standing",
            "get_standing",
            [isLast]
        );
        Object.assign(this.state, { standing, isLast });
    }

    get months() {
        return [
            { isLast: false, label: _t("This month so far") },
            { isLast: true, label: _t("Last month") },
        ];
    }

    get title() {
        const { standing } = this.state;
        return _t("%(team)s, %(month)s", {
            team: standing.team,
            month: deserializeDate(standing.start).toFormat("LLLL yyyy"),
        });
    }

    get ownText() {
        const { own, own_days: days } = this.state.standing;
        if (own === null) {
            return _t("You have no closed day with a score in this month.");
        }
        return days === 1
            ? _t("Your score: %s, of one day", score(own))
            : _t("Your score: %(score)s, of %(days)s days", {
                  score: score(own),
                  days,
              });
    }

    get averageText() {
        const { average, need } = this.state.standing;
        return average === null
            ? _t(
                  "The team's average is shown from %s people with a score.",
                  need.people
              )
            : _t("The team's average: %s", score(average));
    }

    get placeText() {
        const { ranking, without_place: rest, need } = this.state.standing;
        if (!ranking.length) {
            return _t(
                "Nobody has %s scored days in this month yet, which a place takes.",
                need.days
            );
        }
        return rest
            ? _t(
                  "A place takes %(days)s scored days. Without one so far: %(people)s.",
                  {
                      days: need.days,
                      people: rest,
                  }
              )
            : "";
    }

    score(value) {
        return score(value);
    }
}
