/**
 * Which section of the guides speaks of a screen: by the path of its action, else by
 * its model or the tag of its client action. Values are page and section, which
 * tests/test_guide.py looks for in the guides.
 */
export const GUIDE_SECTIONS = {
    // What salespeople see of themselves
    "my-day": ["salesperson", "morning"],
    "no-next-step": ["salesperson", "evening"],
    "my-progress": ["salesperson", "progress"],
    "my-rewards": ["salesperson", "rewards"],
    "my-statement": ["salesperson", "rewards"],
    "my-targets": ["salesperson", "rewards"],
    "my-verdicts": ["salesperson", "score"],
    // Reviewing
    "sales_discipline.review_board": ["head", "week2"],
    "sales.discipline.review": ["head", "week1"],
    "sales.discipline.head.record": ["head", "yourself"],
    "sales.discipline.verdict": ["head", "say"],
    "sales.discipline.exemption": ["head", "questions"],
    "sales.discipline.change": ["head", "questions"],
    "sales.discipline.reward": ["head", "penalties"],
    "sales.discipline.statement": ["head", "penalties"],
    "crm.team.member": ["head", "person"],
    // Looking back
    "sales_discipline.person": ["head", "person"],
    "sales_discipline.study": ["head", "then"],
    "sales_discipline.replay": ["head", "then"],
    "sales.discipline.day": ["figures", "total"],
    "sales.discipline.day.report": ["figures", "total"],
    "sales.discipline.day.line.report": ["figures", "outcomes"],
    "sales.discipline.journal": ["figures", "moments"],
    "sales.discipline.outcome.plan": ["head", "then"],
    // Settings
    "sales.discipline.policy": ["head", "before"],
    "sales.discipline.program": ["head", "before"],
    "sales.discipline.regulation": ["head", "tell"],
    "sales.discipline.regulation.version": ["head", "tell"],
    "sales.discipline.data.rule": ["figures", "others"],
    "sales.discipline.outcome": ["head", "then"],
    "sales.discipline.reward.rule": ["head", "penalties"],
};

/** @returns {[string, string] | undefined} page and section for an action's screen */
export function guideSection(action) {
    return (
        GUIDE_SECTIONS[action?.path] ||
        GUIDE_SECTIONS[action?.tag] ||
        GUIDE_SECTIONS[action?.res_model]
    );
}
