from odoo import http
from odoo.http import content_disposition, request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class PersonalDataController(http.Controller):
    @http.route(
        "/sales_discipline/personal_data/<int:user_id>",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def personal_data(self, user_id):
        """What is kept about a person, as a spreadsheet.

        :raise AccessError: unless the caller is that person or a settings
            administrator
        """
        privacy = request.env["sales.discipline.privacy"]
        user = request.env["res.users"].browse(user_id)
        content = privacy._export(user)
        name = f"sales_discipline_{user.sudo().login}.xlsx"
        return request.make_response(
            content,
            [
                ("Content-Type", XLSX),
                ("Content-Disposition", content_disposition(name)),
            ],
        )
