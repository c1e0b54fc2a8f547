import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { defineModels, mountView } from "@web/../tests/web_test_helpers";

/**
 * Defines a model of the test's own beside those of mail, which every page needs.
 *
 * @param {Function} Model a class of models.Model with its fields and records
 * @returns {Function} shows the model in the view of an arch, with more of mountView
 */
export function defineViewOf(Model) {
    defineMailModels();
    defineModels([Model]);
    return (arch, options = {}) =>
        mountView({
            resModel: Model._name,
            type: arch.match(/<(\w+)/)[1],
            arch,
            ...options,
        });
}
