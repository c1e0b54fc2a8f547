import { Component, onWillStart, useEffect, useRef } from "@odoo/owl";
import { loadBundle } from "@web/core/assets";
import { _t } from "@web/core/l10n/translation";

/** Weekly means as given and as replayed: two lines that differ in more than colour. */
export class ReplayChart extends Component {
    static template = "sales_discipline.ReplayChart";
    static props = { weeks: Array };

    setup() {
        this.canvas = useRef("canvas");
        onWillStart(() => loadBundle("web.chartjs_lib"));
        useEffect(
            () => {
                const chart = this.draw();
                return () => chart.destroy();
            },
            () => [this.props.weeks]
        );
    }

    get label() {
        return _t("Average score by week, as given and as replayed");
    }

    draw() {
        const style = getComputedStyle(this.canvas.el);
        const ink = style.getPropertyValue("--gray-700") || style.color;
        const accent = style.getPropertyValue("--primary") || style.color;
        const grid = style.getPropertyValue("--border-color");
        const axis = { ticks: { color: style.color }, grid: { color: grid } };
        return new Chart(this.canvas.el, {
            type: "line",
            data: {
                labels: this.props.weeks.map(({ label }) => label),
                datasets: [
                    {
                        label: _t("As given"),
                        data: this.props.weeks.map(({ actual }) => actual),
                        borderColor: ink,
                        backgroundColor: ink,
                        borderDash: [6, 4],
                        pointStyle: "rect",
                    },
                    {
                        label: _t("As replayed"),
                        data: this.props.weeks.map(({ replayed }) => replayed),
                        borderColor: accent,
                        backgroundColor: accent,
                        pointStyle: "circle",
                    },
                ],
            },
            options: {
                animation: false,
                maintainAspectRatio: false,
                spanGaps: true,
                scales: {
                    x: axis,
                    y: { ...axis, min: 0, max: 100 },
                },
                plugins: {
                    legend: {
                        labels: { color: style.color, usePointStyle: true },
                    },
                },
            },
        });
    }
}
