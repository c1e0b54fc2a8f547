import { RPCError } from "@web/core/network/rpc";

const REFUSALS = ["odoo.exceptions.AccessError", "odoo.exceptions.UserError"];

/** The server's own sentence, where it refuses; whatever else went wrong stays an error. */
export function refusal(error) {
    if (error instanceof RPCError && REFUSALS.includes(error.exceptionName)) {
        return error.data.message;
    }
    throw error;
}
